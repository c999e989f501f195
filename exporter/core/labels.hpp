// The label set of one series: names with values, sorted by name, immutable.
// A handle: copying it copies a pointer, so that a sample costs no strings. Any thread.
// Validity of names is the business of whoever reads them (parser, config), not of this type.
// Tested by tests/exporter/core/labels_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "exporter/core/packed/label_list.hpp"

namespace silicon::core {

class Labels {
 public:
  using const_iterator = LabelList::Iterator;

  Labels() = default;

  // Each copies the texts, and sorts by name what is not. A label with an empty value is the same
  // as no label (Prometheus's data model) and is dropped. Of two labels with one name the later
  // wins; whoever must refuse that looks first.
  Labels(std::initializer_list<LabelView> labels);
  explicit Labels(std::span<const LabelView> labels);
  explicit Labels(const std::vector<Label>& labels);

  // What it yields is valid as long as a copy of the set is there.
  const_iterator begin() const { return list_.begin(); }
  const_iterator end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }
  bool empty() const { return list_.empty(); }

  // Whether both are copies of one set, which no others are however equal: a look at a pointer.
  bool is_copy_of(const Labels& other) const { return list_.is_copy_of(other.list_); }

  // The value, or "" when there is no such label.
  std::string_view get(std::string_view name) const;

  // This set with one label added, replaced, or (value "") removed.
  Labels with(std::string_view name, std::string_view value) const;

  // FNV-1a over names and values with separators; the same in every process.
  std::uint64_t hash() const;

  // What all copies together take of the heap, without its own housekeeping.
  std::size_t heap_bytes() const { return list_.heap_bytes(); }

  friend bool operator==(const Labels& a, const Labels& b) { return a.list_ == b.list_; }
  friend std::strong_ordering operator<=>(const Labels& a, const Labels& b);

 private:
  LabelList list_;  // stamped with the hash
};

}  // namespace silicon::core
