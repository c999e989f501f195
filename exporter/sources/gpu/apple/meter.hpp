// The GPU of an Apple silicon machine from sample to sample. Residency of IOReport's GPUPH comes
// first; IOAccelerator's "Device Utilization %" is a point sample that jumps between 26 and 100
// within seconds, so it only stands in. State without locks: one thread at a time. Tested by
// tests/exporter/sources/gpu/apple/meter_test.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "exporter/sources/apple/channel_deltas.hpp"
#include "exporter/sources/apple/machine.hpp"
#include "exporter/sources/apple/sample.hpp"
#include "exporter/sources/gpu/families.hpp"

namespace silicon::gpu {

inline constexpr std::string_view kStatesGroup = "GPU Stats";
inline constexpr std::string_view kStatesSubgroup = "GPU Performance States";
inline constexpr std::string_view kStatesChannel = "GPUPH";

class AppleMeter {
 public:
  explicit AppleMeter(const apple::Machine& machine);

  // `seconds`: since the previous sample; nullopt where differences mean nothing. The frequency is
  // 0 where the GPU was off all the time, and absent where table and states do not match.
  GpuReading update(const apple::Sample& sample, std::optional<double> seconds);

 private:
  void read_states(const apple::Sample& sample, std::optional<double> seconds, GpuReading& reading);

  GpuReading template_;  // what does not change
  std::vector<double> hertz_;
  apple::ChannelDeltas deltas_;
  double active_seconds_ = 0;
};

}  // namespace silicon::gpu
