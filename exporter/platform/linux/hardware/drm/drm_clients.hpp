// Finds the descriptors of GPUs and NPUs that processes have open, and reads what the kernel tells
// beside each. A walk over every descriptor of every process is costly, so that it is done once in
// a while; between, only descriptors known already are read, and processes that are new are walked.
// One thread. Tested by tests/exporter/platform/linux/hardware/drm/drm_clients_test.cpp.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/gpu/drm/fdinfo.hpp"

namespace silicon::linux_platform {

inline constexpr core::SteadyDuration kFullWalkInterval = std::chrono::seconds(30);

class DrmClients {
 public:
  // Keeps a reference to `files`, which must outlive it.
  explicit DrmClients(HostFiles& files) : files_(files) {}

  // What every descriptor tells now; several can belong to one client. Processes that end
  // meanwhile, or that may not be looked at, are left out.
  std::vector<gpu::drm::Client> read(core::SteadyInstant now);

 private:
  using Descriptors = std::vector<std::string>;  // paths of fdinfo files

  void walk(const std::set<std::string>& processes, bool all);
  Descriptors find_descriptors(const std::string& process);

  HostFiles& files_;
  std::map<std::string, Descriptors> known_;  // by process; most have none
  std::size_t budget_ = 0;                    // descriptors that may still be looked at
  core::SteadyInstant walk_due_ = core::SteadyInstant::min();
};

}  // namespace silicon::linux_platform
