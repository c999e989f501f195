#include "alerting/promql/operators/set_operators.hpp"

#include <cstdint>

#include "alerting/promql/operators/keys.hpp"

namespace silicon::promql {
namespace {

// present[key * steps + step]: some row with that key has a value at that step.
std::vector<std::uint8_t> presence(const Columns& columns, const std::vector<std::uint32_t>& keys,
                                   std::size_t key_count) {
  const std::size_t steps = columns.steps();
  std::vector<std::uint8_t> present(key_count * steps, 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::span<const double> row = columns.row(i);
    std::uint8_t* flags = present.data() + keys[i] * steps;
    for (std::size_t step = 0; step < steps; ++step) {
      if (!is_absent(row[step])) flags[step] = 1;
    }
  }
  return present;
}

// Keeps the values at those steps where the key's flag is `wanted`.
void keep_where(Columns& columns, const std::vector<std::uint32_t>& keys,
                const std::vector<std::uint8_t>& present, std::uint8_t wanted) {
  const std::size_t steps = columns.steps();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::span<double> row = columns.row(i);
    const std::uint8_t* flags = present.data() + keys[i] * steps;
    for (std::size_t step = 0; step < steps; ++step) {
      if (flags[step] != wanted) row[step] = absent();
    }
  }
  columns.prune();
}

void append(Columns& target, const Columns& more) {
  for (std::size_t i = 0; i < more.size(); ++i) {
    const std::span<double> row = target.add(more.head(i));
    std::copy(more.row(i).begin(), more.row(i).end(), row.begin());
  }
}

}  // namespace

core::Result<Columns> combine_sets(const Binary& node, Columns left, Columns right,
                                   const Options& options) {
  const LabelFilter filter(node.matching.labels, node.matching.on, options);
  KeyNumbers numbers(filter);
  const std::vector<std::uint32_t> left_keys = numbers.numbers(left);
  const std::vector<std::uint32_t> right_keys = numbers.numbers(right);
  if (node.op == Operator::logical_or) {
    keep_where(right, right_keys, presence(left, left_keys, numbers.size()), 0);
    left.distinct_without_name = false;
    append(left, right);
    // A series may come from the left at some steps and from the right at others.
    if (auto status = merge_equal_rows(left); !status) return std::move(status).error();
    return left;
  }
  const std::uint8_t wanted = node.op == Operator::logical_and ? 1 : 0;
  keep_where(left, left_keys, presence(right, right_keys, numbers.size()), wanted);
  return left;
}

}  // namespace silicon::promql
