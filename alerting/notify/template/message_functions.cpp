#include "alerting/notify/template/message_functions.hpp"

#include <array>
#include <utility>

#include "alerting/notify/template/json_value.hpp"
#include "alerting/template/execute/builtins.hpp"
#include "alerting/template/functions/alert_functions.hpp"
#include "alerting/template/functions/text.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::notify {
namespace {

using templates::Functions;
using templates::List;
using templates::Map;
using templates::Parameter;
using templates::Value;
using Outcome = core::Result<Value>;
using Arguments = std::span<const Value>;

// Alertmanager has these as Prometheus has them.
constexpr std::array<std::string_view, 8> kShared = {
    "toUpper",          "toLower",      "match",    "reReplaceAll",
    "humanizeDuration", "humanize1024", "humanize", "humanizePercentage"};

class TrustedText : public templates::Object {
 public:
  TrustedText(std::string text, Trust trust) : text_(std::move(text)), trust_(trust) {}

  const std::string& text() const { return text_; }
  Trust trust() const { return trust_; }
  std::string type_name() const override {
    return trust_ == Trust::html ? "template.HTML" : "template.URL";
  }
  std::string print() const override { return text_; }
  bool is_stringer() const override { return true; }

 private:
  std::string text_;
  Trust trust_;
};

Outcome join(Arguments arguments) {
  const List* list = arguments[1].list();
  if (list == nullptr)
    return core::invalid("wants a list of texts, not " + arguments[1].type_name());
  std::string out;
  for (const Value& item : list->items) {
    if (item.text() == nullptr) return core::invalid("wants texts, not " + item.type_name());
    if (&item != &list->items.front()) out += *arguments[0].text();
    if (out.size() > (std::size_t{1} << 20)) return core::invalid("too long");
    out += *item.text();
  }
  return Value(std::move(out));
}

// %XX and '+'; what is no escape is an error, as in Go.
Outcome url_unescape(Arguments arguments) {
  const std::string& text = *arguments[0].text();
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const auto byte = core::parse_hexadecimal(std::string_view(text).substr(i + 1, 2));
    if (!byte || text.size() < i + 3 || text[i + 2] == 'x') {
      return core::invalid("invalid URL escape " + core::excerpt(text.substr(i, 3)));
    }
    out += static_cast<char>(*byte);
    i += 2;
  }
  return Value(std::move(out));
}

Outcome string_slice(Arguments arguments) {
  return Value(List{{arguments.begin(), arguments.end()}, "[]string"});
}

Outcome list_of(Arguments arguments) {
  return Value(List{{arguments.begin(), arguments.end()}});
}

Outcome append(Arguments arguments) {
  if (arguments[0].list() == nullptr) return core::invalid("wants a list");
  List list{arguments[0].list()->items};
  list.items.insert(list.items.end(), arguments.begin() + 1, arguments.end());
  if (list.items.size() > 10'000) return core::invalid("too many items");
  return Value(std::move(list));
}

Outcome dict(Arguments arguments) {
  if (arguments.size() % 2 != 0) return core::invalid("number of parameters must be even");
  Map map;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    if (arguments[i].text() == nullptr) return core::invalid("a key must be text");
    map.entries.insert_or_assign(*arguments[i].text(), arguments[i + 1]);
  }
  return Value(std::move(map));
}

Outcome date(Arguments arguments) {
  if (!templates::instant_in(arguments[1])) return core::invalid("wants a time");
  const std::array<Value, 1> layout{arguments[0]};
  return *arguments[1].object()->call("Format", layout);
}

Outcome json(Arguments arguments) {
  auto text = to_json(arguments[0]);
  if (!text) return std::move(text).error();
  return Value(*std::move(text));
}

// Alertmanager's title() makes the letters inside words small.
Outcome title(Arguments arguments) {
  return Value(templates::title(templates::to_lower(*arguments[0].text())));
}

Functions fixed_functions() {
  const Parameter text = Parameter::text();
  const Parameter any = Parameter::any();
  const auto trusting = [&](Trust trust) {
    return templates::Function{{text}, false, [trust](Arguments a) -> Outcome {
                                 return trusted_text(*a[0].text(), trust);
                               }};
  };
  const auto trim = [](Arguments a) -> Outcome { return Value(core::trimmed(*a[0].text())); };
  return {
      {"title", {{text}, false, title}},
      {"trimSpace", {{text}, false, trim}},
      {"join", {{text, any}, false, join}},
      {"safeHtml", trusting(Trust::html)},
      {"safeUrl", trusting(Trust::url)},
      {"urlUnescape", {{text}, false, url_unescape}},
      {"stringSlice", {{text}, true, string_slice}},
      {"date", {{text, any}, false, date}},
      {"toJson", {{any}, false, json}},
      {"list", {{any}, true, list_of}},
      {"append", {{any, any}, true, append}},
      {"dict", {{any}, true, dict}},
  };
}

core::Result<templates::ZoneOffset> offset_of(const ZoneLookup& lookup, std::string_view zone,
                                              core::Instant at) {
  if (zone.empty() || zone == "UTC") return templates::ZoneOffset{};
  if (lookup) return lookup(zone, at);
  return core::invalid("unknown time zone " + core::excerpt(zone));
}

}  // namespace

Functions message_functions(const Surroundings& surroundings) {
  Functions functions = fixed_functions();
  Functions shared = templates::alert_functions({});
  for (const std::string_view name : kShared) functions.insert(shared.extract(shared.find(name)));
  const core::Instant now = surroundings.now;
  functions.emplace("now", templates::Function{{}, false, [now](Arguments) -> Outcome {
                                                 return templates::time_value(now);
                                               }});
  const auto since = [now](Arguments a) -> Outcome {
    const auto time = templates::instant_in(a[0]);
    if (!time) return core::invalid("wants a time");
    return templates::duration_value(static_cast<double>((now - *time).count()) / 1000);
  };
  functions.emplace("since", templates::Function{{Parameter::any()}, false, since});
  const auto tz = [zone = surroundings.zone](Arguments a) -> Outcome {
    const auto time = templates::instant_in(a[1]);
    if (!time) return core::invalid("wants a time");
    auto offset = offset_of(zone, *a[0].text(), *time);
    if (!offset) return std::move(offset).error();
    return templates::time_value(*time, *std::move(offset));
  };
  functions.emplace("tz", templates::Function{{Parameter::text(), Parameter::any()}, false, tz});
  return functions;
}

bool is_message_function(std::string_view name) {
  static const Functions functions = message_functions({});
  return functions.count(name) > 0 || templates::builtins().count(name) > 0;
}

Value trusted_text(std::string text, Trust trust) {
  return Value(std::shared_ptr<const templates::Object>(
      std::make_shared<const TrustedText>(std::move(text), trust)));
}

const std::string* trusted(const Value& value, Trust trust) {
  const auto* text = dynamic_cast<const TrustedText*>(value.object());
  return text != nullptr && text->trust() == trust ? &text->text() : nullptr;
}

}  // namespace silicon::notify
