// The label set of one series: names with values, sorted by name, immutable.
// A handle: copying it copies a pointer, so that a sample costs no strings. Any thread.
// Validity of names is the business of whoever reads them (parser, config), not of this type.
// Tested by tests/exporter/core/labels_test.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::core {

struct Label {
  std::string name;
  std::string value;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a pointer in what = default compares.
  friend auto operator<=>(const Label&, const Label&) = default;
};

class Labels {
 public:
  using const_iterator = std::vector<Label>::const_iterator;

  Labels() = default;
  Labels(std::initializer_list<Label> labels);

  // Sorts by name. A label with an empty value is the same as no label (Prometheus's data model)
  // and is dropped. Of two labels with one name the later wins; whoever must refuse that looks
  // first.
  explicit Labels(std::vector<Label> labels);

  const_iterator begin() const { return body_ ? body_->labels.begin() : const_iterator(); }
  const_iterator end() const { return body_ ? body_->labels.end() : const_iterator(); }
  std::size_t size() const { return body_ ? body_->labels.size() : 0; }
  bool empty() const { return body_ == nullptr; }

  // Whether both are copies of one set, which no others are however equal: a look at a pointer.
  bool is_copy_of(const Labels& other) const { return body_ == other.body_; }

  // The value, or "" when there is no such label.
  std::string_view get(std::string_view name) const;

  // This set with one label added, replaced, or (value "") removed.
  Labels with(std::string_view name, std::string_view value) const;

  // FNV-1a over names and values with separators; the same in every process.
  std::uint64_t hash() const;

  friend bool operator==(const Labels& a, const Labels& b);
  friend std::strong_ordering operator<=>(const Labels& a, const Labels& b);

 private:
  struct Body {
    std::vector<Label> labels;
    std::uint64_t hash;
  };
  std::shared_ptr<const Body> body_;  // null when empty
};

}  // namespace silicon::core
