#include "exporter/sources/containers/families/usage.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace silicon::containers {
namespace {

constexpr double kNanoseconds = 1e9;  // to a second
constexpr double kMicroseconds = 1e6;

// A figure of every container: what it is called, where it stands in a reading, and how many of
// what is read there make one of what is shown.
struct Column {
  const char* name;
  const char* help;
  double unit;
  Count (*of)(const ContainerReading&);
};

// Figures of the bandwidth controller mean something only under a quota; cAdvisor leaves them out
// likewise (metrics/prometheus.go). Where the limit is not known their own word counts.
Count if_limited(const ContainerReading& reading, Count count) {
  const Count& quota = reading.limits.cpu_quota_microseconds;
  const bool limited = quota ? *quota != Limits::kUnlimited : reading.cpu.periods.value_or(0) > 0;
  return limited ? count : std::nullopt;
}

enum Stalled : std::uint8_t { some, full };

template <std::size_t resource, Stalled kind>
Count stalled(const ContainerReading& reading) {
  const std::optional<pressure::Stall>& stall = reading.stalls[resource];
  if (!stall) return std::nullopt;
  return kind == some ? stall->some : stall->full;
}

using Reading = ContainerReading;

// Parallel to Container::counters. The first one has the label cpu="total": v2 knows no others.
constexpr std::array<Column, 17> kCounterColumns{{
    {"container_cpu_usage_seconds_total",
     "Cumulative cpu time consumed in seconds, user and system. From the container's cgroup.",
     kNanoseconds, [](const Reading& r) { return r.cpu.usage_nanoseconds; }},
    {"container_cpu_user_seconds_total", "Cumulative user cpu time consumed in seconds.",
     kNanoseconds, [](const Reading& r) { return r.cpu.user_nanoseconds; }},
    {"container_cpu_system_seconds_total", "Cumulative system cpu time consumed in seconds.",
     kNanoseconds, [](const Reading& r) { return r.cpu.system_nanoseconds; }},
    {"container_cpu_cfs_periods_total",
     "Number of elapsed enforcement period intervals; containers with a CPU quota only.", 1,
     [](const Reading& r) { return if_limited(r, r.cpu.periods); }},
    {"container_cpu_cfs_throttled_periods_total",
     "Number of throttled period intervals; containers with a CPU quota only.", 1,
     [](const Reading& r) { return if_limited(r, r.cpu.throttled_periods); }},
    {"container_cpu_cfs_throttled_seconds_total",
     "Total time duration the container has been throttled, summed over its runnable CPUs.",
     kNanoseconds, [](const Reading& r) { return if_limited(r, r.cpu.throttled_nanoseconds); }},
    {"container_cpu_cfs_burst_periods_total", "Number of periods when burst occurs.", 1,
     [](const Reading& r) { return if_limited(r, r.cpu.bursts); }},
    {"container_cpu_cfs_burst_seconds_total",
     "Total time duration the container has used above its quota, out of what it had saved.",
     kNanoseconds, [](const Reading& r) { return if_limited(r, r.cpu.burst_nanoseconds); }},
    {"container_memory_failcnt", "Number of memory usage hits limits. cgroup v1 only.", 1,
     [](const Reading& r) { return r.memory.failures; }},
    {"container_memory_events_high_total",
     "Times that the container was throttled for exceeding memory.high. cgroup v2 only.", 1,
     [](const Reading& r) { return r.memory_events.high; }},
    {"container_memory_events_max_total",
     "Times that memory usage was about to go over the limit. cgroup v2 only.", 1,
     [](const Reading& r) { return r.memory_events.max; }},
    {"container_pressure_cpu_waiting_seconds_total",
     "Total time duration tasks in the container have waited due to CPU congestion. Under a quota "
     "this is mostly the time in which it was throttled.",
     kMicroseconds, stalled<0, some>},
    {"container_pressure_cpu_stalled_seconds_total",
     "Total time duration no tasks in the container could make progress due to CPU congestion.",
     kMicroseconds, stalled<0, full>},
    {"container_pressure_memory_waiting_seconds_total",
     "Total time duration tasks in the container have waited due to memory congestion.",
     kMicroseconds, stalled<1, some>},
    {"container_pressure_memory_stalled_seconds_total",
     "Total time duration no tasks in the container could make progress due to memory congestion.",
     kMicroseconds, stalled<1, full>},
    {"container_pressure_io_waiting_seconds_total",
     "Total time duration tasks in the container have waited due to IO congestion.", kMicroseconds,
     stalled<2, some>},
    {"container_pressure_io_stalled_seconds_total",
     "Total time duration no tasks in the container could make progress due to IO congestion.",
     kMicroseconds, stalled<2, full>},
}};

constexpr std::array<Column, 19> kGaugeColumns{{
    {"container_memory_usage_bytes",
     "Current memory usage, including all memory regardless of when it was accessed: the page "
     "cache too.",
     1, [](const Reading& r) { return r.memory.usage_bytes; }},
    {"container_memory_working_set_bytes",
     "Current working set: usage less inactive file pages, not below 0.", 1,
     [](const Reading& r) { return working_set(r.memory); }},
    {"container_memory_rss", "Size of RSS: anonymous memory.", 1,
     [](const Reading& r) { return r.memory.anonymous_bytes; }},
    {"container_memory_cache", "Total page cache memory.", 1,
     [](const Reading& r) { return r.memory.cache_bytes; }},
    {"container_memory_swap", "Container swap usage.", 1,
     [](const Reading& r) { return r.memory.swap_bytes; }},
    {"container_memory_mapped_file", "Size of memory mapped files.", 1,
     [](const Reading& r) { return r.memory.mapped_file_bytes; }},
    {"container_memory_total_active_file_bytes", "Current total active file.", 1,
     [](const Reading& r) { return r.memory.active_file_bytes; }},
    {"container_memory_total_inactive_file_bytes", "Current total inactive file.", 1,
     [](const Reading& r) { return r.memory.inactive_file_bytes; }},
    {"container_memory_max_usage_bytes",
     "Maximum memory usage recorded. cgroup v1, and v2 since Linux 5.19.", 1,
     [](const Reading& r) { return r.memory.peak_bytes; }},
    {"container_memory_kernel_usage", "Size of kernel memory allocated.", 1,
     [](const Reading& r) { return r.memory.kernel_bytes; }},
    {"container_processes", "Number of processes running inside the container.", 1,
     [](const Reading& r) { return r.processes; }},
    {"container_threads", "Number of threads running inside the container.", 1,
     [](const Reading& r) { return r.threads; }},
    {"container_threads_max",
     "Maximum number of threads allowed inside the container, infinity if value is zero.", 1,
     [](const Reading& r) { return r.limits.threads; }},
    {"container_spec_cpu_period", "CPU period of the container, in microseconds.", 1,
     [](const Reading& r) { return r.limits.cpu_period_microseconds; }},
    {"container_spec_cpu_quota",
     "CPU quota of the container, in microseconds per period: the tightest one between it and the "
     "root. Not there without a limit.",
     1,
     [](const Reading& r) {
       const Count& quota = r.limits.cpu_quota_microseconds;
       return quota == Limits::kUnlimited ? std::nullopt : quota;
     }},
    {"container_spec_cpu_shares", "CPU share of the container; 1024 is ordinary.", 1,
     [](const Reading& r) { return r.limits.cpu_shares; }},
    {"container_spec_memory_limit_bytes",
     "Memory limit for the container, the tightest one between it and the root; 0 without one.", 1,
     [](const Reading& r) { return r.limits.memory_bytes; }},
    {"container_spec_memory_swap_limit_bytes",
     "Memory swap limit for the container; 0 without one. cgroup v1: memory and swap together.", 1,
     [](const Reading& r) { return r.limits.swap_bytes; }},
    {"container_spec_memory_reservation_limit_bytes",
     "Memory reservation limit for the container (v2: memory.low); 0 without one.", 1,
     [](const Reading& r) { return r.limits.memory_reservation_bytes; }},
}};

struct Title {
  const char* name;
  const char* help;
};

constexpr std::array<Title, 4> kDeviceTitles{{
    {"container_fs_reads_bytes_total", "Cumulative count of bytes read, by block device."},
    {"container_fs_writes_bytes_total",
     "Cumulative count of bytes written, by block device. cgroup v1 does not see buffered writes."},
    {"container_fs_reads_total", "Cumulative count of reads completed."},
    {"container_fs_writes_total", "Cumulative count of writes completed."},
}};

constexpr std::array<Title, 8> kInterfaceTitles{{
    {"container_network_receive_bytes_total",
     "Cumulative count of bytes received. Each network namespace is shown once, and never the "
     "host's."},
    {"container_network_receive_packets_total", "Cumulative count of packets received."},
    {"container_network_receive_errors_total",
     "Cumulative count of errors encountered while receiving."},
    {"container_network_receive_packets_dropped_total",
     "Cumulative count of packets dropped while receiving."},
    {"container_network_transmit_bytes_total", "Cumulative count of bytes transmitted."},
    {"container_network_transmit_packets_total", "Cumulative count of packets transmitted."},
    {"container_network_transmit_errors_total",
     "Cumulative count of errors encountered while transmitting."},
    {"container_network_transmit_packets_dropped_total",
     "Cumulative count of packets dropped while transmitting."},
}};

constexpr std::array<std::pair<const char*, const char*>, 4> kFaultLabels{{
    {"pgfault", "container"},
    {"pgfault", "hierarchy"},
    {"pgmajfault", "container"},
    {"pgmajfault", "hierarchy"},
}};

// Where the families stand in the answer.
constexpr std::size_t kFirstGauge = kCounterColumns.size();
constexpr std::size_t kFirstDevice = kFirstGauge + kGaugeColumns.size();
constexpr std::size_t kFirstInterface = kFirstDevice + kDeviceTitles.size();
constexpr std::size_t kFaultFamily = kFirstInterface + kInterfaceTitles.size();
constexpr std::size_t kOomFamily = kFaultFamily + 1;
constexpr std::size_t kLastSeen = kOomFamily + 1;
constexpr std::size_t kStartTime = kLastSeen + 1;
constexpr std::size_t kHealth = kStartTime + 1;

core::Families empty_families(std::size_t containers) {
  core::Families families;
  families.reserve(kHealth + 1);
  for (const Column& column : kCounterColumns) {
    families.push_back(core::counter(column.name, column.help));
  }
  for (const Column& column : kGaugeColumns) {
    families.push_back(core::gauge(column.name, column.help));
  }
  for (const Title& title : kDeviceTitles) {
    families.push_back(core::counter(title.name, title.help));
  }
  for (const Title& title : kInterfaceTitles) {
    families.push_back(core::counter(title.name, title.help));
  }
  families.push_back(core::counter("container_memory_failures_total",
                                   "Cumulative count of memory allocation failures: page faults."));
  families.push_back(core::counter(
      "container_oom_events_total",
      "Processes of the container that the kernel killed for want of memory; accumulated over "
      "restarts of the same name since the exporter started."));
  families.push_back(core::gauge("container_last_seen",
                                 "Last time a container was seen by the exporter, Unix time."));
  families.push_back(core::gauge(
      "container_start_time_seconds",
      "Start time of the container since unix epoch in seconds, as the engine says; else when its "
      "cgroup was made."));
  families.push_back(core::gauge(
      "container_health_state",
      "The result of the container's health check: 1 healthy, 0 starting or unhealthy, -1 none."));
  for (core::Family& family : families) family.samples.reserve(containers);
  return families;
}

double cadvisor_health(Health health) {
  if (health == Health::none) return -1;
  return health == Health::healthy ? 1 : 0;
}

void add_moments(const Subject& subject, core::Instant now, const core::Labels& labels,
                 core::Families& families) {
  const ContainerMetadata* metadata = subject.metadata;
  families[kLastSeen].add(labels, std::floor(core::unix_seconds(now)));
  auto started = subject.reading->created;
  if (metadata != nullptr && metadata->started) started = metadata->started;
  if (started) families[kStartTime].add(labels, core::unix_seconds(*started));
  if (metadata != nullptr && metadata->health) {
    families[kHealth].add(labels, cadvisor_health(*metadata->health));
  }
}

}  // namespace

