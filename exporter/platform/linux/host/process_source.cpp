// Reads what /proc/self says of the exporter. When it started is found out once.
#include <unistd.h>

#include <optional>
#include <utility>

#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/self/proc_files.hpp"
#include "exporter/sources/self/process.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kOwnStat = "/proc/self/stat";
constexpr std::string_view kLimits = "/proc/self/limits";
constexpr std::string_view kDescriptors = "/proc/self/fd";
constexpr std::string_view kMachineStat = "/proc/stat";

double ticks_per_second() {
  return static_cast<double>(::sysconf(_SC_CLK_TCK));
}

class ProcessSource : public sources::Source {
 public:
  explicit ProcessSource(std::unique_ptr<HostFiles> files)
      : files_(std::move(files)), boot_unix_seconds_(boot_time()) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    const core::Result<std::string_view> text = files_->read(kOwnStat);
    if (!text) return text.error();
    core::Result<self::ProcessStat> stat = self::parse_process_stat(*text);
    if (!stat) return std::move(stat).error().within(kOwnStat);
    self::ProcessReading reading;
    const std::uint64_t ticks = stat->user_ticks + stat->system_ticks;
    reading.cpu_seconds = static_cast<double>(ticks) / ticks_per_second();
    reading.threads = static_cast<double>(stat->threads);
    reading.virtual_bytes = static_cast<double>(stat->virtual_bytes);
    reading.resident_bytes = static_cast<double>(stat->resident_pages) * page_bytes_;
    if (boot_unix_seconds_) {
      reading.start_unix_seconds =
          *boot_unix_seconds_ + static_cast<double>(stat->start_ticks) / ticks_per_second();
    }
    reading.open_descriptors = open_descriptors();
    reading.most_descriptors = most_descriptors();
    return self::process_families(reading);
  }

 private:
  std::optional<double> boot_time() {
    const core::Result<std::string_view> text = files_->read_once(kMachineStat);
    if (!text) return std::nullopt;
    return self::parse_boot_time(*text);
  }

  std::optional<double> open_descriptors() {
    const core::Result<std::vector<std::string>> names = files_->list(kDescriptors);
    if (!names || names->empty()) return std::nullopt;
    return static_cast<double>(names->size() - 1);  // one of them is that of the listing itself
  }

  std::optional<double> most_descriptors() {
    const core::Result<std::string_view> text = files_->read(kLimits);
    if (!text) return std::nullopt;
    return self::parse_open_files_limit(*text);
  }

  std::unique_ptr<HostFiles> files_;
  std::optional<double> boot_unix_seconds_;
  double page_bytes_ = static_cast<double>(::sysconf(_SC_PAGESIZE));
};

core::Result<std::unique_ptr<sources::Source>> open_process(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  if (const auto text = files->read(kOwnStat); !text) return text.error();
  return {std::make_unique<ProcessSource>(std::move(files))};
}

}  // namespace

sources::SourceSpec process_source(OpenFiles open_own_files) {
  return {.name = "process",
          .description = "what the exporter itself takes, from /proc/self",
          .interval = 5s,
          .budget = 50ms,
          .open = [open_own_files = std::move(open_own_files)] {
            return open_process(open_own_files);
          }};
}

}  // namespace silicon::linux_platform
