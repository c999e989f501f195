#include "exporter/core/labels.hpp"

#include <algorithm>
#include <array>

namespace silicon::core {
namespace {

constexpr std::uint64_t kFnvOffset = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

std::uint64_t mix(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  // 0xff occurs in no UTF-8 text, so that {"a","bc"} and {"ab","c"} differ.
  return (hash ^ 0xffU) * kFnvPrime;
}

LabelList listed(std::span<const LabelView> labels) {
  std::uint64_t hash = kFnvOffset;
  for (const LabelView label : labels) hash = mix(mix(hash, label.name), label.value);
  return LabelList(labels, hash);
}

bool is_normal(std::span<const LabelView> labels) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].value.empty()) return false;
    if (i > 0 && labels[i - 1].name >= labels[i].name) return false;
  }
  return true;
}

void normalise(std::vector<LabelView>& labels) {
  const auto by_name = [](LabelView a, LabelView b) { return a.name < b.name; };
  const auto same_name = [](LabelView a, LabelView b) { return a.name == b.name; };
  std::stable_sort(labels.begin(), labels.end(), by_name);
  // Backwards, because the later of two is to stay.
  labels.erase(labels.begin(), std::unique(labels.rbegin(), labels.rend(), same_name).base());
  std::erase_if(labels, [](LabelView label) { return label.value.empty(); });
}

// `set` with `label` in its place. `room` has one place more than the set has labels.
Labels changed(const Labels& set, LabelView label, std::span<LabelView> room) {
  std::size_t size = 0;
  auto from = set.begin();
  for (; from != set.end() && from->name < label.name; ++from) room[size++] = *from;
  if (!label.value.empty()) room[size++] = label;
  if (from != set.end() && from->name == label.name) ++from;
  for (; from != set.end(); ++from) room[size++] = *from;
  return Labels(room.first(size));
}

}  // namespace

Labels::Labels(std::initializer_list<LabelView> labels)
    : Labels(std::span(labels.begin(), labels.size())) {}

Labels::Labels(const std::vector<Label>& labels)
    : Labels(std::vector<LabelView>(labels.begin(), labels.end())) {}

Labels::Labels(std::span<const LabelView> labels) {
  if (is_normal(labels)) {
    list_ = listed(labels);
    return;
  }
  std::vector<LabelView> normal(labels.begin(), labels.end());
  normalise(normal);
  list_ = listed(normal);
}

std::string_view Labels::get(std::string_view name) const {
  for (const LabelView label : *this) {
    if (label.name == name) return label.value;
  }
  return {};
}

Labels Labels::with(std::string_view name, std::string_view value) const {
  if (get(name) == value) return *this;
  // Most sets are small: no trip to the heap but for the result.
  std::array<LabelView, 16> room;
  if (size() < room.size()) return changed(*this, {name, value}, room);
  std::vector<LabelView> more_room(size() + 1);
  return changed(*this, {name, value}, more_room);
}

std::uint64_t Labels::hash() const {
  return empty() ? kFnvOffset : list_.stamp();
}

std::strong_ordering operator<=>(const Labels& a, const Labels& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace silicon::core