core::Families Usage::follow(const std::vector<Subject>& subjects, core::Instant now,
                             bool changed) {
  static_assert(kCounters == kCounterColumns.size() && kDeviceCounters == kDeviceTitles.size() &&
                kInterfaceCounters == kInterfaceTitles.size() && kFaults == kFaultLabels.size());
  ++pass_;
  core::Families families = empty_families(subjects.size());
  if (changed || order_.size() != subjects.size()) identify(subjects);
  for (std::size_t place = 0; place < subjects.size(); ++place) {
    const Subject& subject = subjects[place];
    const ContainerReading& reading = *subject.reading;
    Container& container = *order_[place];
    for (std::size_t i = 0; i < kCounters; ++i) {
      const Count count = kCounterColumns[i].of(reading);
      if (!count) continue;
      families[i].add(
          i == 0 ? container.all_cpus : container.labels,
          static_cast<double>(container.counters[i].follow(*count)) / kCounterColumns[i].unit);
    }
    for (std::size_t i = 0; i < kGaugeColumns.size(); ++i) {
      const Count value = kGaugeColumns[i].of(reading);
      if (value) families[kFirstGauge + i].add(container.labels, static_cast<double>(*value));
    }
    add_devices(container, reading, std::span(families).subspan(kFirstDevice));
    if (subject.network != nullptr) {
      add_interfaces(container, *subject.network, std::span(families).subspan(kFirstInterface));
    }
    add_faults(container, reading.memory, families[kFaultFamily]);
    families[kOomFamily].add(container.labels, static_cast<double>(subject.oom_kills));
    add_moments(subject, now, container.labels, families);
  }
  std::erase_if(families, [](const core::Family& family) { return family.samples.empty(); });
  return families;
}

