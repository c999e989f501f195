// label_replace() and label_join().
// Tested by tests/alerting/promql/scripts.
#include "alerting/promql/functions/families.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/series/match/expand.hpp"

namespace silicon::promql {
namespace {

std::string& text(Value& value) {
  return std::get<std::string>(value);
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
    return core::invalid("invalid regular expression in label_replace(): " + text(arguments[4]));
  }
  if (target.empty() || !is_valid_utf8(target)) {
    return core::invalid("invalid destination label name in label_replace(): " + target);
  }
  settle_names(site, columns);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Head& head = columns.head(i);
    const std::string source(head.labels.get(text(arguments[3])));
    const auto groups = regex->groups(source);
    if (groups) set_label(head, target, match::expand(text(arguments[2]), *regex, *groups));
  }
  return merged(std::move(columns));
}

core::Result<Value> label_join(const CallSite& site, std::vector<Value> arguments) {
  Columns columns = std::get<Columns>(std::move(arguments[0]));
  const std::string& target = text(arguments[1]);
  if (target.empty() || !is_valid_utf8(target)) {
    return core::invalid("invalid destination label name in label_join(): " + target);
  }
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    if (text(arguments[i]).empty() || !is_valid_utf8(text(arguments[i]))) {
      return core::invalid("invalid source label name in label_join(): " + text(arguments[i]));
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
