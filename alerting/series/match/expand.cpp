#include "alerting/series/match/expand.hpp"

namespace silicon::match {
namespace {

bool is_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The name behind a '$', taken off `rest`: letters and digits, or the same in braces. Empty when
// there is none.
std::string_view take_reference(std::string_view& rest) {
  const bool braces = rest.starts_with('{');
  const std::size_t begin = braces ? 1 : 0;
  std::size_t end = begin;
  while (end < rest.size() && is_word(rest[end])) ++end;
  if (end == begin || (braces && (end >= rest.size() || rest[end] != '}'))) return {};
  const std::string_view name = rest.substr(begin, end - begin);
  rest.remove_prefix(braces ? end + 1 : end);
  return name;
}

std::string_view group_named(std::string_view name, const Regex& regex,
                             const std::vector<std::string_view>& groups) {
  if (name.find_first_not_of("0123456789") == std::string_view::npos) {
    const std::size_t index = name.size() > 4 ? groups.size() : std::stoul(std::string(name));
    return index < groups.size() ? groups[index] : std::string_view();
  }
  const auto found = regex.group_names().find(std::string(name));
  return found == regex.group_names().end() ? std::string_view()
                                            : groups[static_cast<std::size_t>(found->second)];
}

}  // namespace

std::string expand(std::string_view replacement, const Regex& regex,
                   const std::vector<std::string_view>& groups) {
  std::string out;
  while (!replacement.empty()) {
    const std::size_t dollar = replacement.find('$');
    out += replacement.substr(0, dollar);
    if (dollar == std::string_view::npos) break;
    replacement.remove_prefix(dollar + 1);
    if (replacement.starts_with('$')) {
      out += '$';
      replacement.remove_prefix(1);
      continue;
    }
    const std::string_view name = take_reference(replacement);
    if (name.empty()) {
      out += '$';
    } else {
      out += group_named(name, regex, groups);
    }
  }
  return out;
}

}  // namespace silicon::match
