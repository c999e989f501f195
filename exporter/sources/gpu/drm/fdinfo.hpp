// What the kernel tells in /proc/PID/fdinfo/FD about one client of a GPU or NPU
// (Documentation/gpu/drm-usage-stats.rst). Never touches a file. Pure; any thread.
// Tested by tests/exporter/sources/gpu/drm/fdinfo_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace silicon::gpu::drm {

struct Engine {
  std::optional<std::uint64_t> busy_ns;       // drm-engine-NAME
  std::optional<std::uint64_t> cycles;        // drm-cycles-NAME
  std::optional<std::uint64_t> total_cycles;  // drm-total-cycles-NAME
  std::uint64_t capacity = 1;                 // drm-engine-capacity-NAME: engines behind the name
};

struct Client {
  std::string driver;               // "i915", "xe", "amdgpu", "v3d", "amdxdna_accel_driver"
  std::string device;               // PCI address; "" on a platform bus
  std::optional<std::uint64_t> id;  // unique per device, or altogether where there is no address
  std::map<std::string, Engine, std::less<>> engines;
  std::optional<std::uint64_t> resident_bytes;  // drm-resident-*, or drm-memory-*; all regions
  std::optional<std::uint64_t> total_bytes;     // drm-total-*
};

// nullopt when the text names no driver: a file of something else, or of a driver that tells
// nothing. Lines that make no sense are skipped. At most 64 engines.
std::optional<Client> parse_fdinfo(std::string_view text);

}  // namespace silicon::gpu::drm
