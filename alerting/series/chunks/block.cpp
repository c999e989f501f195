#include "alerting/series/chunks/block.hpp"

#include <algorithm>
#include <cassert>
#include <new>

#include "alerting/series/chunks/memory.hpp"

namespace silicon::chunks {

Block Block::allocate(std::size_t words) {
  void* memory = ::operator new(sizeof(Body) + words * sizeof(Word));
  Block block;
  block.body_ = new (memory) Body{{1}, static_cast<std::uint32_t>(words)};
  for (std::size_t i = 0; i < words; ++i) new (block.words() + i) Word(0);
  return block;
}

Block Block::resized(std::size_t words, std::size_t used) const {
  assert(used <= words && used <= capacity());
  Block copy = allocate(words);
  for (std::size_t i = 0; i < used; ++i) copy.store(i, load(i));
  return copy;
}

std::size_t Block::bytes() const {
  return body_ == nullptr ? 0 : allocated_bytes(sizeof(Body) + capacity() * sizeof(Word));
}

void Block::acquire() const {
  if (body_ != nullptr) body_->owners.fetch_add(1, std::memory_order_relaxed);
}

void Block::release() {
  if (body_ == nullptr || body_->owners.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  // Atomics of integers need no destruction.
  ::operator delete(body_);
  body_ = nullptr;
}

}  // namespace silicon::chunks
