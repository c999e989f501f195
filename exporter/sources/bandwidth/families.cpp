#include "exporter/sources/bandwidth/families.hpp"

#include <utility>

namespace silicon::bandwidth {
namespace {

core::Labels labels_of(const Traffic& traffic) {
  return {{"direction", traffic.direction}, {"source", traffic.source}};
}

}  // namespace

core::Families families(const std::vector<Traffic>& traffic) {
  core::Family bytes{
      "silicon_memory_transferred_bytes_total",
      "Bytes moved between processor and memory since the exporter started watching, "
      "by direction and by who counted: uncore_imc and the like count at the memory "
      "controllers, resctrl_mbm at the last-level cache.",
      core::MetricType::counter,
      {},
      ""};
  core::Family rate{"silicon_memory_bandwidth_bytes_per_second",
                    "Memory bandwidth over the last sample interval, by direction and by who "
                    "counted.",
                    core::MetricType::gauge,
                    {},
                    ""};
  for (const Traffic& each : traffic) {
    if (each.bytes) bytes.add(labels_of(each), *each.bytes);
    if (each.bytes_per_second) rate.add(labels_of(each), *each.bytes_per_second);
  }
  return core::with_samples(std::move(bytes), std::move(rate));
}

std::optional<double> Rate::update(double total, core::SteadyInstant at, bool complete) {
  const std::optional<Reading> before = before_;
  before_.reset();
  if (!complete) return std::nullopt;
  before_ = Reading{total, at};
  if (!before || at <= before->at) return std::nullopt;
  return (total - before->total) / core::seconds(at - before->at);
}

}  // namespace silicon::bandwidth
