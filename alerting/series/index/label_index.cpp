#include "alerting/series/index/label_index.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "alerting/series/chunks/memory.hpp"

namespace silicon::index {
namespace {

using chunks::allocated_bytes;

// The red-black tree's own part of a node: three pointers and a colour.
constexpr std::size_t kTreeNode = 32;
// A hash table's node: next, key, value, and its share of the buckets.
constexpr std::size_t kHashNode = 48 + 8;

std::size_t heap_bytes(std::string_view text) {
  // Short strings lie inside their object.
  return text.size() < sizeof(std::string) / 2 ? 0 : allocated_bytes(text.size() + 1);
}

template <class Element>
std::size_t heap_bytes(const std::vector<Element>& list) {
  return list.capacity() == 0 ? 0 : allocated_bytes(list.capacity() * sizeof(Element));
}

std::size_t bytes_of_set(const core::Labels& labels) {
  // The last: its place in labels_.
  return allocated_bytes(labels.heap_bytes()) + kHashNode + sizeof(core::Labels);
}

// Of a key that was made from a view, hence without spare room.
std::size_t bytes_of_node(std::string_view key, std::size_t mapped) {
  return allocated_bytes(kTreeNode + sizeof(std::string) + mapped) + heap_bytes(key);
}

}  // namespace

std::optional<Id> LabelIndex::find(const core::Labels& labels) const {
  const auto found = ids_.find(labels);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

Id LabelIndex::take_id() {
  if (free_.empty()) {
    labels_.emplace_back();
    return static_cast<Id>(labels_.size() - 1);
  }
  const Id id = free_.back();
  free_.pop_back();
  return id;
}

Id LabelIndex::add(const core::Labels& labels) {
  assert(!find(labels));
  const Id id = take_id();
  labels_[id] = labels;
  ids_.emplace(labels, id);
  for (const core::LabelView label : labels) add_to_list(label, id);
  bytes_ += bytes_of_set(labels);
  return id;
}

void LabelIndex::add_to_list(core::LabelView label, Id id) {
  auto values = lists_.find(label.name);
  if (values == lists_.end()) {
    values = lists_.try_emplace(std::string(label.name)).first;
    bytes_ += bytes_of_node(label.name, sizeof(Values));
  }
  auto entry = values->second.find(label.value);
  if (entry == values->second.end()) {
    entry = values->second.try_emplace(std::string(label.value)).first;
    bytes_ += bytes_of_node(label.value, sizeof(Ids));
  }
  Ids& ids = entry->second;
  bytes_ -= heap_bytes(ids);
  ids.insert(std::upper_bound(ids.begin(), ids.end(), id), id);
  bytes_ += heap_bytes(ids);
}

void LabelIndex::remove(const Ids& ids) {
  std::vector<bool> dead(labels_.size());
  for (const Id id : ids) dead[id] = true;
  for (const Id id : ids) {
    const core::Labels labels = std::exchange(labels_[id], core::Labels());
    for (const core::LabelView label : labels) remove_from_list(label, id, dead);
    bytes_ -= bytes_of_set(labels);
    ids_.erase(labels);
    free_.push_back(id);
  }
}

// A list that has lost `id` has lost the others already.
void LabelIndex::remove_from_list(core::LabelView label, Id id, const std::vector<bool>& dead) {
  const auto values = lists_.find(label.name);
  if (values == lists_.end()) return;
  const auto entry = values->second.find(label.value);
  if (entry == values->second.end()) return;
  Ids& ids = entry->second;
  if (!std::binary_search(ids.begin(), ids.end(), id)) return;
  bytes_ -= heap_bytes(ids);
  std::erase_if(ids, [&dead](Id other) { return dead[other]; });
  if (!ids.empty()) {
    if (ids.size() < ids.capacity() / 2) ids.shrink_to_fit();
    bytes_ += heap_bytes(ids);
    return;
  }
  bytes_ -= bytes_of_node(entry->first, sizeof(Ids));
  values->second.erase(entry);
  if (!values->second.empty()) return;
  bytes_ -= bytes_of_node(values->first, sizeof(Values));
  lists_.erase(values);
}

Ids LabelIndex::all() const {
  Ids result;
  result.reserve(size());
  for (Id id = 0; id < end(); ++id) {
    if (!labels_[id].empty()) result.push_back(id);
  }
  return result;
}

const LabelIndex::Values* LabelIndex::values(std::string_view name) const {
  const auto found = lists_.find(name);
  return found == lists_.end() ? nullptr : &found->second;
}

std::vector<std::string> LabelIndex::names() const {
  std::vector<std::string> result;
  for (const auto& [name, values] : lists_) result.push_back(name);
  return result;
}

std::size_t LabelIndex::bytes_of(const core::Labels& labels) {
  std::size_t bytes = bytes_of_set(labels);
  for (const core::LabelView label : labels) {
    bytes += bytes_of_node(label.name, sizeof(Values)) + bytes_of_node(label.value, sizeof(Ids)) +
             allocated_bytes(sizeof(Id));
  }
  return bytes;
}

}  // namespace silicon::index
