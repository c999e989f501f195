// Which series belong together: in a match between two vectors, or in a group of an aggregation.
// Two series belong together when their keys are equal.
// Pure; any thread. Tested by tests/alerting/promql/operators/keys_test.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "alerting/promql/value/columns.hpp"
#include "alerting/promql/value/options.hpp"

namespace silicon::promql {

// Names of labels and whether they are those that count or those that do not. __name__ counts only
// when it is listed as counting.
class LabelFilter {
 public:
  LabelFilter(std::vector<std::string> names, bool listed_count, const Options& options);

  bool keeps(std::string_view name) const;

  // Appends what is left of the labels, in a form that is equal exactly when they are.
  void append_key(const Head& head, std::string& key) const;

  // What is left of the labels.
  core::Labels apply(const Head& head) const;

  bool keeps_name() const { return keeps_name_; }

 private:
  bool hides_name(const Head& head) const { return head.drop_name && !delayed_; }

  std::vector<std::string> names_;  // sorted
  bool listed_count_;
  bool delayed_;
  bool keeps_name_;
};

// Numbers keys from 0 in order of appearance.
class KeyNumbers {
 public:
  explicit KeyNumbers(const LabelFilter& filter) : filter_(filter) {}

  std::uint32_t number(const Head& head);
  std::vector<std::uint32_t> numbers(const Columns& columns);
  std::size_t size() const { return numbers_.size(); }

 private:
  const LabelFilter& filter_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::string buffer_;
};

}  // namespace silicon::promql
