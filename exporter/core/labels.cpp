#include "exporter/core/labels.hpp"

#include <algorithm>
#include <utility>

namespace silicon::core {
namespace {

constexpr std::uint64_t kFnvOffset = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

std::uint64_t mix(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  // 0xff occurs in no UTF-8 text, so that {"a","bc"} and {"ab","c"} differ.
  return (hash ^ 0xffU) * kFnvPrime;
}

std::uint64_t hash_of(const std::vector<Label>& labels) {
  std::uint64_t hash = kFnvOffset;
  for (const Label& label : labels) hash = mix(mix(hash, label.name), label.value);
  return hash;
}

void normalise(std::vector<Label>& labels) {
  const auto by_name = [](const Label& a, const Label& b) { return a.name < b.name; };
  const auto same_name = [](const Label& a, const Label& b) { return a.name == b.name; };
  if (!std::is_sorted(labels.begin(), labels.end(), by_name)) {
    std::stable_sort(labels.begin(), labels.end(), by_name);
  }
  // Backwards, because the later of two is to stay.
  labels.erase(labels.begin(), std::unique(labels.rbegin(), labels.rend(), same_name).base());
  std::erase_if(labels, [](const Label& label) { return label.value.empty(); });
}

}  // namespace

Labels::Labels(std::initializer_list<Label> labels) : Labels(std::vector<Label>(labels)) {}

Labels::Labels(std::vector<Label> labels) {
  normalise(labels);
  if (labels.empty()) return;
  labels.shrink_to_fit();  // kept for as long as a series lasts
  const std::uint64_t hash = hash_of(labels);
  body_ = std::make_shared<const Body>(Body{std::move(labels), hash});
}

std::string_view Labels::get(std::string_view name) const {
  for (const Label& label : *this) {
    if (label.name == name) return label.value;
  }
  return {};
}

Labels Labels::with(std::string_view name, std::string_view value) const {
  std::vector<Label> labels;
  labels.reserve(size() + 1);
  labels.assign(begin(), end());
  labels.push_back({std::string(name), std::string(value)});
  return Labels(std::move(labels));
}

std::uint64_t Labels::hash() const {
  return body_ ? body_->hash : kFnvOffset;
}

bool operator==(const Labels& a, const Labels& b) {
  if (a.body_ == b.body_) return true;
  if (a.hash() != b.hash() || a.size() != b.size()) return false;
  return std::equal(a.begin(), a.end(), b.begin());
}

std::strong_ordering operator<=>(const Labels& a, const Labels& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace silicon::core
