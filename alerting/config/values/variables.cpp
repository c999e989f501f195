#include "alerting/config/values/variables.hpp"

namespace silicon::config {
namespace {

bool is_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The name behind a dollar, taken off `rest` with its braces; "" when there is none.
std::string take_name(std::string_view& rest) {
  const bool braces = rest.starts_with('{');
  std::size_t end = braces ? 1 : 0;
  while (end < rest.size() && is_word(rest[end])) ++end;
  std::string name(rest.substr(braces ? 1 : 0, braces ? end - 1 : end));
  if (braces && (end >= rest.size() || rest[end] != '}')) return "";
  if (!name.empty()) rest.remove_prefix(braces ? end + 1 : end);
  return name;
}

}  // namespace

core::Result<std::string> expand_variables(std::string_view text,
                                           const runtime::Environment& environment) {
  std::string out;
  while (!text.empty()) {
    const std::size_t dollar = text.find('$');
    out += text.substr(0, dollar);
    if (dollar == std::string_view::npos) break;
    text.remove_prefix(dollar + 1);
    if (text.starts_with('$')) {
      out += '$';
      text.remove_prefix(1);
      continue;
    }
    const std::string name = take_name(text);
    if (name.empty()) {
      return core::Error("'$' must be followed by a variable's name, or be written \"$$\"",
                         core::ErrorKind::invalid);
    }
    const auto value = environment(name);
    if (!value) {
      return core::Error("environment variable " + name + " is not set", core::ErrorKind::invalid);
    }
    out += *value;
  }
  return out;
}

}  // namespace silicon::config
