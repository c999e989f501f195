// Metric families and samples as values: what sources produce, what the exposition writer prints
// and what its parser returns. No behaviour, no validity: any thread, any content.
// Tested by tests/exporter/core/family_test.cpp.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/labels.hpp"

namespace silicon::core {

enum class MetricType {
  unknown,  // "untyped" in the text format 0.0.4
  counter,
  gauge,
  histogram,
  gauge_histogram,  // OpenMetrics only, as are the next two
  info,
  stateset,
  summary,
};

// What a series is called beyond its family: `none` for plain gauges and counters; the others
// belong to the types that OpenMetrics gives them to.
enum class Suffix : std::uint8_t { none, bucket, count, created, gcount, gsum, info, sum, total };

// By Suffix.
inline constexpr std::array<std::string_view, 9> kSuffixes{
    "", "_bucket", "_count", "_created", "_gcount", "_gsum", "_info", "_sum", "_total"};

constexpr std::string_view text_of(Suffix suffix) {
  return kSuffixes[static_cast<std::size_t>(suffix)];
}

struct Exemplar {
  Labels labels;
  double value = 0;
  std::optional<double> unix_seconds;
};

// One line of an exposition. Thousands of them are made and dropped each second, hence nothing in
// it that is long and mostly empty.
struct Sample {
  Suffix suffix = Suffix::none;
  Labels labels;
  double value = 0;
  std::optional<double> unix_seconds = std::nullopt;
  std::shared_ptr<const Exemplar> exemplar = nullptr;
};

// `name` is what the text format 0.0.4 writes behind # TYPE: a counter of ours carries its
// "_total". A family parsed from OpenMetrics is named as there, without "_total", and its samples'
// suffix has it.
struct Family {
  std::string name;
  std::string help;
  MetricType type = MetricType::unknown;
  std::vector<Sample> samples;
  std::string unit;  // "" where none is stated

  void add(Labels labels, double value) {
    Sample& sample = samples.emplace_back();
    sample.labels = std::move(labels);
    sample.value = value;
  }
};

using Families = std::vector<Family>;

// An empty family of the kind that sources make most.
inline Family gauge(std::string name, std::string help) {
  return {std::move(name), std::move(help), MetricType::gauge, {}, ""};
}
inline Family counter(std::string name, std::string help) {
  return {std::move(name), std::move(help), MetricType::counter, {}, ""};
}

// Those of the families that have samples, in this order. They are moved: in an initializer list
// each sample would be copied.
template <std::same_as<Family>... Each>
Families with_samples(Each&&... families) {
  Families result;
  result.reserve(sizeof...(families));
  const auto add = [&](Family& family) {
    if (!family.samples.empty()) result.push_back(std::move(family));
  };
  (add(families), ...);
  return result;
}

}  // namespace silicon::core
