// What was read about one running container at one moment, whoever read it: cgroup files, or the
// Engine API's statistics where the cgroups are out of reach (a Mac). Raw counters as their source
// states them, not yet kept from falling, without names: those are in metadata.hpp. nullopt is what
// the source does not say. Values; any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/sources/network/interfaces.hpp"
#include "exporter/sources/pressure/pressure.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::containers {

using Count = std::optional<std::uint64_t>;

enum class Runtime { unknown, docker, podman, containerd, crio, nerdctl, ecs };

struct CpuCounts {
  Count usage_nanoseconds;
  Count user_nanoseconds;
  Count system_nanoseconds;
  // Of the bandwidth controller; they stand still without a quota.
  Count periods;
  Count throttled_periods;
  Count throttled_nanoseconds;
  Count bursts;
  Count burst_nanoseconds;
};

struct MemoryCounts {
  Count usage_bytes;  // v2 memory.current, v1 memory.usage_in_bytes: with the page cache
  Count anonymous_bytes;
  Count cache_bytes;
  Count swap_bytes;
  Count mapped_file_bytes;
  Count active_file_bytes;
  Count inactive_file_bytes;
  Count kernel_bytes;
  Count peak_bytes;
  Count failures;  // v1 memory.failcnt
  Count page_faults;
  Count major_page_faults;
  Count page_faults_with_children;
  Count major_page_faults_with_children;
};

// cAdvisor's formula, and that of the docker command and the kubelet.
inline Count working_set(const MemoryCounts& memory) {
  if (!memory.usage_bytes || !memory.inactive_file_bytes) return std::nullopt;
  return *memory.usage_bytes - std::min(*memory.usage_bytes, *memory.inactive_file_bytes);
}

struct MemoryEvents {
  Count high;  // v2 memory.events
  Count max;
  Count oom_kills;  // processes killed in here, by memory.events or memory.oom_control
};

struct DeviceTraffic {
  std::string device;  // "sda", or "8:0" where the machine has no name for it
  Count read_bytes;
  Count written_bytes;
  Count reads;
  Count writes;
};

struct InterfaceTraffic {
  std::string interface;  // "eth0"
  network::DirectionCounts receive;
  network::DirectionCounts transmit;

  friend bool operator==(const InterfaceTraffic&, const InterfaceTraffic&) = default;
};

// Limits that hold for the container: the tightest one between its own cgroup and the root's.
// kUnlimited is a limit that is known not to be set.
struct Limits {
  static constexpr std::uint64_t kUnlimited = 0;

  Count cpu_quota_microseconds;  // per period; of the path's smallest quota per period
  Count cpu_period_microseconds;
  Count cpu_shares;  // v1's scale of 2 to 262144, where 1024 is ordinary
  Count memory_bytes;
  Count swap_bytes;  // v1: memory and swap together; v2: swap alone, as cAdvisor passes it on
  Count memory_reservation_bytes;
  Count threads;
};

// Parallel to pressure::kResources; irq is never there.
using ContainerStalls = pressure::Stalls;

struct ContainerReading {
  std::string id;           // as the runtime calls it: 64 hexadecimal digits, with few exceptions
  std::string cgroup_path;  // from the hierarchy's root: "/system.slice/docker-....scope"
  Runtime runtime = Runtime::unknown;
  std::optional<core::Instant> created;  // when the cgroup was made
  CpuCounts cpu;
  MemoryCounts memory;
  MemoryEvents memory_events;
  ContainerStalls stalls;
  std::vector<DeviceTraffic> devices;
  Count threads;    // pids.current: threads, though the kernel calls them pids
  Count processes;  // cgroup.procs
  Limits limits;
  std::optional<std::vector<unsigned>> cpuset;  // CPUs it may run on, ascending
  // Empty for a container that shares its network with the host or with a container named before:
  // which of them shows it is settled later (families/shared_networks.hpp).
  std::vector<InterfaceTraffic> interfaces;
  Count network_namespace;  // inode
};

// Of every container that runs, each id once, in stable order.
using Readings = std::span<const ContainerReading* const>;

// Whoever reads containers. Used by one thread at a time.
class ContainerReader {
 public:
  ContainerReader() = default;
  ContainerReader(const ContainerReader&) = delete;
  ContainerReader& operator=(const ContainerReader&) = delete;
  virtual ~ContainerReader() = default;

  // Of now. A container that ends while it is read is not among them. What is returned is valid
  // until the next call.
  virtual core::Result<Readings> read(const sources::Tick& tick) = 0;

  // This container's limits are others now, it is said: they are not to be taken from an earlier
  // reading in the next one.
  virtual void look_up(std::string_view id) { static_cast<void>(id); }
};

}  // namespace silicon::containers
