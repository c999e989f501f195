// label_replace() and label_join().
// Tested by tests/alerting/promql/scripts.
#include "alerting/promql/functions/families.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/series/match/regex.hpp"

namespace silicon::promql {
namespace {

std::string& text(Value& value) {
  return std::get<std::string>(value);
}

bool is_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The name behind a '$', taken off `rest`: letters and digits, or anything word-like in braces.
// Empty when there is none.
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

std::string_view group_named(std::string_view name, const match::Regex& regex,
                             const std::vector<std::string_view>& groups) {
  if (name.find_first_not_of("0123456789") == std::string_view::npos) {
    const std::size_t index = name.size() > 4 ? groups.size() : std::stoul(std::string(name));
    return index < groups.size() ? groups[index] : std::string_view();
  }
  const auto found = regex.group_names().find(std::string(name));
  return found == regex.group_names().end() ? std::string_view()
                                            : groups[static_cast<std::size_t>(found->second)];
}

// Go's regexp.Expand: $1, ${1}, $name, ${name}, and $$ for a dollar.
std::string expanded(std::string_view replacement, const match::Regex& regex,
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

core::Error invalid(const std::string& message) {
  return core::Error(message, core::ErrorKind::invalid);
}

// What a name-dropping operation below has marked is gone for whoever looks, unless that waits for
// the end of the query.
void settle_names(const CallSite& site, Columns& columns) {
  const Options& options = site.context.options;
  if (!options.delayed_name_removal) {
    remove_dropped_names(columns, {options.type_and_unit_labels});
  }
}

void set_label(Head& head, const std::string& name, const std::string& value) {
  head.labels = head.labels.with(name, value);
  if (name == "__name__") head.drop_name = false;
}

core::Result<Value> merged(Columns columns) {
  columns.distinct_without_name = false;
  if (auto status = merge_equal_rows(columns); !status) return std::move(status).error();
  return Value(std::move(columns));
}

}  // namespace

core::Result<Value> label_replace(const CallSite& site, std::vector<Value> arguments) {
  Columns columns = std::get<Columns>(std::move(arguments[0]));
  const std::string& target = text(arguments[1]);
  const auto regex = match::Regex::compile(text(arguments[4]));
  if (!regex) {
    return invalid("invalid regular expression in label_replace(): " + text(arguments[4]));
  }
  if (target.empty() || !is_valid_utf8(target)) {
    return invalid("invalid destination label name in label_replace(): " + target);
  }
  settle_names(site, columns);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Head& head = columns.head(i);
    const std::string source(head.labels.get(text(arguments[3])));
    const auto groups = regex->groups(source);
    if (groups) set_label(head, target, expanded(text(arguments[2]), *regex, *groups));
  }
  return merged(std::move(columns));
}

core::Result<Value> label_join(const CallSite& site, std::vector<Value> arguments) {
  Columns columns = std::get<Columns>(std::move(arguments[0]));
  const std::string& target = text(arguments[1]);
  if (target.empty() || !is_valid_utf8(target)) {
    return invalid("invalid destination label name in label_join(): " + target);
  }
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    if (text(arguments[i]).empty() || !is_valid_utf8(text(arguments[i]))) {
      return invalid("invalid source label name in label_join(): " + text(arguments[i]));
    }
  }
  settle_names(site, columns);
  for (std::size_t row = 0; row < columns.size(); ++row) {
    std::string joined;
    for (std::size_t i = 3; i < arguments.size(); ++i) {
      if (i > 3) joined += text(arguments[2]);
      joined += columns.head(row).labels.get(text(arguments[i]));
    }
    set_label(columns.head(row), target, joined);
  }
  return merged(std::move(columns));
}

}  // namespace silicon::promql
