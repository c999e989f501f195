#include "exporter/platform/linux/hardware/perf/perf_counters.hpp"

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "exporter/platform/linux/descriptor.hpp"

namespace silicon::linux_platform {
namespace {

core::Error explained(int error) {
  switch (error) {
    case EACCES:
    case EPERM:
      return core::Error(
          "perf_event_open: permission denied. System-wide counters need root, CAP_PERFMON, or "
          "sysctl kernel.perf_event_paranoid=0; containers also need a seccomp profile that allows "
          "perf_event_open",
          core::ErrorKind::denied);
    case EINVAL:
      return core::Error("perf_event_open: the counter does not accept this event",
                         core::ErrorKind::invalid);
    case ENOENT:
    case ENODEV:
    case ENXIO:
    case ENOSYS:
    case EOPNOTSUPP:
      return core::Error(
          "perf_event_open: the kernel has no such counter, as in most virtual "
          "machines",
          core::ErrorKind::absent);
    default:
      return core::Error("perf_event_open: " + std::string(std::strerror(error)));
  }
}

// Every process, one CPU, since now.
int open_event(const PerfEvent& event, unsigned cpu, int leader) {
  perf_event_attr attributes{};
  attributes.size = sizeof attributes;
  attributes.type = event.type;
  attributes.config = event.encoding[0];
  attributes.config1 = event.encoding[1];
  attributes.config2 = event.encoding[2];
  attributes.read_format =
      PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  return static_cast<int>(::syscall(SYS_perf_event_open, &attributes, -1, static_cast<int>(cpu),
                                    leader, PERF_FLAG_FD_CLOEXEC));
}

class KernelPerfGroup : public PerfGroup {
 public:
  explicit KernelPerfGroup(std::vector<Descriptor> members) : members_(std::move(members)) {}

  // The kernel writes: count of members, time enabled, time running, then the values.
  core::Result<std::vector<pmu::CounterReading>> read() override {
    constexpr std::size_t kHeader = 3;
    std::vector<std::uint64_t> words(kHeader + members_.size());
    const std::size_t size = words.size() * sizeof(std::uint64_t);
    const auto got = ::read(members_.front().number(), words.data(), size);
    if (got < 0) return core::Error("perf counter: " + std::string(std::strerror(errno)));
    if (static_cast<std::size_t>(got) != size || words[0] != members_.size()) {
      return core::Error("perf counter: the kernel answered with another number of counters");
    }
    std::vector<pmu::CounterReading> readings;
    readings.reserve(members_.size());
    for (std::size_t i = kHeader; i < words.size(); ++i) {
      readings.push_back({words[i], words[1], words[2]});
    }
    return readings;
  }

 private:
  std::vector<Descriptor> members_;  // the first is the leader
};

class KernelPerfCounters : public PerfCounters {
 public:
  core::Result<std::unique_ptr<PerfGroup>> open(const std::vector<PerfEvent>& events,
                                                unsigned cpu) override {
    std::vector<Descriptor> members;
    for (const PerfEvent& event : events) {
      const int leader = members.empty() ? -1 : members.front().number();
      const int file = open_event(event, cpu, leader);
      if (file < 0) return explained(errno);
      members.emplace_back(file);
    }
    if (members.empty()) return core::Error("no counters to open", core::ErrorKind::invalid);
    return std::unique_ptr<PerfGroup>(std::make_unique<KernelPerfGroup>(std::move(members)));
  }
};

}  // namespace

std::shared_ptr<PerfCounters> kernel_perf_counters() {
  return std::make_shared<KernelPerfCounters>();
}

}  // namespace silicon::linux_platform
