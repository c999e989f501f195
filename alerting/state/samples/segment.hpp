// A stretch of time of many series in one piece of bytes: what the store took in since the last
// save. Texts that series share are written once; points are the store's own compressed chunks.
// Pure; any thread. Tested by tests/alerting/state/samples/segment_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alerting/series/chunks/point.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::state {

class SegmentWriter {
 public:
  // `points` ascend in time; a series without points is not written.
  void add(const core::Labels& labels, std::span<const chunks::Point> points);

  bool empty() const { return series_ == 0; }
  std::string take();

 private:
  std::uint64_t text_number(std::string_view text);

  std::vector<std::string> texts_;
  std::unordered_map<std::string, std::uint64_t> numbers_;
  std::string body_;
  std::size_t series_ = 0;
};

// Hands out each series with its points; `points` is reused. ErrorKind::invalid where the bytes
// make no sense; what was handed out before that is sound.
core::Status read_segment(
    std::string_view bytes,
    const std::function<void(const core::Labels&, std::span<const chunks::Point>)>& visit);

}  // namespace silicon::state
