// What is said of an alert besides its labels: names with texts, sorted by name, immutable. Unlike
// a label, an annotation may be empty and is then still there.
// A handle: copying it copies a pointer. The texts of an alert are with its rule, in what is saved
// of it, in what receivers are to be told and in their messages, and there once.
// Any thread. Tested by tests/alerting/alert/annotations_test.cpp.
#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

#include "exporter/core/labels.hpp"

namespace silicon::alert {

class Annotations {
 public:
  using const_iterator = std::vector<core::Label>::const_iterator;

  Annotations() = default;
  // Both take what is sorted already.
  Annotations(std::initializer_list<core::Label> list)
      : Annotations(std::vector<core::Label>(list)) {}
  explicit Annotations(std::vector<core::Label> list);

  const_iterator begin() const { return list_ ? list_->begin() : const_iterator(); }
  const_iterator end() const { return list_ ? list_->end() : const_iterator(); }
  std::size_t size() const { return list_ ? list_->size() : 0; }
  bool empty() const { return list_ == nullptr; }
  // Requires that there are so many.
  const core::Label& operator[](std::size_t place) const { return (*list_)[place]; }

  // Whether both are copies of one list, which no others are however equal.
  bool is_copy_of(const Annotations& other) const { return list_ == other.list_; }

  friend bool operator==(const Annotations& a, const Annotations& b);
  friend std::strong_ordering operator<=>(const Annotations& a, const Annotations& b);

 private:
  std::shared_ptr<const std::vector<core::Label>> list_;  // null when empty
};

}  // namespace silicon::alert
