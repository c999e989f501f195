#include "alerting/shell/web/process.hpp"

#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::shell {
namespace {

void add(core::Families& families, core::Family family, std::optional<double> value) {
  if (!value) return;
  family.add({}, *value);
  families.push_back(std::move(family));
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

std::optional<double> cpu_seconds() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return std::nullopt;
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

std::optional<double> most_descriptors() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::nullopt;
  return static_cast<double>(limit.rlim_cur);
}

// Linux and macOS both have this folder. Reading it takes one descriptor itself.
std::optional<double> open_descriptors() {
  std::error_code problem;
  double count = -1;
  for (std::filesystem::directory_iterator entry("/dev/fd", problem), end; entry != end;
       entry.increment(problem)) {
    ++count;
  }
  return count < 0 ? std::nullopt : std::optional(count);
}

// Pages, from Linux's /proc/self/statm; macOS has no such file. Source: proc(5).
std::optional<double> pages(std::size_t field) {
  const auto text = runtime::read_file("/proc/self/statm", 4096);
  if (!text) return std::nullopt;
  const auto fields = core::fields(core::trimmed(*text));
  if (fields.size() <= field) return std::nullopt;
  const auto count = core::parse_unsigned(fields[field]);
  if (!count) return std::nullopt;
  return static_cast<double>(*count) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

core::Families process_metrics(core::Instant started) {
  core::Families families;
  add(families,
      core::counter("process_cpu_seconds_total",
                    "Total user and system CPU time spent in seconds."),
      cpu_seconds());
  add(families, core::gauge("process_max_fds", "Maximum number of open file descriptors."),
      most_descriptors());
  add(families, core::gauge("process_open_fds", "Number of open file descriptors."),
      open_descriptors());
  add(families, core::gauge("process_resident_memory_bytes", "Resident memory size in bytes."),
      pages(1));
  add(families,
      core::gauge("process_start_time_seconds",
                  "Start time of the process since unix epoch in seconds."),
      core::unix_seconds(started));
  add(families, core::gauge("process_virtual_memory_bytes", "Virtual memory size in bytes."),
      pages(0));
  return families;
}

}  // namespace silicon::shell
