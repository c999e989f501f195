#include "exporter/sources/bandwidth/apple/meter.hpp"

#include <algorithm>
#include <vector>

#include "exporter/core/text.hpp"
#include "exporter/sources/bandwidth/apple/amc.hpp"
#include "exporter/sources/bandwidth/apple/histogram.hpp"
#include "exporter/sources/bandwidth/families.hpp"

namespace silicon::bandwidth {
namespace {

const std::vector<double>& ratio_bounds() {
  static const std::vector<double> bounds{0.05, 0.1, 0.2, 0.3, 0.4,  0.5,
                                          0.6,  0.7, 0.8, 0.9, 0.95, 1};
  return bounds;
}

bool is_histogram(const apple::ChannelIdentity& identity) {
  return identity.format == apple::ChannelFormat::state &&
         identity.group.starts_with(kHistogramGroup) && identity.subgroup == kHistogramSubgroup &&
         is_wanted_histogram(identity.channel);
}

bool is_amc(const apple::ChannelIdentity& identity) {
  return identity.format == apple::ChannelFormat::simple && identity.group == kAmcGroup &&
         identity.subgroup == kAmcSubgroup;
}

// What each histogram said, and for how long its aggregate watched: one aggregate per group.
struct Reading {
  TrafficName name;
  std::string group;
  Level level;
};

std::map<std::string, double> ticks_of_aggregates(const std::vector<Reading>& readings) {
  std::map<std::string, double> ticks;
  for (const Reading& reading : readings) {
    if (!reading.name.agent.empty()) continue;
    ticks[reading.group] = std::max(ticks[reading.group], reading.level.ticks);
  }
  return ticks;
}

core::Family gauge_of(std::string name, std::string help, const std::string& source,
                      std::optional<double> value) {
  core::Family family = core::gauge(std::move(name), std::move(help));
  if (value) family.add({{"source", source}}, *value);
  return family;
}

core::Family agent_family() {
  return core::counter(
      "silicon_memory_agent_transferred_bytes_total",
      "Bytes that each agent on the chip moved to and from memory since the exporter started "
      "watching. By pmp_histogram a lower bound where the agent is saturated (above 32 GB/s).");
}

core::Family saturated_family() {
  return core::gauge(
      "silicon_memory_bandwidth_saturated",
      "1 where the last interval reached the top level of the histogram, so that the bandwidth (of "
      "the agent, where one is named) is a lower bound.");
}

}  // namespace

bool is_wanted_histogram(std::string_view channel) {
  const auto name = parse_traffic_name(channel);
  return name && (name->agent.empty() || name->direction == "all");
}

AppleMeter::AppleMeter(std::optional<double> peak_bytes_per_second)
    : peak_(peak_bytes_per_second), samples_(ratio_bounds()) {}

AppleMeter::Interval AppleMeter::from_histograms(const std::vector<apple::Channel>& deltas) {
  std::vector<Reading> readings;
  for (const apple::Channel& delta : deltas) {
    const auto name = parse_traffic_name(delta.identity->channel);
    const auto level = is_histogram(*delta.identity) ? level_of(delta) : std::nullopt;
    if (name && level) readings.push_back({*name, delta.identity->group, *level});
  }
  const std::map<std::string, double> ticks = ticks_of_aggregates(readings);
  Interval interval;
  for (const Reading& reading : readings) {
    const bool aggregate = reading.name.agent.empty();
    const auto watched = ticks.find(reading.group);
    if (watched == ticks.end()) continue;
    const double over = aggregate ? reading.level.ticks : watched->second;
    interval.bytes_per_second[{reading.name.agent, reading.name.direction}] +=
        reading.level.weighted / over;
    if (reading.name.direction != "all") continue;
    bool& saturated = interval.saturated[reading.name.agent];
    saturated = saturated || reading.level.saturated;
    if (aggregate) {
      interval.resolution = std::max(interval.resolution.value_or(0), reading.level.resolution);
    }
  }
  return interval;
}

AppleMeter::Interval AppleMeter::from_amc(const std::vector<apple::Channel>& deltas,
                                          double seconds) {
  std::vector<apple::Channel> counters;
  std::copy_if(deltas.begin(), deltas.end(), std::back_inserter(counters),
               [](const apple::Channel& delta) { return is_amc(*delta.identity); });
  Interval interval;
  for (const auto& [key, bytes] : amc_traffic(counters).bytes) {
    interval.bytes_per_second[key] = bytes / seconds;
  }
  return interval;
}

void AppleMeter::update(const apple::Sample& sample, std::optional<double> seconds) {
  std::vector<apple::Channel> channels;
  std::copy_if(sample.ioreport.begin(), sample.ioreport.end(), std::back_inserter(channels),
               [](const apple::Channel& channel) {
                 return is_amc(*channel.identity) || is_histogram(*channel.identity);
               });
  const std::vector<apple::Channel> deltas = deltas_.update(channels, seconds.has_value());
  interval_ = {};
  if (!seconds) return;
  Interval exact = from_amc(deltas, *seconds);
  Interval levels = exact.bytes_per_second.empty() ? from_histograms(deltas) : Interval{};
  const bool is_exact = !exact.bytes_per_second.empty();
  interval_ = std::move(is_exact ? exact : levels);
  if (interval_.bytes_per_second.empty()) return;
  const std::string source = is_exact ? "amc" : "pmp_histogram";
  if (source != source_) bytes_.clear();
  source_ = source;
  for (const auto& [key, rate] : interval_.bytes_per_second) bytes_[key] += rate * *seconds;
  const auto all = interval_.bytes_per_second.find({"", "all"});
  if (peak_ && all != interval_.bytes_per_second.end()) samples_.observe(all->second / *peak_);
}

core::Families AppleMeter::families() const {
  std::vector<Traffic> traffic;
  core::Family agents = agent_family();
  for (const auto& [key, bytes] : bytes_) {
    const auto& [agent, direction] = key;
    if (!agent.empty()) {
      agents.add({{"agent", agent}, {"direction", direction}, {"source", source_}}, bytes);
      continue;
    }
    const auto rate = interval_.bytes_per_second.find(key);
    const bool known = rate != interval_.bytes_per_second.end();
    traffic.push_back(
        {direction, source_, bytes, known ? std::optional(rate->second) : std::nullopt});
  }
  core::Families result = bandwidth::families(traffic);
  result.push_back(std::move(agents));
  result.push_back(gauge_of("silicon_memory_bandwidth_peak_bytes_per_second",
                            "What the chip's memory can carry at most, as Apple states it.",
                            "specification", peak_));
  result.push_back(gauge_of("silicon_memory_bandwidth_resolution_bytes_per_second",
                            "Width of the histogram's lowest level: bandwidth below it cannot be "
                            "told from its middle.",
                            source_, interval_.resolution));
  core::Family saturated = saturated_family();
  for (const auto& [agent, is_saturated] : interval_.saturated) {
    saturated.add({{"agent", agent}, {"source", source_}}, is_saturated ? 1 : 0);
  }
  result.push_back(std::move(saturated));
  core::Family samples{"silicon_memory_bandwidth_sample_ratio",
                       "Samples of the bandwidth in both directions as a share of the peak, one "
                       "per sampling interval.",
                       core::MetricType::histogram,
                       {},
                       ""};
  if (samples_.count() > 0) samples_.append_to(samples);
  result.push_back(std::move(samples));
  std::erase_if(result, [](const core::Family& family) { return family.samples.empty(); });
  return result;
}

}  // namespace silicon::bandwidth
