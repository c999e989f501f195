#include "tests/support/synthetic_mac/raw/report.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace silicon::testing::synthetic {
namespace {

constexpr std::uint64_t kBatchNs = 2'100'000'000;
constexpr unsigned kAgentStep = 1;        // GB/s
constexpr unsigned kControllerStep = 32;  // GB/s, as every M4 Max has it

// In the order of Report's lists.
enum Traffic : std::size_t { all, reads, writes, gpu, ane, display };
enum Rail : std::size_t { cpu, gpu_energy, neural, dram, controller, screen };

// DOWN, IDLE, V0P19 ... V19P0.
std::vector<std::string> cpu_states(std::size_t frequencies) {
  std::vector<std::string> names{"DOWN", "IDLE"};
  for (std::size_t i = 0; i < frequencies; ++i) {
    names.push_back("V" + std::to_string(i) + "P" + std::to_string(frequencies - 1 - i));
  }
  return names;
}

std::vector<std::string> gpu_states(std::size_t frequencies) {
  std::vector<std::string> names{"OFF"};
  for (std::size_t i = 1; i <= frequencies; ++i) names.push_back("P" + std::to_string(i));
  return names;
}

Shares cpu_shares(double down, double active, const Shares& by_state) {
  Shares shares{down, std::max(0.0, 1 - down - active)};
  for (const double share : by_state) shares.push_back(active * share);
  return shares;
}

ClusterMeters cluster_meters(const Hardware& hardware, std::size_t index) {
  const bool is_efficient = index == 0;
  const std::string type = is_efficient ? "E" : "P";
  const std::string ordinal = std::to_string(is_efficient ? 0 : index - 1);
  const std::string suffix = ordinal == "0" ? "" : ordinal;
  const std::string complex = type + "ACC" + ordinal;
  const std::string energy = is_efficient ? "EACC" : complex;
  const unsigned cores = is_efficient ? hardware.efficiency_cores : hardware.performance_cores;
  const auto states =
      cpu_states((is_efficient ? hardware.efficiency_hertz : hardware.performance_hertz).size());
  const auto meter = [&](const char* subgroup, std::string name) {
    return ResidencyMeter("CPU Stats", subgroup, std::move(name), states);
  };
  ClusterMeters meters{meter("CPU Complex Performance States", type + "CPU" + suffix),
                       meter("CPU Complex Performance States", type + "CPM" + suffix),
                       {},
                       {},
                       EnergyMeter(energy + "_CPU", "mJ"),
                       EnergyMeter(energy + "_CPM", "mJ"),
                       TrafficMeter(complex + " RD+WR", kAgentStep)};
  for (unsigned core = 0; core < cores; ++core) {
    const std::string number = std::to_string(core);
    meters.cores.push_back(
        meter("CPU Core Performance States", type + "CPU" + ordinal + number + "0"));
    meters.core_energy.emplace_back(energy + "_CPU" + number, "mJ");
  }
  return meters;
}

std::vector<TrafficMeter> traffic_meters() {
  std::vector<TrafficMeter> meters;
  for (const char* name : {"AMCC RD+WR", "AMCC RD", "AMCC WR"}) {
    meters.emplace_back(name, kControllerStep);
  }
  for (const char* name : {"AGX RD+WR", "ANE0 RD+WR", "DISPINT RD+WR"}) {
    meters.emplace_back(name, kAgentStep);
  }
  return meters;
}

std::vector<EnergyMeter> energy_meters() {
  std::vector<EnergyMeter> meters;
  meters.emplace_back("CPU Energy", "mJ");
  meters.emplace_back("GPU Energy", "nJ");
  for (const char* name : {"ANE", "DRAM", "AMCC", "DISP"}) meters.emplace_back(name, "mJ");
  return meters;
}

}  // namespace

