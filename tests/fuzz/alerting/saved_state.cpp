// Bytes as saved samples, alerts, rules and label sets: whatever they are, reading ends, within
// them, and what could be read comes out the same when it is written again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/state/encoding/alerts.hpp"
#include "alerting/state/samples/segment.hpp"

namespace {

namespace state = silicon::state;
using silicon::chunks::Point;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_segment(std::string_view bytes) {
  state::SegmentWriter writer;
  std::size_t series = 0;
  const auto read = state::read_segment(
      bytes, [&](const silicon::core::Labels& labels, std::span<const Point> points) {
        check(!labels.empty() && !points.empty());
        for (std::size_t i = 1; i < points.size(); ++i) check(points[i - 1].time < points[i].time);
        writer.add(labels, points);
        ++series;
      });
  if (!read) return;
  const auto again = state::read_segment(
      writer.take(), [&](const silicon::core::Labels&, std::span<const Point>) { --series; });
  check(again.ok() && series == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_segment(bytes);
  if (const auto alert = state::decode_alert(bytes)) {
    check(state::decode_alert(state::encode(*alert)).ok());
  }
  if (const auto rule = state::decode_rule(bytes)) {
    check(*state::decode_rule(state::encode(*rule)) == *rule);
  }
  if (const auto labels = state::decode_labels(bytes)) {
    check(*state::decode_labels(state::encode(*labels)) == *labels);
  }
  return 0;
}
