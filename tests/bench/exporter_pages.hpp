// Pages like an exporter's, for benchmarks: of every hundred series sixty stand still, twenty count
// whole things, ten count seconds to the hundredth, six are gauges of bytes, four are noise to the
// nanosecond. The same from run to run.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "exporter/core/numbers.hpp"

namespace silicon::bench {

class ExporterPages {
 public:
  explicit ExporterPages(std::size_t series) : random_(42), values_(series), rates_(series) {
    for (std::size_t i = 0; i < series; ++i) {
      values_[i] = pick(1'000'000);
      rates_[i] = 1 + pick(20'000);
    }
  }

  // The next page; views into it hold until the one after.
  const std::string& next() {
    page_.clear();
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (i % 20 == 0) append_type(i);
      append_series(i);
      page_ += core::format_double(step(i));
      page_ += '\n';
    }
    return page_;
  }

 private:
  double step(std::size_t i) {
    const std::size_t kind = i % 100;
    if (kind < 60) return static_cast<double>(values_[i]);
    if (kind < 80) return static_cast<double>(values_[i] += pick(rates_[i]));
    if (kind < 90) return static_cast<double>(values_[i] += 400 + pick(100)) / 100;
    if (kind < 96) return static_cast<double>(values_[i] * 4096 + pick(500) * 4096);
    return static_cast<double>(pick(100'000'000)) / 1e9;
  }

  void append_type(std::size_t i) {
    const std::string name = "machine_subsystem_" + std::to_string(i / 20) + "_total";
    page_ += "# HELP " + name + " What this counts, in a sentence of ordinary length.\n";
    page_ += "# TYPE " + name + " counter\n";
  }

  void append_series(std::size_t i) {
    page_ += "machine_subsystem_" + std::to_string(i / 20) + "_total{device=\"disk";
    page_ += std::to_string(i % 20) + "\",mode=\"" + (i % 2 == 0 ? "user" : "system") + "\"} ";
  }

  std::int64_t pick(std::int64_t below) {
    return std::uniform_int_distribution<std::int64_t>(0, below - 1)(random_);
  }

  std::mt19937_64 random_;
  std::vector<std::int64_t> values_;
  std::vector<std::int64_t> rates_;
  std::string page_;
};

}  // namespace silicon::bench
