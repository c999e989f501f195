// Reads the frequency of each cpufreq domain, a few at a time, and /proc/stat to weigh them. Never
// cpuinfo_cur_freq: that asks the hardware, by interrupting the other CPU.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/platform/linux/cpu_topology.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/sources/cpu/frequency.hpp"
#include "exporter/sources/cpu/proc_stat.hpp"
#include "exporter/sources/cpu/usage.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kStat = "/proc/stat";

// Before Linux 5.18 scaling_cur_freq of an x86 CPU waits 10 ms for a measurement: 256 CPUs took 2 s
// (node_exporter #2966, #1880). So many domains are read per sample, in turn.
constexpr std::size_t kReadsPerSample = 32;

std::optional<double> read_hertz(HostFiles& files, const std::string& path) {
  const auto text = files.read(path);
  if (!text) return std::nullopt;
  const auto kilohertz = core::parse_unsigned(core::trimmed(*text));  // also "<unknown>"
  if (!kilohertz || *kilohertz == 0) return std::nullopt;
  return static_cast<double>(*kilohertz) * 1000;
}

class CpuFrequencySource : public sources::Source {
 public:
  explicit CpuFrequencySource(std::unique_ptr<HostFiles> files)
      : files_(std::move(files)), usage_(static_cast<double>(::sysconf(_SC_CLK_TCK))) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    const core::Result<std::string_view> text = files_->read(kStat);
    if (!text) return text.error();
    core::Result<std::vector<cpu::CpuTicks>> cpus = cpu::parse_proc_stat(*text);
    if (!cpus) return std::move(cpus).error().within(kStat);
    usage_.update(*cpus);
    find_domains(*cpus);
    read_some();
    std::vector<cpu::FrequencyDomain> domains;
    for (const auto& [lowest, domain] : domains_) domains.push_back(domain);
    return cpu::frequency_families(domains, placements_,
                                   [this](unsigned cpu) { return usage_.utilization(cpu); });
  }

  bool has_domains() const { return !domains_.empty(); }

 private:
  void find_domains(const std::vector<cpu::CpuTicks>& cpus) {
    std::vector<unsigned> online;
    for (const cpu::CpuTicks& cpu : cpus) online.push_back(cpu.cpu);
    if (online == online_) return;
    topology_.read(*files_, online);
    placements_ = topology_.placements();
    domains_.clear();
    for (const unsigned cpu : online) {
      const auto domain = topology_.frequency_domain(cpu);
      if (domain) domains_[*domain].cpus.push_back(cpu);
    }
    for (auto& [lowest, domain] : domains_) {
      domain.maximum_hertz = read_hertz(*files_, file(domain, "cpuinfo_max_freq"));
    }
    online_ = std::move(online);
  }

  void read_some() {
    auto at = domains_.lower_bound(next_domain_);
    for (std::size_t i = 0; i < std::min(kReadsPerSample, domains_.size()); ++i, ++at) {
      if (at == domains_.end()) at = domains_.begin();
      cpu::FrequencyDomain& domain = at->second;
      // The average since the last read, where the kernel has it (6.15) and the CPU was not idle.
      domain.hertz = read_hertz(*files_, file(domain, "cpuinfo_avg_freq"));
      if (!domain.hertz) domain.hertz = read_hertz(*files_, file(domain, "scaling_cur_freq"));
    }
    next_domain_ = at == domains_.end() ? 0 : at->first;
  }

  static std::string file(const cpu::FrequencyDomain& domain, std::string_view name) {
    return "/sys/devices/system/cpu/cpu" + std::to_string(domain.cpus.front()) + "/cpufreq/" +
           std::string(name);
  }

  std::unique_ptr<HostFiles> files_;
  cpu::Usage usage_;
  CpuTopology topology_;
  cpu::Placements placements_;
  std::vector<unsigned> online_;
  std::map<unsigned, cpu::FrequencyDomain> domains_;  // by the lowest CPU of each
  unsigned next_domain_ = 0;
};

core::Result<std::unique_ptr<sources::Source>> open_cpu_frequency(const OpenFiles& open_files) {
  auto source = std::make_unique<CpuFrequencySource>(open_files());
  if (const auto first = source->sample({}); !first) return first.error();
  if (!source->has_domains()) {
    return core::Error(
        "no cpufreq below /sys/devices/system/cpu: the kernel has no frequency driver for these "
        "CPUs, as is usual in virtual machines",
        core::ErrorKind::absent);
  }
  return {std::move(source)};
}

}  // namespace

sources::SourceSpec cpu_frequency_source(OpenFiles open_files) {
  return {.name = "cpu_frequency",
          .description = "frequency of each CPU cluster from cpufreq in /sys",
          .interval = 5s,
          .budget = 1s,
          .may_block = true,
          .open = [open_files = std::move(open_files)] { return open_cpu_frequency(open_files); }};
}

}  // namespace silicon::linux_platform
