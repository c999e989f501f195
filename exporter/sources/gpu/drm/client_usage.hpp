// The clients of each GPU added up to what the GPU does. Clients come and go, several descriptors
// can be one client, and what a client did before it was first seen is not this interval's work: so
// the result is a lower bound, and named as what it is (source="drm_fdinfo").
// Pure; one thread. Tested by tests/exporter/sources/gpu/drm/client_usage_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/sources/gpu/drm/fdinfo.hpp"
#include "exporter/sources/gpu/engine_usage.hpp"

namespace silicon::gpu::drm {

struct DeviceUsage {
  std::string device;  // PCI address, or the driver's name where there is none
  std::string driver;
  std::optional<double> utilization;  // of the busiest engine
  double active_seconds = 0;
  std::optional<double> resident_bytes;
  std::optional<double> total_bytes;
};

class ClientUsage {
 public:
  // `clients` as found now, in any order, with repetitions. Devices once seen stay: without clients
  // they are idle.
  std::vector<DeviceUsage> update(const std::vector<Client>& clients, core::SteadyInstant at);

 private:
  // What one client's engine had done when it was last seen.
  struct Work {
    std::uint64_t busy_ns = 0;
    std::uint64_t cycles = 0;
  };
  // One engine of a device: the work of all its clients.
  struct EngineTotal {
    double busy_ns = 0;
    double cycles = 0;
    std::uint64_t clock = 0;  // the newest drm-total-cycles: a clock that all clients share
    std::uint64_t capacity = 1;
    bool in_cycles = false;
  };
  struct Device {
    std::string driver;
    std::map<std::string, EngineTotal, std::less<>> engines;
    EngineUsage usage;
    std::optional<double> resident_bytes;
    std::optional<double> total_bytes;
  };
  using ClientWork = std::map<std::string, Work, std::less<>>;  // by engine
  using ClientKey = std::pair<std::string, std::uint64_t>;      // device, client id

  void add_work(Device& device, const Client& client, ClientWork& work, bool is_new);
  static std::vector<EngineReading> readings(const Device& device, core::SteadyInstant at);

  std::map<std::string, Device, std::less<>> devices_;
  std::map<ClientKey, ClientWork> clients_;
};

}  // namespace silicon::gpu::drm
