#include "exporter/sources/cpu/usage.hpp"

#include <algorithm>
#include <utility>

namespace silicon::cpu {
namespace {

constexpr std::string_view kAll = "all";

// A count that falls by less hesitates: iowait is guessed per CPU and idle corrected afterwards
// (get_cpu_iowait_time_us, kernel/time/tick-sched.c). One that falls by more was reset: the CPU
// came back from being offline. The figure is node_exporter's (jumpBackSeconds, cpu_linux.go).
constexpr double kHesitationSeconds = 3;

// Millions of years. The kernel subtracted too much and fell below 0, as steal did after live
// migrations.
constexpr std::uint64_t kImpossible = std::uint64_t{1} << 53U;

// Dense where alerts look.
const std::vector<double>& ratio_bounds() {
  static const std::vector<double> bounds{0.1, 0.2, 0.3, 0.4,  0.5,  0.6,
                                          0.7, 0.8, 0.9, 0.95, 0.98, 1};
  return bounds;
}

bool is_idle(std::size_t mode) {
  return mode == static_cast<std::size_t>(Mode::idle) ||
         mode == static_cast<std::size_t>(Mode::iowait);
}

core::Family utilization_family() {
  return core::gauge("silicon_cpu_utilization_ratio",
                     "Share of the last sampling interval in which the CPUs of the tier were not "
                     "idle (iowait is idle, steal is not), 0 to 1. From scheduler ticks.");
}

core::Family core_utilization_family() {
  return core::gauge("silicon_cpu_core_utilization_ratio",
                     "Share of the last sampling interval in which the CPU was not idle (iowait is "
                     "idle, steal is not), 0 to 1. From scheduler ticks.");
}

core::Family samples_family() {
  return {"silicon_cpu_utilization_sample_ratio",
          "Samples of silicon_cpu_utilization_ratio, one per sampling interval.",
          core::MetricType::histogram,
          {},
          ""};
}

}  // namespace

std::optional<double> Usage::Interval::ratio() const {
  if (total == 0) return std::nullopt;
  return static_cast<double>(busy) / static_cast<double>(total);
}

Usage::Tier::Tier(const std::string& name)
    : labels{{"tier", name}}, samples(ratio_bounds(), labels) {}

Usage::Cpu& Usage::cpu_of(unsigned number) {
  const auto [at, is_new] = cpus_.try_emplace(number);
  if (is_new) place({Placement{number, "unknown", "unknown"}});
  return at->second;
}

Usage::Tier& Usage::tier_of(const std::string& name) {
  return tiers_.try_emplace(name, name).first->second;
}

void Usage::place(const Placements& placements) {
  for (const Placement& placement : placements) {
    Cpu& cpu = cpus_[placement.cpu];
    if (cpu.placement == placement && !cpu.labels.empty()) continue;
    cpu.placement = placement;
    cpu.labels = core::Labels{{"cpu", std::to_string(placement.cpu)},
                              {"cluster", placement.cluster},
                              {"tier", placement.tier}};
    for (std::size_t mode = 0; mode < kModes; ++mode) {
      cpu.mode_labels[mode] = cpu.labels.with("mode", kModeNames[mode]);
    }
  }
}

void Usage::update(const std::vector<CpuTicks>& cpus) {
  for (auto& [number, cpu] : cpus_) {
    cpu.was_online = std::exchange(cpu.online, false);
    cpu.interval = {};
  }
  for (const CpuTicks& ticks : cpus) follow(cpu_of(ticks.cpu), ticks);
  sum_tiers();
}

void Usage::follow(Cpu& cpu, const CpuTicks& ticks) const {
  const auto slack = static_cast<std::uint64_t>(kHesitationSeconds * ticks_per_second_);
  cpu.online = true;
  for (std::size_t mode = 0; mode < kModes; ++mode) {
    if (!ticks.ticks[mode] || *ticks.ticks[mode] >= kImpossible) continue;
    const std::uint64_t now = *ticks.ticks[mode];
    TickCount& count = cpu.counts[mode];
    if (!count.known) {
      count = {now, now, true};
      continue;
    }
    const std::uint64_t passed = now > count.seen ? now - count.seen : 0;
    const bool was_reset = now + slack < count.seen;
    count.value += passed;
    count.seen = was_reset ? now : std::max(now, count.seen);
    if (!cpu.was_online) continue;
    cpu.interval.total += passed;
    if (!is_idle(mode)) cpu.interval.busy += passed;
  }
}

void Usage::sum_tiers() {
  for (auto& [name, tier] : tiers_) {
    tier.interval = {};
    tier.cpus = 0;
  }
  const auto add = [](Tier& tier, const Cpu& cpu) {
    tier.cpus += 1;
    tier.interval.busy += cpu.interval.busy;
    tier.interval.total += cpu.interval.total;
  };
  Tier& all = tier_of(std::string(kAll));
  for (const auto& [number, cpu] : cpus_) {
    if (!cpu.online) continue;
    add(all, cpu);
    add(tier_of(cpu.placement.tier), cpu);
  }
  for (auto& [name, tier] : tiers_) {
    if (const auto ratio = tier.interval.ratio()) tier.samples.observe(*ratio);
  }
}

std::optional<double> Usage::utilization(unsigned cpu) const {
  const auto found = cpus_.find(cpu);
  if (found == cpus_.end()) return std::nullopt;
  return found->second.interval.ratio();
}

core::Family Usage::seconds_family() const {
  core::Family family = core::counter(
      "silicon_cpu_seconds_total",
      "Seconds that the CPU spent in each mode, whose sum is the time it was online. Time spent in "
      "virtual machines is part of user and nice. From the kernel's scheduler ticks.");
  family.samples.reserve(cpus_.size() * kModes);
  for (const auto& [number, cpu] : cpus_) {
    if (!cpu.online) continue;
    for (std::size_t mode = 0; mode < kModes; ++mode) {
      if (!cpu.counts[mode].known) continue;
      family.add(cpu.mode_labels[mode],
                 static_cast<double>(cpu.counts[mode].value) / ticks_per_second_);
    }
  }
  return family;
}

core::Families Usage::families() const {
  core::Family per_core = core_utilization_family();
  for (const auto& [number, cpu] : cpus_) {
    if (const auto ratio = cpu.interval.ratio()) per_core.add(cpu.labels, *ratio);
  }
  core::Family per_tier = utilization_family();
  core::Family cores =
      core::gauge("silicon_cpu_cores",
                  "CPUs (hardware threads) of the tier that are online; the sum is all of them.");
  core::Family samples = samples_family();
  for (const auto& [name, tier] : tiers_) {
    if (const auto ratio = tier.interval.ratio()) per_tier.add(tier.labels, *ratio);
    if (tier.cpus > 0 && name != kAll) cores.add(tier.labels, tier.cpus);
    tier.samples.append_to(samples);
  }
  return core::with_samples(seconds_family(), std::move(per_core), std::move(per_tier),
                            std::move(cores), std::move(samples));
}

}  // namespace silicon::cpu
