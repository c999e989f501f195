// Families as the lines a person would expect to read at /metrics, without HELP and TYPE, so that a
// test can state them whole. Not the exposition writer, which has tests of its own.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::testing {

inline std::string series_name(const core::Family& family, const core::Sample& sample) {
  std::string text = family.name + std::string(core::text_of(sample.suffix));
  std::string_view separator = "{";
  for (const core::LabelView label : sample.labels) {
    text.append(separator).append(label.name).append("=\"").append(label.value).append("\"");
    separator = ",";
  }
  return text + (sample.labels.empty() ? "" : "}");
}

inline std::vector<std::string> lines(const core::Family& family) {
  std::vector<std::string> result;
  for (const core::Sample& sample : family.samples) {
    result.push_back(series_name(family, sample) + " " + core::format_double(sample.value));
  }
  return result;
}

// Histograms in whole are long; they are left out.
inline std::vector<std::string> lines(const core::Families& families) {
  std::vector<std::string> result;
  for (const core::Family& family : families) {
    if (family.type == core::MetricType::histogram) continue;
    for (std::string& line : lines(family)) result.push_back(std::move(line));
  }
  return result;
}

// The value of the series written like `silicon_load_average{window="1m"}`.
inline std::optional<double> value_of(const core::Families& families, std::string_view series) {
  for (const core::Family& family : families) {
    for (const core::Sample& sample : family.samples) {
      if (series_name(family, sample) == series) return sample.value;
    }
  }
  return std::nullopt;
}

inline bool has_family(const core::Families& families, std::string_view name) {
  return std::any_of(families.begin(), families.end(),
                     [&](const core::Family& family) { return family.name == name; });
}

}  // namespace silicon::testing
