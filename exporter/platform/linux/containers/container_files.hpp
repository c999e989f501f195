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

  // What a pass reads of a container: CPU time and memory always.
  enum class Depth {
    shallow,   // nothing else: the rest stays as it was read last
    full,      // input and output, pressure, processes and threads
    thorough,  // limits, CPU set and where the processes are as well
  };

  struct Pass {
    Depth depth = Depth::thorough;
    bool may_have_killed = true;  // for want of memory, anywhere on the machine
  };

  // Reads into reading(); false: the container is gone.
  bool read(KeptFileReader& reader, LimitsAbove& above, const Pass& pass);

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
  void read_memory(KeptFileReader& reader);
  bool may_rest(containers::Count bytes);
  void read_memory_events(KeptFileReader& reader, const Pass& pass);
  void read_io(KeptFileReader& reader);
  void read_pressure(KeptFileReader& reader, File file);
  void look_up(KeptFileReader& reader, LimitsAbove& above);
  void find_inside(KeptFileReader& reader);
  containers::Limits limits_at(KeptFileReader& reader, const std::string& cgroup) const;
  void look_up_memory(KeptFileReader& reader);

  // What a container had used when its memory.stat was read, and how often that was not read since.
  struct Rest {
    containers::Count cpu;
    containers::Count memory;
    unsigned passes = 0;
  };

  const containers::Hierarchies& hierarchies_;
  std::string cgroup_;
  std::string inside_;  // the cgroup in which the processes are: cgroup_, or Podman's child of it
  bool keep_;
  bool gone_ = false;
  std::array<KeptFile, files> files_;
  containers::ContainerReading reading_;
  containers::MemoryCounts looked_up_;  // figures of memory that are looked up now and then
  Rest rest_;
  std::string operations_;  // of v1's input and output, as they were read last
  std::uint64_t first_process_ = 0;
  std::optional<File> processes_anew_;  // that file, where it must not stay open
};

}  // namespace silicon::linux_platform
