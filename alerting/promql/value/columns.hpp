// What an expression is worth over a grid: for every series one row of values, one per step, some
// of them absent. An instant vector is a table of one step.
// A name that an operation drops is only marked as dropped: whether the label goes at once or at
// the end of the query is a matter of options (delayed name removal).
// Values; one thread at a time. Tested by tests/alerting/promql/value/columns_test.cpp.
#pragma once

#include <bit>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "alerting/series/chunks/point.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::promql {

// "No value here" inside a row: the bits of the staleness marker, which no arithmetic yields.
inline double absent() {
  return chunks::stale_marker();
}

inline bool is_absent(double value) {
  return chunks::is_stale(value);
}

struct Head {
  core::Labels labels;
  bool drop_name = false;
};

class Columns {
 public:
  explicit Columns(std::size_t steps = 1) : steps_(steps) {}

  std::size_t steps() const { return steps_; }
  std::size_t size() const { return heads_.size(); }
  bool empty() const { return heads_.empty(); }

  // A new row, all absent.
  std::span<double> add(Head head);
  void reserve(std::size_t rows);

  std::span<double> row(std::size_t index) {
    return std::span(cells_).subspan(index * steps_, steps_);
  }
  std::span<const double> row(std::size_t index) const {
    return std::span(cells_).subspan(index * steps_, steps_);
  }
  Head& head(std::size_t index) { return heads_[index]; }
  const Head& head(std::size_t index) const { return heads_[index]; }
  std::span<double> cells() { return cells_; }

  // Takes back the newest row.
  void pop();

  // Rows in the order of `order`, which names each row once.
  void reorder(std::span<const std::size_t> order);

  // Without the rows that have no value at any step.
  void prune();

  // No two rows have the same labels, even without __name__: so no check is needed when names go.
  bool distinct_without_name = false;

 private:
  std::size_t steps_;
  std::vector<Head> heads_;
  std::vector<double> cells_;
};

// A scalar has one value per step.
using Scalars = std::vector<double>;
using Value = std::variant<Scalars, std::string, Columns>;

inline constexpr std::string_view kSameLabelset =
    "vector cannot contain metrics with the same labelset";

// The labels without __name__, and, where `type_and_unit`, without __type__ and __unit__.
core::Labels without_name(const core::Labels& labels, bool type_and_unit);

struct NameRemoval {
  bool type_and_unit = false;
};

// Takes the dropped names off the labels.
void remove_dropped_names(Columns& columns, NameRemoval removal);

// Rows with equal labels become one where they have no step in common, and are an error otherwise.
// A row that is to lose its name is no equal of one that keeps it.
core::Status merge_equal_rows(Columns& columns);

}  // namespace silicon::promql
