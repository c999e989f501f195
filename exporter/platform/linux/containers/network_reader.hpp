// What each container's network carried: /proc/PID/net/dev of one of its processes, once for each
// network namespace, and not for the host's. Containers that share one (a pod, --network
// container:NAME) would otherwise all count the same bytes. Where namespaces cannot be told apart,
// which needs the right to trace the process, nothing is said. One thread at a time.
// Tested by tests/exporter/platform/linux/containers/network_reader_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "exporter/platform/linux/containers/kept_files.hpp"
#include "exporter/platform/linux/descriptor.hpp"
#include "exporter/sources/containers/reading.hpp"

namespace silicon::linux_platform {

// The process through which a container's network is seen, by its directory: a number may come
// again. An open net/dev keeps a network alive: a door must not outlive its container's cgroup.
struct NetworkDoor {
  std::uint64_t process = 0;
  Descriptor directory{-1};
  Descriptor interfaces{-1};  // net/dev; the network's, whatever becomes of the process
  std::optional<std::uint64_t> network_namespace;
  bool is_read = false;  // the interfaces are those of this network as they once were
};

class NetworkReader {
 public:
  // `proc` is the machine's /proc as this process sees it.
  explicit NetworkReader(std::string proc);

  // Begins a pass; containers that are not read before the next one give up their namespaces.
  void begin();

  // Fills reading's interfaces and namespace. `process` is one of the container's now, 0 for none.
  // `anew`: else interfaces that were read in an earlier pass may stay as they are. True: they
  // differ from what they were.
  bool read(KeptFileReader& reader, NetworkDoor& door, std::uint64_t process, bool anew,
            containers::ContainerReading& reading);

 private:
  struct Owner {
    std::string id;
    std::uint64_t pass = 0;
  };

  void open(NetworkDoor& door, std::uint64_t process) const;
  bool owns(std::uint64_t network_namespace, const std::string& id);

  std::string proc_;
  std::optional<std::uint64_t> host_;
  std::unordered_map<std::uint64_t, Owner> owners_;  // by namespace
  std::size_t claimed_ = 0;                          // of them, in this pass
  std::uint64_t pass_ = 0;
  std::vector<containers::InterfaceTraffic> before_;
};

}  // namespace silicon::linux_platform