Report::Report(const Hardware& hardware, EnergyPublication publication)
    : publication_(publication),
      gpu_("GPU Stats", "GPU Performance States", "GPUPH", gpu_states(hardware.gpu_hertz.size())),
      soc_floor_("PMP", "SOC Floor", "ANE-AF-BW", {"VMIN", "VNOM", "VOVD"}),
      dcs_floor_("PMP", "DCS Floor", "ANE-DCS-BW",
                 {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"}),
      traffic_(traffic_meters()),
      energy_(energy_meters()) {
  for (std::size_t i = 0; i < 3; ++i) clusters_.push_back(cluster_meters(hardware, i));
}

void Report::add_cluster(const Cluster& cluster, ClusterMeters& meters, double seconds) {
  Shares requested(cluster.realised.size(), 0);
  requested[cluster.requested] = 1;
  meters.requested.spend(seconds, cpu_shares(cluster.down, cluster.active, requested));
  meters.realised.spend(seconds, cpu_shares(cluster.down, cluster.active, cluster.realised));
  meters.manager_energy.draw(cluster.manager_watts, seconds);
  meters.traffic.watch(seconds, cluster.active,
                       cluster.active > 0 ? cluster.bytes_per_second / cluster.active : 0);
  for (std::size_t core = 0; core < meters.cores.size(); ++core) {
    meters.cores[core].spend(seconds, cpu_shares(cluster.down, cluster.busy[core], requested));
    meters.core_energy[core].draw(cluster.core_watts[core], seconds);
    meters.energy.draw(cluster.core_watts[core], seconds);
  }
}

void Report::add_traffic(const State& state, double seconds) {
  const double sum = state.bytes_per_second();
  traffic_[all].watch(seconds, 1, sum);
  traffic_[reads].watch(seconds, 1, sum * 2 / 3);
  traffic_[writes].watch(seconds, 1, sum / 3);
  const auto engine = [&](Traffic which, const Engine& of) {
    if (of.busy > 0) traffic_[which].watch(seconds, of.busy, of.bytes_per_second / of.busy);
  };
  engine(gpu, state.gpu);
  engine(ane, state.ane);
  traffic_[display].watch(seconds, 1, state.display_bytes_per_second);
}

void Report::add_energy(const State& state, double seconds) {
  energy_[cpu].draw(state.cpu_watts, seconds);
  energy_[gpu_energy].draw(state.gpu.watts, seconds);
  energy_[neural].draw(state.ane.watts, seconds);
  energy_[dram].draw(state.dram_watts, seconds);
  energy_[controller].draw(0.2 + 0.4 * state.dram_watts, seconds);
  energy_[screen].draw(0.1, seconds);
}

void Report::add(const State& state, double seconds) {
  for (std::size_t i = 0; i < clusters_.size(); ++i) {
    add_cluster(state.clusters[i], clusters_[i], seconds);
  }
  Shares gpu_shares(gpu_.channel().residencies.size(), 0);
  gpu_shares[0] = 1 - state.gpu.busy;
  gpu_shares[1 + state.gpu.state] = state.gpu.busy;
  gpu_.spend(seconds, gpu_shares);
  soc_floor_.spend(seconds, {1 - state.ane.busy, state.ane.busy, 0});
  dcs_floor_.spend(seconds, {1 - state.ane.busy, 0, 0, state.ane.busy, 0, 0, 0, 0});
  add_traffic(state, seconds);
  add_energy(state, seconds);
}

void Report::publish(std::uint64_t mono_ns) {
  energy_[gpu_energy].publish(mono_ns);
  if (mono_ns < next_publication_ns_) return;
  if (publication_ == EnergyPublication::batched) next_publication_ns_ = mono_ns + kBatchNs;
  if (publication_ == EnergyPublication::gated) next_publication_ns_ = ~std::uint64_t{0};
  for (ClusterMeters& meters : clusters_) {
    for (EnergyMeter& core : meters.core_energy) core.publish(mono_ns);
    meters.energy.publish(mono_ns);
    meters.manager_energy.publish(mono_ns);
  }
  for (EnergyMeter& meter : energy_) meter.publish(mono_ns);
}

std::vector<apple::Channel> Report::channels(std::uint64_t mono_ns) {
  publish(mono_ns);
  std::vector<apple::Channel> result;
  for (const EnergyMeter& meter : energy_) result.push_back(meter.channel());
  for (const ClusterMeters& meters : clusters_) {
    for (const EnergyMeter& core : meters.core_energy) result.push_back(core.channel());
    result.push_back(meters.energy.channel());
    result.push_back(meters.manager_energy.channel());
  }
  for (const ClusterMeters& meters : clusters_) {
    result.push_back(meters.requested.channel());
    result.push_back(meters.realised.channel());
  }
  for (const ClusterMeters& meters : clusters_) {
    for (const ResidencyMeter& core : meters.cores) result.push_back(core.channel());
  }
  result.push_back(gpu_.channel());
  for (const TrafficMeter& meter : traffic_) result.push_back(meter.channel());
  for (const ClusterMeters& meters : clusters_) result.push_back(meters.traffic.channel());
  result.push_back(soc_floor_.channel());
  result.push_back(dcs_floor_.channel());
  return result;
}

}  // namespace silicon::testing::synthetic
