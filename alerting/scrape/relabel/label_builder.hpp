// A label set under change: what relabelling and scraping do to labels, one after the other, before
// they are one immutable Labels again. A label without a value does not exist.
// One thread at a time. Tested by tests/alerting/scrape/relabel/apply_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/labels.hpp"

namespace silicon::scrape {

class LabelBuilder {
 public:
  explicit LabelBuilder(const core::Labels& labels) {
    for (const core::LabelView label : labels) values_.emplace(label.name, label.value);
  }

  // The value, or "".
  std::string_view get(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string_view() : found->second;
  }

  void set(std::string_view name, std::string value) {
    if (value.empty()) return erase(name);
    values_.insert_or_assign(std::string(name), std::move(value));
  }

  void erase(std::string_view name) {
    const auto found = values_.find(name);
    if (found != values_.end()) values_.erase(found);
  }

  // By name.
  const std::map<std::string, std::string, std::less<>>& values() const { return values_; }

  core::Labels labels() const {
    std::vector<core::LabelView> labels;
    labels.reserve(values_.size());
    for (const auto& [name, value] : values_) labels.push_back({name, value});
    return core::Labels(labels);
  }

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace silicon::scrape
