// Reads every container of a Linux machine from its cgroup files and /proc: CPU time, throttling
// and memory usage each time; network, pressure, input and output, processes and threads every
// second time, what the memory is used for every second or fourth, all of these every fifth time of
// a container at rest (containers/rest.hpp); limits and the like every second minute. A container
// that is removed while it is read is gone from that very sample. Asks no container engine
// anything. One thread at a time.
// Tested by tests/exporter/platform/linux/containers/cgroup_reader_test.cpp and
// tests/exporter/platform/linux/containers/real_cgroups_test.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/platform/linux/containers/cgroup_tree.hpp"
#include "exporter/platform/linux/containers/container_files.hpp"
#include "exporter/platform/linux/containers/kept_files.hpp"
#include "exporter/platform/linux/containers/network_reader.hpp"
#include "exporter/platform/linux/host_files.hpp"
#include "exporter/sources/containers/cgroup/hierarchies.hpp"
#include "exporter/sources/containers/cgroup/oom_watch.hpp"
#include "exporter/sources/containers/reading.hpp"
#include "exporter/sources/containers/rest.hpp"

namespace silicon::linux_platform {

class CgroupReader : public containers::ContainerReader {
 public:
  // `hierarchies` as the watched machine names them; `root` is where its files are seen, those that
  // `files` looks at. At most `descriptors` files are kept open; containers beyond that are read
  // through files opened each time.
  CgroupReader(containers::Hierarchies hierarchies, std::string root,
               std::unique_ptr<HostFiles> files, std::size_t descriptors);

  core::Result<containers::Readings> read(const sources::Tick& tick) override;
  void look_up(std::string_view id) override;

 private:
  struct Container {
    Container(const containers::Hierarchies& hierarchies, FoundContainer found, bool keep)
        : files(hierarchies, std::move(found), keep) {}

    ContainerFiles files;
    NetworkDoor door;
    containers::Rest rest;
    unsigned passes = 0;
    unsigned turn = 0;  // rises with passes; containers that are found together begin apart
  };
  using Containers = std::map<std::string, std::unique_ptr<Container>>;  // by path

  void apply(CgroupTree::Changes changes);
  void add(FoundContainer found);
  Containers::iterator remove(Containers::iterator container);
  void forget_above();
  void ask_machine();
  bool read(Container& container);
  void note_beginning(Container& container);
  void name_devices(containers::ContainerReading& reading);
  const std::string& device_name(const std::string& numbers);

  containers::Hierarchies hierarchies_;  // as this process sees them
  std::unique_ptr<HostFiles> files_;
  std::size_t most_kept_;
  std::size_t kept_ = 0;  // containers whose files stay open
  unsigned found_ = 0;    // containers so far
  CgroupTree tree_;
  KeptFileReader reader_;
  KeptFile vmstat_;
  KeptFile memory_pressure_;
  KeptFile io_pressure_;
  containers::OomWatch oom_watch_;
  bool may_have_killed_ = true;  // of this pass, as is the next
  pressure::Stalls machine_;
  NetworkReader network_;
  Containers containers_;
  std::map<std::string, std::string, std::less<>> ids_;  // the path by the id
  std::vector<const containers::ContainerReading*> running_;
  LimitsAbove above_;
  unsigned above_passes_ = 0;                                // for which above_ was kept
  unsigned passes_since_add_ = 0;                            // of a container
  std::map<std::string, std::string, std::less<>> devices_;  // name by numbers
  std::optional<double> booted_;                             // Unix seconds
  bool said_too_many_ = false;
};

}  // namespace silicon::linux_platform
