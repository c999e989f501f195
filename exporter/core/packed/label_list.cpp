#include "exporter/core/packed/label_list.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>
#include <stdexcept>

namespace silicon::core {
namespace {

std::size_t characters_of(std::span<const LabelView> labels) {
  std::size_t characters = 0;
  for (const LabelView label : labels) characters += label.name.size() + label.value.size();
  return characters;
}

}  // namespace

LabelList::LabelList(std::span<const LabelView> labels, std::uint64_t stamp) {
  if (labels.empty()) return;
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  const std::size_t characters = characters_of(labels);
  if (labels.size() > kMost || characters > kMost) throw std::length_error("LabelList");
  const std::size_t ends = 2 * labels.size();
  void* const memory = ::operator new(sizeof(Block) + ends * sizeof(std::uint32_t) + characters);
  block_ = new (memory) Block{stamp, 1, static_cast<std::uint32_t>(labels.size())};
  auto* const end = reinterpret_cast<std::uint32_t*>(block_ + 1);
  auto* const text = reinterpret_cast<char*>(end + ends);
  std::size_t at = 0;
  std::size_t texts = 0;
  for (const LabelView label : labels) {
    for (const std::string_view part : {label.name, label.value}) {
      std::copy(part.begin(), part.end(), text + at);
      at += part.size();
      end[texts++] = static_cast<std::uint32_t>(at);
    }
  }
}

void LabelList::free_block(Block* block) noexcept {
  block->~Block();
  ::operator delete(block);
}

std::size_t LabelList::Block::content_bytes() const {
  const std::size_t texts = 2 * std::size_t{size};
  return texts * sizeof(std::uint32_t) + ends()[texts - 1];
}

std::size_t LabelList::heap_bytes() const {
  return block_ == nullptr ? 0 : sizeof(Block) + block_->content_bytes();
}

bool operator==(const LabelList& a, const LabelList& b) {
  if (a.block_ == b.block_) return true;
  if (a.stamp() != b.stamp() || a.size() != b.size()) return false;
  const std::size_t bytes = a.block_->content_bytes();
  return bytes == b.block_->content_bytes() &&
         std::memcmp(a.block_->ends(), b.block_->ends(), bytes) == 0;
}

}  // namespace silicon::core
