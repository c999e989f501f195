// What is said of an alert besides its labels: names with texts, sorted by name, immutable. Unlike
// a label, an annotation may be empty and is then still there.
// A handle: copying it copies a pointer. The texts of an alert are with its rule, in what is saved
// of it, in what receivers are to be told and in their messages, and there once.
// Any thread. Tested by tests/alerting/alert/annotations_test.cpp.
#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

#include "exporter/core/packed/label_list.hpp"

namespace silicon::alert {

class Annotations {
 public:
  using const_iterator = core::LabelList::Iterator;

  Annotations() = default;
  // Each copies what is sorted already.
  Annotations(std::initializer_list<core::LabelView> list)
      : list_(std::span(list.begin(), list.size())) {}
  explicit Annotations(const std::vector<core::Label>& list);

  // What these yield is valid as long as a copy of the annotations is there.
  const_iterator begin() const { return list_.begin(); }
  const_iterator end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }
  bool empty() const { return list_.empty(); }
  // Requires that there are so many.
  core::LabelView operator[](std::size_t place) const { return list_[place]; }

  // Whether both are copies of one list, which no others are however equal.
  bool is_copy_of(const Annotations& other) const { return list_.is_copy_of(other.list_); }

  friend bool operator==(const Annotations& a, const Annotations& b) { return a.list_ == b.list_; }
  friend std::strong_ordering operator<=>(const Annotations& a, const Annotations& b);

 private:
  core::LabelList list_;
};

}  // namespace silicon::alert
