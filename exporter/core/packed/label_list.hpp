// Labels in one block of memory: names and values packed one behind the other, in the order given.
// Immutable, and a handle: copying it copies a pointer. Thousands of them are held, hence no string
// objects. Not a set: Labels and Annotations are the lists that mean something.
// Any thread may copy, read and drop its own handle of a list that others hold as well.
// Tested by tests/exporter/core/packed/label_list_test.cpp.
#pragma once

#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace silicon::core {

// A label of a list, for as long as one copy of the list is there; or one to make a list from.
struct LabelView {
  std::string_view name;
  std::string_view value;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a pointer in what = default compares.
  friend auto operator<=>(const LabelView&, const LabelView&) = default;
};

// One that owns its texts.
struct Label {
  std::string name;
  std::string value;

  operator LabelView() const { return {name, value}; }

  // NOLINTNEXTLINE(modernize-use-nullptr): as above.
  friend auto operator<=>(const Label&, const Label&) = default;
};

class LabelList {
 public:
  class Iterator;

  LabelList() = default;

  // Copies what the labels show. `stamp` is any number that whoever makes the list keeps with it.
  // Texts of 4 GiB and more in all are std::length_error, as in a string that cannot be so long.
  explicit LabelList(std::span<const LabelView> labels, std::uint64_t stamp = 0);

  LabelList(const LabelList& other) noexcept : block_(other.block_) {
    // Whoever copies has the list already: nothing has to be seen first.
    if (block_ != nullptr) block_->handles.fetch_add(1, std::memory_order_relaxed);
  }
  LabelList(LabelList&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  LabelList& operator=(LabelList other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~LabelList() {
    // The last one must see all that the others did with the block before it goes.
    if (block_ == nullptr || block_->handles.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
    free_block(block_);
  }

  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const { return block_ == nullptr ? 0 : block_->size; }
  bool empty() const { return block_ == nullptr; }

  // Requires that there are so many.
  LabelView operator[](std::size_t place) const { return block_->at(place); }

  // 0 when empty.
  std::uint64_t stamp() const { return block_ == nullptr ? 0 : block_->stamp; }

  // What all copies together take of the heap, without its own housekeeping.
  std::size_t heap_bytes() const;

  // Whether both are copies of one list, which no others are however equal: a look at a pointer.
  bool is_copy_of(const LabelList& other) const { return block_ == other.block_; }

  // The stamps count, too.
  friend bool operator==(const LabelList& a, const LabelList& b);

 private:
  // Behind it lie, for each label, where its name and where its value end, counted from the first
  // character of all; then the characters.
  struct Block {
    std::uint64_t stamp;
    std::atomic<std::uint32_t> handles;
    std::uint32_t size;  // labels; at least one

    const std::uint32_t* ends() const { return reinterpret_cast<const std::uint32_t*>(this + 1); }
    const char* characters() const {
      return reinterpret_cast<const char*>(ends() + 2 * std::size_t{size});
    }
    LabelView at(std::size_t place) const {
      const std::uint32_t* const end = ends() + 2 * place;
      const std::uint32_t begin = place == 0 ? 0 : end[-1];
      return {{characters() + begin, end[0] - begin}, {characters() + end[0], end[1] - end[0]}};
    }
    // Of the ends and the characters.
    std::size_t content_bytes() const;
  };

  static void free_block(Block* block) noexcept;

  Block* block_ = nullptr;  // null when empty
};

// Yields views, which outlive it.
class LabelList::Iterator {
 public:
  // What `->` needs where there is nothing to point at.
  struct Arrow {
    LabelView label;
    const LabelView* operator->() const { return &label; }
  };

  using iterator_concept = std::forward_iterator_tag;
  using iterator_category = std::input_iterator_tag;
  using value_type = LabelView;
  using difference_type = std::ptrdiff_t;
  using pointer = Arrow;
  using reference = LabelView;

  Iterator() = default;

  LabelView operator*() const { return block_->at(place_); }
  Arrow operator->() const { return {block_->at(place_)}; }
  Iterator& operator++() {
    ++place_;
    return *this;
  }
  Iterator operator++(int) { return std::exchange(*this, Iterator(block_, place_ + 1)); }

  friend bool operator==(const Iterator&, const Iterator&) = default;

 private:
  friend class LabelList;
  Iterator(const Block* block, std::size_t place) : block_(block), place_(place) {}

  const Block* block_ = nullptr;
  std::size_t place_ = 0;
};

inline LabelList::Iterator LabelList::begin() const {
  return {block_, 0};
}

inline LabelList::Iterator LabelList::end() const {
  return {block_, size()};
}

}  // namespace silicon::core
