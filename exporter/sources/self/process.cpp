#include "exporter/sources/self/process.hpp"

#include <utility>

namespace silicon::self {

core::Families process_families(const ProcessReading& reading) {
  core::Families families;
  const auto add = [&](core::Family family, std::optional<double> value) {
    if (!value) return;
    family.add({}, *value);
    families.push_back(std::move(family));
  };
  add(core::counter("process_cpu_seconds_total",
                    "CPU time of this process in user and kernel, in seconds."),
      reading.cpu_seconds);
  add(core::gauge("process_resident_memory_bytes", "Memory of this process that is in RAM."),
      reading.resident_bytes);
  add(core::gauge("process_virtual_memory_bytes", "Address space of this process."),
      reading.virtual_bytes);
  add(core::gauge("process_open_fds", "File descriptors that this process has open."),
      reading.open_descriptors);
  add(core::gauge("process_max_fds", "File descriptors that this process may have open."),
      reading.most_descriptors);
  add(core::gauge("process_start_time_seconds", "When this process started, in Unix time."),
      reading.start_unix_seconds);
  add(core::gauge("process_threads", "Threads of this process."), reading.threads);
  return families;
}

}  // namespace silicon::self
