#include "alerting/promql/aggregations/aggregate.hpp"

#include <map>

#include "alerting/promql/operators/keys.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

Grouped grouped_rows(const Aggregate& node, const Columns& input, const Options& options,
                     Annotations& annotations) {
  const LabelFilter filter(node.grouping, !node.without, options);
  KeyNumbers numbers(filter);
  Grouped result{node, input, {}, {}, options, annotations};
  result.groups.reserve(input.size());
  for (std::size_t i = 0; i < input.size(); ++i) {
    const Head& head = input.head(i);
    const std::uint32_t group = numbers.number(head);
    if (group == result.heads.size()) result.heads.push_back({filter.apply(head), false});
    // Of a group by name, one member that is to lose it is enough.
    if (head.drop_name && filter.keeps_name() && options.delayed_name_removal) {
      result.heads[group].drop_name = true;
    }
    result.groups.push_back(group);
  }
  return result;
}

}  // namespace

core::Result<Columns> aggregate(const Aggregate& node, const Value& parameter, const Columns& input,
                                const Options& options, Annotations& annotations) {
  const Grouped grouped = grouped_rows(node, input, options, annotations);
  switch (node.op) {
    case Aggregator::topk:
    case Aggregator::bottomk:
      return ranked(grouped, std::get<Scalars>(parameter));
    case Aggregator::limitk:
    case Aggregator::limit_ratio:
      return limited(grouped, std::get<Scalars>(parameter));
    case Aggregator::quantile:
      return quantiles(grouped, std::get<Scalars>(parameter));
    case Aggregator::count_values:
      return count_values(grouped, std::get<std::string>(parameter));
    default:
      return reduce(grouped);
  }
}

core::Result<Columns> count_values(const Grouped& grouped, const std::string& label) {
  if (label.empty() || !is_valid_utf8(label)) {
    return core::Error("invalid label name " + quoted(label), core::ErrorKind::invalid);
  }
  // The value becomes a label of the series first, and what is left of that is the group: a label
  // named in `without` is not even left when it is the value's.
  std::vector<std::string> names = grouped.node.grouping;
  if (!grouped.node.without) names.push_back(label);
  const LabelFilter filter(std::move(names), !grouped.node.without, grouped.options);
  Columns result(grouped.input.steps());
  std::map<core::Labels, std::size_t> rows;
  for (std::size_t i = 0; i < grouped.input.size(); ++i) {
    const std::span<const double> values = grouped.input.row(i);
    const Head& head = grouped.input.head(i);
    for (std::size_t step = 0; step < values.size(); ++step) {
      if (is_absent(values[step])) continue;
      const Head valued{head.labels.with(label, fixed_number(values[step])), head.drop_name};
      core::Labels labels = filter.apply(valued);
      const auto [entry, added] = rows.emplace(labels, result.size());
      if (added && values.size() > grouped.options.max_samples / (result.size() + 1)) {
        return core::Error(std::string(kTooManySamples), core::ErrorKind::invalid);
      }
      if (added) result.add({std::move(labels), grouped.heads[grouped.groups[i]].drop_name});
      double& count = result.row(entry->second)[step];
      count = is_absent(count) ? 1 : count + 1;
    }
  }
  return result;
}

}  // namespace silicon::promql
