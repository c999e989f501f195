#include "exporter/sources/gpu/apple/meter.hpp"

#include <algorithm>
#include <string>

#include "exporter/sources/apple/frequency_table.hpp"

namespace silicon::gpu {
namespace {

std::optional<double> figure(const apple::Sample& sample, std::string_view name) {
  const auto found = sample.ioaccelerator.find(name);
  if (found == sample.ioaccelerator.end() || found->second < 0) return std::nullopt;
  return static_cast<double>(found->second);
}

}  // namespace

AppleMeter::AppleMeter(const apple::Machine& machine) {
  template_.gpu = "0";
  template_.model = machine.chip;
  if (machine.gpu_core_count) template_.cores = *machine.gpu_core_count;
  if (auto table = apple::gpu_table(machine)) hertz_ = *std::move(table);
  // The table is not monotonic, so the last entry need not be the highest.
  if (!hertz_.empty()) template_.max_hertz = *std::max_element(hertz_.begin(), hertz_.end());
}

void AppleMeter::read_states(const apple::Sample& sample, std::optional<double> seconds,
                             GpuReading& reading) {
  const apple::Channel* states =
      apple::find_channel(sample.ioreport, kStatesGroup, kStatesSubgroup, kStatesChannel);
  std::vector<apple::Channel> now;
  if (states != nullptr) now.push_back(*states);
  for (const apple::Channel& delta : deltas_.update(now, seconds.has_value())) {
    const auto activity = apple::activity_of(delta);
    if (!activity || !apple::lasts(*activity, *seconds)) continue;
    reading.source = "ioreport";
    active_seconds_ += activity->active_ticks() / apple::kTicksPerSecond;
    reading.utilization = activity->active_ticks() / activity->total_ticks();
    reading.active_seconds = active_seconds_;
    const bool matches = activity->active.size() == hertz_.size();
    reading.frequency_hertz = apple::mean_hertz(*activity, hertz_);
    if (matches && activity->active_ticks() <= 0) reading.frequency_hertz = 0;
  }
}

GpuReading AppleMeter::update(const apple::Sample& sample, std::optional<double> seconds) {
  GpuReading reading = template_;
  read_states(sample, seconds, reading);
  const auto percent = figure(sample, "Device Utilization %");
  if (!reading.utilization && percent && *percent <= 100) {
    reading.source = "ioaccelerator";
    reading.utilization = *percent / 100;
  }
  // Not "In use system memory (driver)", which is another figure.
  reading.memory_used_bytes = figure(sample, "In use system memory");
  reading.memory_allocated_bytes = figure(sample, "Alloc system memory");
  return reading;
}

}  // namespace silicon::gpu
