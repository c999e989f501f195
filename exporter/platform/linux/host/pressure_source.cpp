// Reads those files of /proc/pressure that this kernel has.
#include <optional>
#include <string>
#include <utility>

#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/pressure/pressure.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using pressure::kResources;

std::string path_of(std::size_t resource) {
  return "/proc/pressure/" + std::string(kResources[resource]);
}

class PressureSource : public sources::Source {
 public:
  explicit PressureSource(std::unique_ptr<HostFiles> files) : files_(std::move(files)) {
    for (std::size_t i = 0; i < kResources.size(); ++i)
      is_there_[i] = files_->read(path_of(i)).ok();
  }

  // One file that cannot be read costs its own figures only.
  core::Result<core::Families> sample(const sources::Tick&) override {
    pressure::Stalls stalls;
    std::optional<core::Error> problem;
    for (std::size_t i = 0; i < kResources.size(); ++i) {
      if (!is_there_[i]) continue;
      core::Result<pressure::Stall> stall = read(i);
      if (stall) {
        stalls[i] = *stall;
      } else if (!problem) {
        problem = std::move(stall).error();
      }
    }
    core::Families families = pressures_.follow(stalls);
    if (families.empty() && problem) return *std::move(problem);
    return families;
  }

 private:
  core::Result<pressure::Stall> read(std::size_t resource) {
    const core::Result<std::string_view> text = files_->read(path_of(resource));
    if (!text) return text.error();
    core::Result<pressure::Stall> stall = pressure::parse_pressure(*text);
    if (!stall) return std::move(stall).error().within(path_of(resource));
    return stall;
  }

  std::unique_ptr<HostFiles> files_;
  std::array<bool, kResources.size()> is_there_{};
  pressure::Pressures pressures_;
};

core::Error explained(const core::Error& error) {
  if (error.kind() != core::ErrorKind::absent) return error;
  return core::Error(
      error.message() +
          " (the kernel was built without CONFIG_PSI, or booted with psi=0 or, on RHEL and its "
          "kin, without psi=1; boot with psi=1)",
      core::ErrorKind::absent);
}

core::Result<std::unique_ptr<sources::Source>> open_pressure(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  // With psi=0 older kernels have the files, and answer EOPNOTSUPP.
  if (const auto text = files->read(path_of(0)); !text) return explained(text.error());
  return {std::make_unique<PressureSource>(std::move(files))};
}

}  // namespace

sources::SourceSpec pressure_source(OpenFiles open_files) {
  return {.name = "pressure",
          .description = "pressure stall information from /proc/pressure",
          .interval = 2s,
          .budget = 50ms,
          .open = [open_files = std::move(open_files)] { return open_pressure(open_files); }};
}

}  // namespace silicon::linux_platform
