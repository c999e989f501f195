// The memory of one chunk: a fixed number of 64-bit words, shared by counted owners.
// One thread adds bits while others read: a word only ever gains bits behind those already
// announced to the readers, so that whoever knows how many bits are valid sees them unchanged.
// (The words are atomic to make that legal; they cost no more than plain ones.)
// Tested by tests/alerting/series/chunks/block_test.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace silicon::chunks {

class Block {
 public:
  Block() = default;  // no memory at all; capacity 0
  static Block allocate(std::size_t words);

  Block(const Block& other) : body_(other.body_) { acquire(); }
  Block(Block&& other) noexcept : body_(std::exchange(other.body_, nullptr)) {}
  Block& operator=(Block other) noexcept { return std::swap(body_, other.body_), *this; }
  ~Block() { release(); }

  std::size_t capacity() const { return body_ == nullptr ? 0 : body_->capacity; }
  std::uint64_t load(std::size_t index) const {
    return words()[index].load(std::memory_order_relaxed);
  }
  void store(std::size_t index, std::uint64_t word) {
    words()[index].store(word, std::memory_order_relaxed);
  }

  // A block of `words` words that begins with this one's. Requires words >= used.
  Block resized(std::size_t words, std::size_t used) const;

  // Has the processor fetch a word, and goes on. Inline or nothing: gcc leaves out calls of what
  // seems to have no effect.
  [[gnu::always_inline]] void fetch(std::size_t index) const {
    if (body_ == nullptr) return;
    __builtin_prefetch(body_);
    __builtin_prefetch(words() + index, 1);
  }

  // What the block costs the process, the allocator's own share included.
  std::size_t bytes() const;

 private:
  struct Body {
    std::atomic<std::uint32_t> owners;
    std::uint32_t capacity;
  };
  using Word = std::atomic<std::uint64_t>;
  static_assert(sizeof(Body) == sizeof(Word) && Word::is_always_lock_free);

  // The words lie behind the body, in one allocation: at ten thousand chunks a second one shows.
  Word* words() const { return reinterpret_cast<Word*>(body_ + 1); }
  void acquire() const;
  void release();

  Body* body_ = nullptr;
};

}  // namespace silicon::chunks
