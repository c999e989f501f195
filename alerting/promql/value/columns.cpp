#include "alerting/promql/value/columns.hpp"

#include <algorithm>
#include <unordered_map>

namespace silicon::promql {
namespace {

bool all_absent(std::span<const double> row) {
  return std::all_of(row.begin(), row.end(), is_absent);
}

// Moves the values of `from` into the gaps of `into`; false when both have one at some step.
bool fill_gaps(std::span<double> into, std::span<const double> from) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (is_absent(from[i])) continue;
    if (!is_absent(into[i])) return false;
    into[i] = from[i];
  }
  return true;
}

}  // namespace

std::span<double> Columns::add(Head head) {
  heads_.push_back(std::move(head));
  cells_.resize(cells_.size() + steps_, absent());
  return row(heads_.size() - 1);
}

void Columns::reserve(std::size_t rows) {
  heads_.reserve(rows);
  cells_.reserve(rows * steps_);
}

void Columns::pop() {
  heads_.pop_back();
  cells_.resize(cells_.size() - steps_);
}

void Columns::reorder(std::span<const std::size_t> order) {
  Columns sorted(steps_);
  sorted.distinct_without_name = distinct_without_name;
  sorted.reserve(size());
  for (const std::size_t index : order) {
    const std::span<double> target = sorted.add(std::move(heads_[index]));
    std::copy_n(row(index).begin(), steps_, target.begin());
  }
  *this = std::move(sorted);
}

void Columns::prune() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    if (all_absent(row(i))) continue;
    if (kept != i) {
      heads_[kept] = std::move(heads_[i]);
      std::copy_n(row(i).begin(), steps_, row(kept).begin());
    }
    ++kept;
  }
  heads_.resize(kept);
  cells_.resize(kept * steps_);
}

core::Labels without_name(const core::Labels& labels, bool type_and_unit) {
  const auto goes = [&](std::string_view name) {
    return name == "__name__" || (type_and_unit && (name == "__type__" || name == "__unit__"));
  };
  std::vector<core::LabelView> kept;
  kept.reserve(labels.size());
  for (const core::LabelView label : labels) {
    if (!goes(label.name)) kept.push_back(label);
  }
  return kept.size() == labels.size() ? labels : core::Labels(kept);
}

void remove_dropped_names(Columns& columns, NameRemoval removal) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Head& head = columns.head(i);
    if (!head.drop_name) continue;
    head.labels = without_name(head.labels, removal.type_and_unit);
    head.drop_name = false;
  }
}

core::Status merge_equal_rows(Columns& columns) {
  std::unordered_multimap<std::uint64_t, std::size_t> seen;
  seen.reserve(columns.size());
  bool merged = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Head& head = columns.head(i);
    const auto [first, last] = seen.equal_range(head.labels.hash());
    const auto twin = std::find_if(first, last, [&](const auto& entry) {
      const Head& other = columns.head(entry.second);
      return other.drop_name == head.drop_name && other.labels == head.labels;
    });
    if (twin == last) {
      seen.emplace(head.labels.hash(), i);
      continue;
    }
    if (!fill_gaps(columns.row(twin->second), columns.row(i))) {
      return core::Error(std::string(kSameLabelset), core::ErrorKind::invalid);
    }
    std::fill(columns.row(i).begin(), columns.row(i).end(), absent());
    merged = true;
  }
  if (merged) columns.prune();
  return core::Done{};
}

}  // namespace silicon::promql
