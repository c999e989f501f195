// Which series have which labels: every label set once, under a small number, and for every label
// value the ascending numbers of the sets that carry it.
// No points, no time. Not synchronised: the store guards it.
// Tested by tests/alerting/series/index/label_index_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exporter/core/labels.hpp"

namespace silicon::index {

// Numbers are given again once their label set has been removed.
using Id = std::uint32_t;
using Ids = std::vector<Id>;  // ascending

class LabelIndex {
 public:
  using Values = std::map<std::string, Ids, std::less<>>;

  std::optional<Id> find(const core::Labels& labels) const;

  // Requires that it is not there yet, and not empty.
  Id add(const core::Labels& labels);

  // Requires that all are there. Takes one pass over each list of numbers concerned.
  void remove(const Ids& ids);

  // Requires that it is there.
  const core::Labels& labels(Id id) const { return labels_[id]; }

  std::size_t size() const { return ids_.size(); }

  // One more than the greatest number ever given.
  Id end() const { return static_cast<Id>(labels_.size()); }

  Ids all() const;

  // By label name; nullptr where no set has the label. Invalid after the next add() or remove().
  const Values* values(std::string_view name) const;
  std::vector<std::string> names() const;

  // What the index takes of the process's memory, the label sets included.
  std::size_t bytes() const { return bytes_; }

  // What add() of this set would add to bytes() at most when all its labels are new.
  static std::size_t bytes_of(const core::Labels& labels);

 private:
  struct Hash {
    std::size_t operator()(const core::Labels& labels) const { return labels.hash(); }
  };

  Id take_id();
  void add_to_list(core::LabelView label, Id id);
  void remove_from_list(core::LabelView label, Id id, const std::vector<bool>& dead);

  std::unordered_map<core::Labels, Id, Hash> ids_;
  std::vector<core::Labels> labels_;  // by id; empty where the number is free
  Ids free_;
  std::map<std::string, Values, std::less<>> lists_;
  std::size_t bytes_ = 0;
};

}  // namespace silicon::index
