// What the mach kernel counts of processors and memory. Owns the port that it asks through. Keeps a
// reference to the table, which must outlive it. One thread.
// Tested by tests/exporter/platform/apple/host/mach_host_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "exporter/platform/apple/abi/system.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

using VmCounts = std::map<std::string, std::uint64_t, std::less<>>;

class MachHost {
 public:
  explicit MachHost(const MachApi& api) : api_(api), port_(api.host_self()) {}
  MachHost(const MachHost&) = delete;
  MachHost& operator=(const MachHost&) = delete;
  ~MachHost() { api_.port_deallocate(*api_.task_self, port_); }

  // Empty when the kernel does not say.
  std::vector<apple::CpuTicks> cpu_ticks() const;

  // Those fields that this kernel fills in: its structure may be shorter than ours, or longer, as
  // macOS 27's is (macmon issue 66). Empty when it refuses. Programs that are not Apple's get 2 to
  // 10 fresh answers a second between them, else the last one again (xnu, osfmk/kern/host.c).
  VmCounts vm() const;

 private:
  const MachApi& api_;
  MachPort port_;
};

}  // namespace silicon::apple_platform
