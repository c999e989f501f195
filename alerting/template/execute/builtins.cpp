#include "alerting/template/execute/builtins.hpp"

#include "alerting/template/execute/compare.hpp"
#include "alerting/template/format/escape.hpp"
#include "alerting/template/format/print.hpp"
#include "alerting/template/format/printf.hpp"

namespace silicon::templates {
namespace {

using Arguments = std::span<const Value>;
using Answer = core::Result<Value>;

// Of print(), html() and their like: a lone text as it is.
std::string joined(Arguments arguments) {
  return print_all(arguments);
}

Answer length(Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_nil()) return core::invalid("reflect: call of reflect.Value.Type on zero Value");
  if (value.text() != nullptr) return Value(value.text()->size());
  if (value.list() != nullptr) return Value(value.list()->items.size());
  if (value.map() != nullptr) return Value(value.map()->entries.size());
  return core::invalid("len of type " + value.type_name());
}

core::Result<std::size_t> checked_index(const Value& index, std::size_t limit) {
  if (index.is_nil()) return core::invalid("cannot index slice/array with nil");
  if (index.integer() == nullptr) {
    return core::invalid("cannot index slice/array with type " + index.type_name());
  }
  const std::int64_t at = *index.integer();
  if (at < 0 || static_cast<std::size_t>(at) >= limit) {
    return core::invalid("index out of range: " + std::to_string(at));
  }
  return static_cast<std::size_t>(at);
}

Answer indexed(const Value& value, const Value& index) {
  if (const Map* map = value.map()) {
    if (index.text() == nullptr) {
      if (index.is_nil()) return core::invalid("value is nil; should be of type string");
      return core::invalid("value has type " + index.type_name() + "; should be string");
    }
    const auto found = map->entries.find(*index.text());
    if (found != map->entries.end()) return found->second;
    return map->of_text ? Value("") : Value();
  }
  if (const List* list = value.list()) {
    const auto at = checked_index(index, list->items.size());
    if (!at) return at.error();
    return list->items[*at];
  }
  if (const std::string* text = value.text()) {
    const auto at = checked_index(index, text->size());
    if (!at) return at.error();
    return Value(static_cast<unsigned char>((*text)[*at]));
  }
  return core::invalid("can't index item of type " + value.type_name());
}

Answer index(Arguments arguments) {
  Value value = arguments[0];
  if (value.is_nil()) return core::invalid("index of untyped nil");
  for (const Value& at : arguments.subspan(1)) {
    if (value.is_nil()) return core::invalid("index of nil pointer");
    auto next = indexed(value, at);
    if (!next) return next;
    value = *std::move(next);
  }
  return value;
}

Answer slice(Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is_nil()) return core::invalid("slice of untyped nil");
  if (arguments.size() > 4) {
    return core::invalid("too many slice indexes: " + std::to_string(arguments.size() - 1));
  }
  if (value.text() != nullptr && arguments.size() == 4) {
    return core::invalid("cannot 3-index slice a string");
  }
  if (value.text() == nullptr && value.list() == nullptr) {
    return core::invalid("can't slice item of type " + value.type_name());
  }
  const std::size_t size =
      value.text() != nullptr ? value.text()->size() : value.list()->items.size();
  std::vector<std::size_t> ends{0, size};
  for (std::size_t i = 1; i < arguments.size() && i <= 2; ++i) {
    const auto at = checked_index(arguments[i], size + 1);
    if (!at) return at.error();
    ends[i - 1] = *at;
  }
  if (ends[0] > ends[1]) {
    return core::invalid("invalid slice index: " + std::to_string(ends[0]) + " > " +
                         std::to_string(ends[1]));
  }
  if (value.text() != nullptr) return Value(value.text()->substr(ends[0], ends[1] - ends[0]));
  const auto begin = value.list()->items.begin();
  return Value(List{
      {begin + static_cast<std::ptrdiff_t>(ends[0]), begin + static_cast<std::ptrdiff_t>(ends[1])},
      value.list()->type_name});
}

Answer call(Arguments arguments) {
  if (arguments[0].is_nil()) return core::invalid("call of nil");
  return core::invalid("non-function " + print(arguments[0]) + " of type " +
                       arguments[0].type_name());
}

// A comparison of two out of equal() and less().
Function comparison(bool or_equal, bool inverted) {
  return {{Parameter::any(), Parameter::any()}, false, [=](Arguments arguments) -> Answer {
            auto result = less(arguments[0], arguments[1]);
            if (result && !*result && or_equal) result = equal(arguments[0], arguments[1]);
            if (!result) return result.error();
            return Value(*result != inverted);
          }};
}

Answer differs(Arguments arguments) {
  const auto same = equal(arguments[0], arguments[1]);
  if (!same) return same.error();
  return Value(!*same);
}

Function printing(std::string (*body)(Arguments)) {
  return {{Parameter::any()}, true, [body](Arguments arguments) -> Answer {
            return Value(body(arguments));
          }};
}

Function logic(bool until) {
  return {{Parameter::any(), Parameter::any()}, true, [until](Arguments arguments) -> Answer {
            for (const Value& value : arguments) {
              if (value.truth() == until) return value;
            }
            return arguments.back();
          }};
}

Functions make_builtins() {
  const Parameter any = Parameter::any();
  return {
      {"and", logic(false)},
      {"or", logic(true)},
      {"not", {{any}, false, [](Arguments a) -> Answer { return Value(!a[0].truth()); }}},
      {"len", {{any}, false, length}},
      {"index", {{any, any}, true, index}},
      {"slice", {{any, any}, true, slice}},
      {"call", {{any, any}, true, call}},
      {"print", printing([](Arguments a) { return joined(a); })},
      {"println", printing([](Arguments a) { return print_line(a); })},
      {"printf",
       {{Parameter::text(), any},
        true,
        [](Arguments a) -> Answer { return Value(printf(*a[0].text(), a.subspan(1))); }}},
      {"html", printing([](Arguments a) { return escape_html(joined(a)); })},
      {"js", printing([](Arguments a) { return escape_javascript(joined(a)); })},
      {"urlquery", printing([](Arguments a) { return escape_query(joined(a)); })},
      {"eq", {{any, any}, true, equals_any}},
      {"ne", {{any, any}, false, differs}},
      {"lt", comparison(false, false)},
      {"le", comparison(true, false)},
      {"gt", comparison(true, true)},
      {"ge", comparison(false, true)},
  };
}

}  // namespace

const Functions& builtins() {
  static const Functions functions = make_builtins();
  return functions;
}

}  // namespace silicon::templates