// Who the subjects are, and what they are called.
void Usage::identify(const std::vector<Subject>& subjects) {
  for (auto& [id, container] : containers_) container.is_there = false;
  order_.clear();
  for (const Subject& subject : subjects) {
    Container& container = containers_[subject.reading->id];
    label(container, subject);
    container.is_there = true;
    order_.push_back(&container);
  }
  std::erase_if(containers_, [](const auto& entry) { return !entry.second.is_there; });
}

void Usage::label(Container& container, const Subject& subject) {
  std::vector<core::LabelView> labels{{"id", subject.reading->cgroup_path}, {"name", subject.name}};
  if (subject.metadata != nullptr) {
    labels.push_back({"image", subject.metadata->image});
    labels.insert(labels.end(), subject.metadata->labels.begin(), subject.metadata->labels.end());
  }
  container.labels = core::Labels(labels);
  container.all_cpus = container.labels.with("cpu", "total");
  for (std::size_t i = 0; i < kFaults; ++i) {
    container.faults[i] = container.labels.with("failure_type", kFaultLabels[i].first)
                              .with("scope", kFaultLabels[i].second);
  }
  for (auto& [name, part] : container.devices) part.labels = container.labels.with("device", name);
  for (auto& [name, part] : container.interfaces) {
    part.labels = container.labels.with("interface", name);
  }
}

