#include "alerting/promql/operators/keys.hpp"

#include <algorithm>

namespace silicon::promql {

LabelFilter::LabelFilter(std::vector<std::string> names, bool listed_count, const Options& options)
    : names_(std::move(names)),
      listed_count_(listed_count),
      delayed_(options.delayed_name_removal) {
  std::sort(names_.begin(), names_.end());
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
  keeps_name_ = keeps("__name__");
}

bool LabelFilter::keeps(std::string_view name) const {
  const bool listed = std::binary_search(names_.begin(), names_.end(), name);
  if (listed_count_) return listed;
  if (name == "__name__") return false;
  return !listed;
}

void LabelFilter::append_key(const Head& head, std::string& key) const {
  if (listed_count_) {
    // Both lists are sorted: one walk finds the common names.
    auto label = head.labels.begin();
    const auto end = head.labels.end();
    for (const std::string& name : names_) {
      while (label != end && label->name < name) ++label;
      const bool hidden = name == "__name__" && hides_name(head);
      if (label != end && label->name == name && !hidden) key += label->value;
      key += '\xff';
    }
    return;
  }
  for (const core::LabelView label : head.labels) {
    if (!keeps(label.name)) continue;
    key += label.name;
    key += '\xfe';
    key += label.value;
    key += '\xff';
  }
}

core::Labels LabelFilter::apply(const Head& head) const {
  std::vector<core::LabelView> kept;
  kept.reserve(head.labels.size());
  for (const core::LabelView label : head.labels) {
    if (!keeps(label.name)) continue;
    if (label.name == "__name__" && hides_name(head)) continue;
    kept.push_back(label);
  }
  return core::Labels(kept);
}

std::uint32_t KeyNumbers::number(const Head& head) {
  buffer_.clear();
  filter_.append_key(head, buffer_);
  return numbers_.emplace(buffer_, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

std::vector<std::uint32_t> KeyNumbers::numbers(const Columns& columns) {
  std::vector<std::uint32_t> result;
  result.reserve(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) result.push_back(number(columns.head(i)));
  return result;
}

}  // namespace silicon::promql
