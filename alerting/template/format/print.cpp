#include "alerting/template/format/print.hpp"

#include "alerting/template/format/numbers.hpp"

namespace silicon::templates {
namespace {

void append_list(std::string& out, const List& list) {
  out += '[';
  bool first = true;
  for (const Value& item : list.items) {
    if (out.size() > kMostText) return;
    if (!first) out += ' ';
    first = false;
    append_printed(out, item);
  }
  out += ']';
}

void append_map(std::string& out, const Map& map) {
  out += "map[";
  bool first = true;
  for (const auto& [key, value] : map.entries) {
    if (out.size() > kMostText) return;
    if (!first) out += ' ';
    first = false;
    out += key + ':';
    append_printed(out, value);
  }
  out += ']';
}

}  // namespace

void append_printed(std::string& out, const Value& value) {
  if (const bool* boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else if (const std::int64_t* integer = value.integer()) {
    out += std::to_string(*integer);
  } else if (const double* real = value.real()) {
    out += general(*real);
  } else if (const std::string* text = value.text()) {
    out += *text;
  } else if (const List* list = value.list()) {
    append_list(out, *list);
  } else if (const Map* map = value.map()) {
    append_map(out, *map);
  } else if (const Object* object = value.object()) {
    out += object->print();
  } else {
    out += "<nil>";
  }
}

std::string print(const Value& value) {
  std::string out;
  append_printed(out, value);
  return out;
}

std::string print_all(std::span<const Value> values) {
  std::string out;
  for (std::size_t i = 0; i < values.size() && out.size() <= kMostText; ++i) {
    const bool apart = i > 0 && values[i].text() == nullptr && values[i - 1].text() == nullptr;
    if (apart) out += ' ';
    append_printed(out, values[i]);
  }
  return out;
}

std::string print_line(std::span<const Value> values) {
  std::string out;
  for (std::size_t i = 0; i < values.size() && out.size() <= kMostText; ++i) {
    if (i > 0) out += ' ';
    append_printed(out, values[i]);
  }
  return out + '\n';
}

}  // namespace silicon::templates