void Usage::add_faults(Container& container, const MemoryCounts& memory, core::Family& family) {
  const std::array<Count, kFaults> counts{memory.page_faults, memory.page_faults_with_children,
                                          memory.major_page_faults,
                                          memory.major_page_faults_with_children};
  for (std::size_t i = 0; i < kFaults; ++i) {
    if (!counts[i]) continue;
    family.add(container.faults[i],
               static_cast<double>(container.fault_counters[i].follow(*counts[i])));
  }
}

template <std::size_t Size>
Usage::Part<Size>* Usage::part_of(Parts<Size>& parts, const std::string& name, const char* label,
                                  const core::Labels& labels) const {
  auto found = parts.find(name);
  if (found == parts.end()) {
    if (parts.size() >= kMostParts) return nullptr;
    found = parts.emplace(name, Part<Size>{labels.with(label, name), {}, 0}).first;
  }
  // Of two with one name the first counts.
  return std::exchange(found->second.seen, pass_) == pass_ ? nullptr : &found->second;
}

void Usage::add_devices(Container& container, const ContainerReading& reading,
                        std::span<core::Family> families) const {
  for (const DeviceTraffic& device : reading.devices) {
    auto* part = part_of(container.devices, device.device, "device", container.labels);
    if (part == nullptr) continue;
    const std::array counts{device.read_bytes, device.written_bytes, device.reads, device.writes};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (!counts[i]) continue;
      families[i].add(part->labels, static_cast<double>(part->counters[i].follow(*counts[i])));
    }
  }
}

void Usage::add_interfaces(Container& container, const ContainerReading& reading,
                           std::span<core::Family> families) const {
  for (const InterfaceTraffic& traffic : reading.interfaces) {
    auto* part = part_of(container.interfaces, traffic.interface, "interface", container.labels);
    if (part == nullptr) continue;
    const network::DirectionCounts &in = traffic.receive, &out = traffic.transmit;
    const std::array<Count, kInterfaceCounters> counts{
        in.bytes, in.packets, in.errors, in.drops, out.bytes, out.packets, out.errors, out.drops};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (!counts[i]) continue;
      families[i].add(part->labels, static_cast<double>(part->counters[i].follow(*counts[i])));
    }
  }
}

}  // namespace silicon::containers
