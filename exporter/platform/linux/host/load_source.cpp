// Reads /proc/loadavg. The pattern of every source in this folder: read, parse, make families.
#include <utility>

#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/cpu/load.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kLoadPath = "/proc/loadavg";

class LoadSource : public sources::Source {
 public:
  explicit LoadSource(std::unique_ptr<HostFiles> files) : files_(std::move(files)) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    const core::Result<std::string_view> text = files_->read(kLoadPath);
    if (!text) return text.error();
    core::Result<cpu::LoadAverage> load = cpu::parse_load_average(*text);
    if (!load) return std::move(load).error().within(kLoadPath);
    return cpu::load_families(*load);
  }

 private:
  std::unique_ptr<HostFiles> files_;
};

core::Result<std::unique_ptr<sources::Source>> open_load(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  if (const auto text = files->read(kLoadPath); !text) return text.error();
  return {std::make_unique<LoadSource>(std::move(files))};
}

}  // namespace

sources::SourceSpec load_source(OpenFiles open_files) {
  return {.name = "load",
          .description = "load averages from /proc/loadavg",
          .interval = 5s,  // the kernel updates them every 5 s
          .budget = 50ms,
          .open = [open_files = std::move(open_files)] { return open_load(open_files); }};
}

}  // namespace silicon::linux_platform
