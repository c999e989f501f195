#include "exporter/platform/linux/containers/container_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "exporter/sources/containers/cgroup/counts.hpp"
#include "exporter/sources/containers/cgroup/limits.hpp"
#include "exporter/sources/containers/cgroup/numbers.hpp"
#include "exporter/sources/cpu/topology/cpu_list.hpp"

namespace silicon::linux_platform {
namespace {

using containers::Count;
using containers::Limits;
using containers::MemoryCounts;
using containers::parse_count;
using containers::parse_limit;

// Where crun and runc put the processes of a Podman container under v2: a child of the scope that
// carries the id. (containers/crun, src/libcrun/cgroup-systemd.c.)
constexpr std::string_view kInside = "/container";

Count number_in(KeptFileReader& reader, const std::string& path) {
  const FileText text = reader.read_once(path);
  return text ? parse_count(text.text) : std::nullopt;
}

Count limit_in(KeptFileReader& reader, const std::string& path) {
  const FileText text = reader.read_once(path);
  return text ? parse_limit(text.text) : std::nullopt;
}

// "/a/b/c": "/a/b", "/a". The root has no limits.
std::vector<std::string> above(const std::string& cgroup) {
  std::vector<std::string> result;
  for (std::size_t slash = cgroup.rfind('/'); slash != 0 && slash != std::string::npos;
       slash = cgroup.rfind('/', slash - 1)) {
    result.push_back(cgroup.substr(0, slash));
  }
  return result;
}

}  // namespace

ContainerFiles::ContainerFiles(const containers::Hierarchies& hierarchies, FoundContainer found,
                               bool keep)
    : hierarchies_(hierarchies), cgroup_(std::move(found.path)), inside_(cgroup_), keep_(keep) {
  reading_.id = std::move(found.id);
  reading_.cgroup_path = cgroup_;
  reading_.runtime = found.runtime;
  name_files();
}

std::string ContainerFiles::v2_path(std::string_view cgroup, std::string_view name) const {
  if (hierarchies_.unified.empty()) return {};
  return hierarchies_.unified + std::string(cgroup) + "/" + std::string(name);
}

std::string ContainerFiles::path_in(std::string_view controller, std::string_view cgroup,
                                    std::string_view name) const {
  return std::string(hierarchies_.v1(controller)) + std::string(cgroup) + "/" + std::string(name);
}

void ContainerFiles::name_files() {
  const auto choose = [&](File file, std::string_view controller, std::string_view legacy,
                          std::string_view unified) {
    files_[file] = KeptFile(is_v1(controller) ? path_in(controller, cgroup_, legacy)
                            : unified.empty() ? std::string()
                                              : v2_path(cgroup_, unified));
  };
  files_[processes] = KeptFile(std::string(hierarchies_.tree()) + inside_ + "/cgroup.procs");
  // An open cgroup.procs of v1 shows the processes of its first reading for as long as somebody
  // reads it each second (kernel/cgroup/cgroup-v1.c, cgroup_pidlist_start): it must be opened anew,
  // and so is read less often.
  if (hierarchies_.tree() != hierarchies_.unified) processes_anew_ = processes;
  // Under v2 throttling is counted where the quota is, which may be the child.
  files_[cpu_stat] =
      KeptFile(is_v1("cpu") ? path_in("cpu", cgroup_, "cpu.stat") : v2_path(inside_, "cpu.stat"));
  // Beside v1 the v2 tree knows user and system time to the microsecond; v1 to 10 ms.
  if (is_v1("cpu") || is_v1("cpuacct")) {
    files_[cpu_accounting] =
        KeptFile(hierarchies_.unified.empty() ? path_in("cpuacct", cgroup_, "cpuacct.stat")
                                              : v2_path(cgroup_, "cpu.stat"));
    if (is_v1("cpuacct"))
      files_[cpu_usage] = KeptFile(path_in("cpuacct", cgroup_, "cpuacct.usage"));
  }
  choose(memory_usage, "memory", "memory.usage_in_bytes", "memory.current");
  choose(memory_stat, "memory", "memory.stat", "memory.stat");
  choose(memory_events, "memory", "memory.oom_control", "memory.events");
  if (!is_v1("memory")) files_[swap_usage] = KeptFile(v2_path(cgroup_, "memory.swap.current"));
  choose(io, "blkio", "blkio.throttle.io_service_bytes_recursive", "io.stat");
  if (is_v1("blkio")) {
    files_[io_operations] =
        KeptFile(path_in("blkio", cgroup_, "blkio.throttle.io_serviced_recursive"));
  }
  choose(threads, "pids", "pids.current", "pids.current");
  files_[cpu_pressure] = KeptFile(v2_path(cgroup_, "cpu.pressure"));
  files_[memory_pressure] = KeptFile(v2_path(cgroup_, "memory.pressure"));
  files_[io_pressure] = KeptFile(v2_path(cgroup_, "io.pressure"));
}

FileText ContainerFiles::text(KeptFileReader& reader, File file) {
  const FileText text = reader.read(files_[file], keep_ && file != processes_anew_);
  gone_ = gone_ || text.state == FileState::gone;
  return text;
}

Count ContainerFiles::number(KeptFileReader& reader, File file) {
  const FileText number = text(reader, file);
  return number ? parse_count(number.text) : std::nullopt;
}

void ContainerFiles::look_up(KeptFileReader& reader, LimitsAbove& above) {
  for (KeptFile& file : files_) file.retry();
  find_inside(reader);
  read_processes(reader);
  if (gone_) return;
  look_up_limits(reader, above);
  look_up_memory(reader);
}

void ContainerFiles::find_process(KeptFileReader& reader) {
  if (processes_anew_) read_processes(reader);
}

void ContainerFiles::read_usage(KeptFileReader& reader) {
  read_cpu(reader);
  reading_.memory.usage_bytes = number(reader, memory_usage);
}

bool ContainerFiles::read(KeptFileReader& reader, const Pass& pass) {
  read_memory_events(reader, pass);
  if (pass.look.memory) break_memory_down(reader);
  if (!pass.look.others) return false;
  if (!pass.thorough && !processes_anew_) read_processes(reader);
  const Count threads_before = std::exchange(reading_.threads, number(reader, threads));
  bool stirred = reading_.threads != threads_before;
  for (const File file : {cpu_pressure, memory_pressure, io_pressure}) {
    stirred = read_pressure(reader, file, pass) || stirred;
  }
  return read_io(reader, pass.thorough) || stirred;
}

// A cgroup whose list of processes is not there is not there itself.
void ContainerFiles::read_processes(KeptFileReader& reader) {
  const FileText list = text(reader, processes);
  if (list.state == FileState::missing && ::access(files_[processes].path().c_str(), F_OK) != 0) {
    gone_ = true;
  }
  reading_.processes.reset();
  first_process_ = 0;
  if (!list) return;
  const auto ids = containers::parse_processes(list.text);
  // None at all: they are further inside (systemd in a container), uncounted.
  if (ids.empty()) return;
  reading_.processes = ids.size();
  first_process_ = ids.front();
}

void ContainerFiles::read_cpu(KeptFileReader& reader) {
  reading_.cpu = {};
  // Of v1 it tells of throttling alone, and there is none without a quota.
  const bool is_throttled = reading_.limits.cpu_quota_microseconds != Limits::kUnlimited;
  if (is_throttled || !is_v1("cpu")) {
    if (const FileText stat = text(reader, cpu_stat)) {
      containers::read_cpu_stat(stat.text, reading_.cpu);
    }
  }
  if (const FileText accounting = text(reader, cpu_accounting)) {
    hierarchies_.unified.empty() ? containers::read_cpuacct_stat(accounting.text, reading_.cpu)
                                 : containers::read_cpu_stat(accounting.text, reading_.cpu);
  }
  if (reading_.cpu.usage_nanoseconds) return;
  reading_.cpu.usage_nanoseconds = number(reader, cpu_usage);
}

void ContainerFiles::break_memory_down(KeptFileReader& reader) {
  MemoryCounts& memory = reading_.memory;
  const Count usage = memory.usage_bytes;
  memory = looked_up_;
  memory.usage_bytes = usage;
  if (const FileText stat = text(reader, memory_stat)) {
    is_v1("memory") ? containers::read_memory_stat_v1(stat.text, memory)
                    : containers::read_memory_stat(stat.text, memory);
  }
  if (!is_v1("memory")) memory.swap_bytes = number(reader, swap_usage);
}

// v1's tells of kills alone.
void ContainerFiles::read_memory_events(KeptFileReader& reader, const Pass& pass) {
  const bool tells_more = !is_v1("memory") && pass.look.others;
  if (!pass.may_have_killed && !tells_more && !pass.thorough) return;
  reading_.memory_events = {};
  if (const FileText events = text(reader, memory_events)) {
    containers::read_memory_events(events.text, reading_.memory_events);
  }
}

// The text of input and output is mostly what it was. Whatever adds bytes under v1 adds an
// operation (block/blk-throttle.c, __blk_throtl_bio): without one more of these the bytes are what
// they were.
bool ContainerFiles::read_io(KeptFileReader& reader, bool thorough) {
  const bool is_legacy = is_v1("blkio");
  const FileText traffic = text(reader, is_legacy ? io_operations : io);
  const bool stirred = traffic.text != traffic_;
  if (!stirred && !thorough) return false;
  traffic_ = traffic.text;
  reading_.devices.clear();
  if (!is_legacy) {
    containers::read_io_stat(traffic.text, reading_.devices);
    return stirred;
  }
  containers::read_blkio("", traffic.text, reading_.devices);
  if (const FileText bytes = text(reader, io)) {
    containers::read_blkio(bytes.text, "", reading_.devices);
  }
  return stirred;
}

// A task that waits is counted in its cgroup, in those above it and for the machine at one time
// (kernel/sched/psi.c, psi_task_change). The kernel sums up in ticks: that a machine which idled
// otherwise waited for a few milliseconds may be missed until all is looked up again.
bool ContainerFiles::read_pressure(KeptFileReader& reader, File file, const Pass& pass) {
  const std::size_t resource = file - cpu_pressure;
  const std::optional<pressure::Stall>& machine = pass.machine[resource];
  const bool moved = !machine || machine != machine_then_[resource];
  if (!moved && !pass.thorough) return false;
  machine_then_[resource] = machine;
  std::optional<pressure::Stall> stall;
  if (const FileText pressure = text(reader, file)) {
    if (const auto parsed = pressure::parse_pressure(pressure.text)) stall = *parsed;
  }
  return std::exchange(reading_.stalls[resource], stall) != stall;
}

// Under v2 only leaves have processes: those of Podman are in the child.
void ContainerFiles::find_inside(KeptFileReader& reader) {
  if (is_v1("memory") || inside_ != cgroup_) return;
  const std::string child = cgroup_ + std::string(kInside);
  if (!reader.read_once(v2_path(child, "cgroup.procs"))) return;
  inside_ = child;
  name_files();
}

void ContainerFiles::look_up_limits(KeptFileReader& reader, LimitsAbove& known) {
  Limits limits = limits_at(reader, cgroup_);
  if (inside_ != cgroup_) {
    const Limits inner = limits_at(reader, inside_);
    if (limits.memory_reservation_bytes.value_or(0) == 0) {
      limits.memory_reservation_bytes = inner.memory_reservation_bytes;
    }
    containers::tighten(limits, inner);
  }
  for (const std::string& cgroup : above(cgroup_)) {
    auto found = known.find(cgroup);
    if (found == known.end()) found = known.emplace(cgroup, limits_at(reader, cgroup)).first;
    containers::tighten(limits, found->second);
  }
  reading_.limits = limits;
  reading_.cpuset.reset();
  const FileText cpus =
      reader.read_once(is_v1("cpuset") ? path_in("cpuset", cgroup_, "cpuset.effective_cpus")
                                       : v2_path(inside_, "cpuset.cpus.effective"));
  if (cpus) {
    auto list = cpu::parse_cpu_list(cpus.text);
    if (list && !list->empty()) reading_.cpuset = *std::move(list);
  }
}

Limits ContainerFiles::limits_at(KeptFileReader& reader, const std::string& cgroup) const {
  Limits limits;
  if (is_v1("cpu")) {
    const FileText quota_text = reader.read_once(path_in("cpu", cgroup, "cpu.cfs_quota_us"));
    const std::string quota(quota_text.text);
    const FileText period = reader.read_once(path_in("cpu", cgroup, "cpu.cfs_period_us"));
    containers::read_cfs(quota, period.text, limits);
    limits.cpu_shares = number_in(reader, path_in("cpu", cgroup, "cpu.shares"));
  } else {
    containers::read_cpu_max(reader.read_once(v2_path(cgroup, "cpu.max")).text, limits);
    limits.cpu_shares =
        containers::shares_of_weight(reader.read_once(v2_path(cgroup, "cpu.weight")).text);
  }
  if (is_v1("memory")) {
    const auto limit = [&](const char* name) {
      return limit_in(reader, path_in("memory", cgroup, name));
    };
    limits.memory_bytes = limit("memory.limit_in_bytes");
    limits.swap_bytes = limit("memory.memsw.limit_in_bytes");
    limits.memory_reservation_bytes = limit("memory.soft_limit_in_bytes");
  } else {
    limits.memory_bytes = limit_in(reader, v2_path(cgroup, "memory.max"));
    limits.swap_bytes = limit_in(reader, v2_path(cgroup, "memory.swap.max"));
    limits.memory_reservation_bytes = number_in(reader, v2_path(cgroup, "memory.low"));
  }
  limits.threads = limit_in(
      reader, is_v1("pids") ? path_in("pids", cgroup, "pids.max") : v2_path(cgroup, "pids.max"));
  return limits;
}

void ContainerFiles::look_up_memory(KeptFileReader& reader) {
  looked_up_ = {};
  if (is_v1("memory")) {
    const auto number = [&](const char* name) {
      return number_in(reader, path_in("memory", cgroup_, name));
    };
    looked_up_.peak_bytes = number("memory.max_usage_in_bytes");
    looked_up_.failures = number("memory.failcnt");
    looked_up_.kernel_bytes = number("memory.kmem.usage_in_bytes");
  } else {
    looked_up_.peak_bytes = number_in(reader, v2_path(cgroup_, "memory.peak"));
  }
}

}  // namespace silicon::linux_platform
