// The files of one container: what is read of it each second, and what is looked up now and then.
// Which version of a file is read is settled per controller, so that v1, v2 and any mixture work.
// One thread at a time.
// Tested by tests/exporter/platform/linux/containers/container_files_test.cpp and
// tests/exporter/platform/linux/containers/cgroup_reader_test.cpp.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/platform/linux/containers/cgroup_tree.hpp"
#include "exporter/platform/linux/containers/kept_files.hpp"
#include "exporter/sources/containers/cgroup/hierarchies.hpp"
#include "exporter/sources/containers/reading.hpp"
#include "exporter/sources/containers/rest.hpp"

namespace silicon::linux_platform {

// Limits of cgroups above containers, which many of them share, as of one pass.
using LimitsAbove = std::map<std::string, containers::Limits, std::less<>>;

class ContainerFiles {
 public:
  // The descriptors that one container keeps open at most.
  static constexpr std::size_t kMostKept = 13;

  // `hierarchies` as this process sees them (below its root); outlives this. `keep`: files stay
  // open.
  ContainerFiles(const containers::Hierarchies& hierarchies, FoundContainer found, bool keep);

  // Limits, CPU set, where the processes are and files that were missing: what changes now and
  // then.
  void look_up(KeptFileReader& reader, LimitsAbove& above);

  // first_process() anew, where no look at everything reads it.
  void find_process(KeptFileReader& reader);

  // CPU time and memory usage: what is read each second.
  void read_usage(KeptFileReader& reader);

  struct Pass {
    containers::Look look;
    bool thorough = true;         // things were looked up before: nothing is taken from earlier
    bool may_have_killed = true;  // for want of memory, anywhere on the machine
    // What the whole machine waited for until now, where that is known: of what it did not wait for
    // since a container's stalls were read, the container did not either.
    pressure::Stalls machine = {};
  };

  // What the look is at; the rest stays as it was read last. True: the look at the others found
  // something that it had not found the last time.
  bool read(KeptFileReader& reader, const Pass& pass);

  // Some read found that the container is no more.
  bool is_gone() const { return gone_; }

  const containers::ContainerReading& reading() const { return reading_; }
  containers::ContainerReading& reading() { return reading_; }

  // A process of the container, the first that its cgroup names; 0 for none.
  std::uint64_t first_process() const { return first_process_; }
  bool keeps() const { return keep_; }

 private:
  // In the order of the kernel's importance to people; see the constructor for the paths.
  enum File : std::size_t {
    processes,
    cpu_stat,
    cpu_usage,  // of v1, where v2 does not say it
    cpu_accounting,
    memory_usage,
    memory_stat,
    memory_events,
    swap_usage,
    io,
    io_operations,
    threads,
    cpu_pressure,  // these three as pressure::kResources has them
    memory_pressure,
    io_pressure,
    files,
  };

  void name_files();
  std::string path_in(std::string_view controller, std::string_view cgroup,
                      std::string_view name) const;
  std::string v2_path(std::string_view cgroup, std::string_view name) const;
  bool is_v1(std::string_view controller) const { return !hierarchies_.v1(controller).empty(); }
  FileText text(KeptFileReader& reader, File file);
  containers::Count number(KeptFileReader& reader, File file);
  void read_processes(KeptFileReader& reader);
  void read_cpu(KeptFileReader& reader);
  void break_memory_down(KeptFileReader& reader);
  void read_memory_events(KeptFileReader& reader, const Pass& pass);
  bool read_io(KeptFileReader& reader, bool thorough);
  bool read_pressure(KeptFileReader& reader, File file, const Pass& pass);
  void look_up_limits(KeptFileReader& reader, LimitsAbove& above);
  void find_inside(KeptFileReader& reader);
  containers::Limits limits_at(KeptFileReader& reader, const std::string& cgroup) const;
  void look_up_memory(KeptFileReader& reader);

  const containers::Hierarchies& hierarchies_;
  std::string cgroup_;
  std::string inside_;  // the cgroup in which the processes are: cgroup_, or Podman's child of it
  bool keep_;
  bool gone_ = false;
  std::array<KeptFile, files> files_;
  containers::ContainerReading reading_;
  containers::MemoryCounts looked_up_;  // figures of memory that are looked up now and then
  std::string traffic_;            // input and output as it was read last; of v1 the operations
  pressure::Stalls machine_then_;  // Pass::machine when each of the container's stalls was read
  std::uint64_t first_process_ = 0;
  std::optional<File> processes_anew_;  // that file, where it must not stay open
};

}  // namespace silicon::linux_platform
