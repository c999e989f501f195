// Reads the names of the machine: firmware and processor once, the system whenever it is asked (it
// may be upgraded meanwhile).
#include <utility>

#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/self/machine.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

// "" where there is no such file.
std::string read_text(HostFiles& files, std::string_view path) {
  const core::Result<std::string_view> text = files.read_once(path);
  return text ? std::string(*text) : "";
}

// PCs have DMI, boards a device tree.
std::string read_model(HostFiles& files) {
  for (const char* path :
       {"/sys/class/dmi/id/product_name", "/sys/firmware/devicetree/base/model"}) {
    std::string model = self::model_name(read_text(files, path));
    if (!model.empty()) return model;
  }
  return "";
}

// /etc/os-release is a link to the other, and may not be where only parts of a host are seen.
std::string read_system(HostFiles& files) {
  for (const char* path : {"/etc/os-release", "/usr/lib/os-release"}) {
    std::string name = self::system_name(read_text(files, path));
    if (!name.empty()) return name;
  }
  return "";
}

class MachineSource : public sources::Source {
 public:
  // /proc/cpuinfo is read once: on kernels before 5.18 the frequencies in it took 10 ms per CPU.
  explicit MachineSource(std::unique_ptr<HostFiles> files)
      : files_(std::move(files)),
        machine_{.model = read_model(*files_),
                 .chip = self::processor_name(read_text(*files_, "/proc/cpuinfo")),
                 .os = "",
                 .platform = "linux"} {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    machine_.os = read_system(*files_);
    return self::machine_families(machine_);
  }

 private:
  std::unique_ptr<HostFiles> files_;
  self::Machine machine_;
};

}  // namespace

sources::SourceSpec machine_source(OpenFiles open_files) {
  return {.name = "machine",
          .description = "model, chip and system, from DMI or device tree, cpuinfo and os-release",
          .interval = 60s,
          .budget = 200ms,
          .open = [open_files =
                       std::move(open_files)]() -> core::Result<std::unique_ptr<sources::Source>> {
            return {std::make_unique<MachineSource>(open_files())};
          }};
}

}  // namespace silicon::linux_platform
