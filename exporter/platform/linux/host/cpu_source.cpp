// Reads /proc/stat, and the topology again whenever CPUs come or go.
#include <unistd.h>

#include <optional>
#include <utility>

#include "exporter/platform/linux/cpu_topology.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/cpu/proc_stat.hpp"
#include "exporter/sources/cpu/usage.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kStatPath = "/proc/stat";

// Frequency drivers are loaded late in a boot, and Arm's capacities are final only then.
constexpr auto kTopologyLifetime = 10min;

std::vector<unsigned> numbers_of(const std::vector<cpu::CpuTicks>& cpus) {
  std::vector<unsigned> numbers;
  for (const cpu::CpuTicks& cpu : cpus) numbers.push_back(cpu.cpu);
  return numbers;
}

class CpuSource : public sources::Source {
 public:
  explicit CpuSource(std::unique_ptr<HostFiles> files)
      : files_(std::move(files)), usage_(static_cast<double>(::sysconf(_SC_CLK_TCK))) {}

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    const core::Result<std::string_view> text = files_->read(kStatPath);
    if (!text) return text.error();
    core::Result<std::vector<cpu::CpuTicks>> cpus = cpu::parse_proc_stat(*text);
    if (!cpus) return std::move(cpus).error().within(kStatPath);
    place(numbers_of(*cpus), tick.steady);
    usage_.update(*cpus);
    return usage_.families();
  }

 private:
  void place(std::vector<unsigned> online, core::SteadyInstant now) {
    if (online == online_ && now - placed_at_ < kTopologyLifetime) return;
    topology_.read(*files_, online);
    usage_.place(topology_.placements());
    online_ = std::move(online);
    placed_at_ = now;
  }

  std::unique_ptr<HostFiles> files_;
  cpu::Usage usage_;
  CpuTopology topology_;
  std::vector<unsigned> online_;
  core::SteadyInstant placed_at_;
};

core::Result<std::unique_ptr<sources::Source>> open_cpu(const OpenFiles& open_files) {
  std::unique_ptr<HostFiles> files = open_files();
  if (const auto text = files->read(kStatPath); !text) return text.error();
  return {std::make_unique<CpuSource>(std::move(files))};
}

}  // namespace

sources::SourceSpec cpu_source(OpenFiles open_files) {
  return {.name = "cpu",
          .description = "time of each CPU and tier from /proc/stat, topology from /sys",
          .interval = 1s,
          .budget = 200ms,
          .open = [open_files = std::move(open_files)] { return open_cpu(open_files); }};
}

}  // namespace silicon::linux_platform
