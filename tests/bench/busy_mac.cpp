#include "tests/bench/busy_mac.hpp"

#include <bit>
#include <cmath>
#include <memory>
#include <utility>

namespace silicon::bench {
namespace {

constexpr std::uint64_t kSecondNs = 1'000'000'000;
constexpr double kTicksPerSecond = 24e6;
constexpr const char* kPowerManager = "AppleT6041PMGR <id 0x10000027e>";

struct ClusterNames {
  const char* energy;
  const char* complex;
  const char* core;
  int cores;
  int states;
};
constexpr ClusterNames kClusters[] = {{"EACC", "ECPU", "ECPU0", 4, 7},
                                      {"PACC0", "PCPU", "PCPU0", 6, 20},
                                      {"PACC1", "PCPU1", "PCPU1", 6, 20}};

apple::Channel channel(std::string group, std::string subgroup, std::string name, std::string unit,
                       std::vector<std::string> states = {}) {
  apple::ChannelIdentity identity{.group = std::move(group),
                                  .subgroup = std::move(subgroup),
                                  .channel = std::move(name),
                                  .driver = kPowerManager,
                                  .unit = std::move(unit),
                                  .states = std::move(states)};
  if (!identity.states.empty()) identity.format = apple::ChannelFormat::state;
  apple::Channel result;
  result.residencies.resize(identity.states.size(), 100'000'000'000);
  result.identity = std::make_shared<const apple::ChannelIdentity>(std::move(identity));
  return result;
}

std::vector<std::string> cpu_states(int count) {
  std::vector<std::string> names{"DOWN", "IDLE"};
  for (int i = 0; i < count; ++i) {
    names.push_back("V" + std::to_string(i) + "P" + std::to_string(count - 1 - i));
  }
  return names;
}

std::vector<std::string> numbered(const std::string& prefix, int from, int to) {
  std::vector<std::string> names;
  for (int i = from; i <= to; ++i) names.push_back(prefix + std::to_string(i));
  return names;
}

std::vector<std::string> levels(int step) {
  std::vector<std::string> names;
  for (int i = 1; i <= 32; ++i) {
    std::string edge = std::to_string(i * step);
    edge.insert(0, 4 - edge.size(), ' ');
    names.push_back(edge + "GB/s");
  }
  return names;
}

apple::SmcValue real(double value) {
  const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(value));
  apple::SmcValue result{"flt ", {}};
  for (unsigned shift = 0; shift < 32; shift += 8) {
    result.bytes.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
  return result;
}

}  // namespace

BusyMac::BusyMac() {
  sample_.mono_ns = 400'000 * kSecondNs;
  sample_.unix_ms = 1'780'000'000'000;
  add_energy();
  add_processors();
  add_traffic();
  add_sensors();
  add_host();
}

// 180 of them: an M1 Ultra has 161 for each of its dies, with ten cores.
void BusyMac::add_energy() {
  const auto add = [&](const std::string& name, const char* unit = "mJ") {
    sample_.ioreport.push_back(channel("Energy Model", "", name, unit));
    sample_.ioreport.back().value = static_cast<std::int64_t>(100'000'000 + below(800'000'000));
  };
  for (const ClusterNames& cluster : kClusters) {
    for (const std::string& core :
         numbered(std::string(cluster.energy) + "_CPU", 0, cluster.cores - 1)) {
      add(core);
      add(core + "_SRAM");
    }
    for (const char* part : {"_CPU", "_CPM", "_SRAM", "_CPM_SRAM"})
      add(cluster.energy + std::string(part));
    for (int i = 0; i < cluster.cores; ++i) {
      for (int j = 0; j < 7; ++j) {
        add(std::string(cluster.complex) + "DTL" + std::to_string(i) + std::to_string(j));
      }
    }
  }
  for (const char* name : {"CPU Energy", "GPU", "GPU SRAM", "ANE", "ISP", "AVE", "MSR", "AMCC",
                           "DCS", "DRAM", "DISP", "DISPEXT", "VDEC", "SOC_AON", "SOC_REST"}) {
    add(name);
  }
  add("GPU Energy", "nJ");
  for (int i = 0; i < 4; ++i) {
    add("apciec" + std::to_string(i) + " Energy", "uJ");
    add("PCIe Port " + std::to_string(i) + " Energy", "uJ");
  }
}

void BusyMac::add_processors() {
  const auto add = [&](const char* subgroup, std::string name, int states) {
    sample_.ioreport.push_back(
        channel("CPU Stats", subgroup, std::move(name), "24Mticks", cpu_states(states)));
  };
  for (const ClusterNames& cluster : kClusters) {
    std::string manager = cluster.complex;
    manager.replace(1, 3, "CPM");
    for (const std::string& name : {std::string(cluster.complex), manager, manager + "_IDLE"}) {
      add("CPU Complex Performance States", name, cluster.states);
    }
    for (int i = 0; i < cluster.cores; ++i) {
      add("CPU Core Performance States", cluster.core + std::to_string(i) + "0", cluster.states);
    }
  }
  std::vector<std::string> states = numbered("P", 1, 15);
  states.insert(states.begin(), "OFF");
  sample_.ioreport.push_back(
      channel("GPU Stats", "GPU Performance States", "GPUPH", "24Mticks", std::move(states)));
}

// Of the 94 histograms those that a recording has.
void BusyMac::add_traffic() {
  for (const char* name : {"AMCC RD", "AMCC WR", "AMCC RD+WR"}) {
    sample_.ioreport.push_back(channel("PMP", "DCS BW", name, "events", levels(32)));
  }
  for (const char* agent :
       {"EACC0",    "PACC0", "PACC1",   "AGX",     "ANE0",    "AVE0",     "AVE1",     "AVD0",
        "ISP0",     "JPEG0", "PRORES1", "SCODEC0", "DISPINT", "DISPEXT0", "DISPEXT1", "DISPEXT2",
        "DISPEXT3", "ATC0",  "ATC1",    "ATC2",    "ATC3",    "ANS",      "MSR0",     "MSR1",
        "PCIE0",    "PCIE1", "PCIE2",   "PCIE3",   "SIO",     "AOP"}) {
    sample_.ioreport.push_back(
        channel("PMP", "DCS BW", agent + std::string(" RD+WR"), "events", levels(1)));
  }
  sample_.ioreport.push_back(
      channel("PMP", "SOC Floor", "ANE-AF-BW", "24Mticks", {"VMIN", "VNOM", "VOVD"}));
  sample_.ioreport.push_back(
      channel("PMP", "DCS Floor", "ANE-DCS-BW", "24Mticks", numbered("F", 1, 8)));
}

void BusyMac::add_sensors() {
  for (int i = 0; i < 308 + 120; ++i) {
    const std::string key = (i < 308 ? "T" : "P") + std::to_string(100 + i);
    sample_.smc[key] = real(40);
    if (i >= 140) moving_keys_.push_back(key);
  }
  for (const char* fan : {"F0", "F1"}) {
    for (const char* what : {"Mn", "Mx", "Tg"}) sample_.smc[fan + std::string(what)] = real(1350);
    moving_keys_.push_back(fan + std::string("Ac"));
  }
  for (const std::string& name : numbered("PMU tdie", 1, 30)) sample_.hid.push_back({name, 45});
  for (const std::string& name : numbered("PMU tdev", 1, 12)) sample_.hid.push_back({name, 40});
}

void BusyMac::add_host() {
  sample_.cpu_ticks.assign(16, {1'000'000, 300'000, 9'000'000, 0});
  sample_.load = {2, 2, 2};
  for (const char* count : {"active_count",
                            "compressions",
                            "compressor_page_count",
                            "cow_faults",
                            "decompressions",
                            "external_page_count",
                            "faults",
                            "free_count",
                            "hits",
                            "inactive_count",
                            "internal_page_count",
                            "lookups",
                            "pageins",
                            "pageouts",
                            "purgeable_count",
                            "reactivations",
                            "speculative_count",
                            "swapins",
                            "swapouts",
                            "wire_count",
                            "zero_fill_count"}) {
    sample_.vm[count] = 1'000'000;
  }
  sample_.swap = apple::Swap{.total = 1U << 31U, .available = 1U << 30U, .used = 1U << 30U};
  sample_.pressure_level = 1;
  sample_.thermal_pressure = 0;
  for (const char* what : {"Alloc system memory", "Device Utilization %", "In use system memory",
                           "Renderer Utilization %", "Tiler Utilization %"}) {
    sample_.ioaccelerator[what] = 50;
  }
  for (const char* disk : {"disk0", "disk4"}) {
    sample_.disks[disk] = {1'000'000'000, 1'000'000'000, 1'000'000, 1'000'000, 1, 1};
  }
  for (const char* name : {"anpi0", "awdl0", "bridge0", "en0", "en1", "en2", "en3", "en4", "en5",
                           "llw0", "lo0", "utun0", "utun1", "utun2", "utun3"}) {
    sample_.interfaces[name] = {1'000'000'000, 1'000'000, 0, 0, 1'000'000'000, 1'000'000, 0, 0};
  }
  for (const char* mounted : {"/", "/System/Volumes/Data", "/System/Volumes/Preboot",
                              "/System/Volumes/Update", "/System/Volumes/VM"}) {
    sample_.filesystems.push_back({mounted, "/dev/disk3s1", "apfs", 994'662'584'320, 0});
  }
}

const apple::Sample& BusyMac::next() {
  const std::uint64_t passed = kSecondNs + below(2'000'000);
  sample_.mono_ns += passed;
  sample_.unix_ms += static_cast<std::int64_t>(passed / 1'000'000);
  move_channels();
  move_sensors();
  move_host();
  return sample_;
}

void BusyMac::move_channels() {
  std::uint64_t published = sample_.mono_ns - 3'000'000;
  for (apple::Channel& one : sample_.ioreport) {
    const std::string& unit = one.identity->unit;
    if (unit == "24Mticks") move_states(one);
    if (unit == "events") move_windows(one);
    const std::uint64_t most = unit == "nJ" ? 100'000'000 : 2000;
    if (one.identity->format == apple::ChannelFormat::simple) {
      one.value += static_cast<std::int64_t>(1 + below(most));
    }
    published += 42 * (1 + below(60));
    one.published_ns = published;
  }
}

// A second of 24 million ticks, some of it in each state.
void BusyMac::move_states(apple::Channel& one) {
  std::vector<double> weights;
  double sum = 0;
  for (std::size_t i = 0; i < one.residencies.size(); ++i) {
    weights.push_back(std::pow(share() + 1e-3, 4));
    sum += weights.back();
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    one.residencies[i] += static_cast<std::int64_t>(kTicksPerSecond * weights[i] / sum);
  }
}

// Some 1,000 windows; fewer the more traffic they had. One agent in two has none at all.
void BusyMac::move_windows(apple::Channel& one) {
  if (!one.identity->channel.starts_with("AMCC") && below(2) == 0) return;
  double windows = 400;
  for (std::int64_t& count : one.residencies) {
    count += static_cast<std::int64_t>(windows * (0.5 + share()));
    windows *= 0.6;
  }
}

void BusyMac::move_sensors() {
  for (const std::string& key : moving_keys_) {
    const double middle = key[0] == 'F' ? 1400 : key[0] == 'P' ? 8 : 60;
    sample_.smc[key] = real(middle + noise(middle / 20));
  }
  // 16 bits behind the point.
  for (apple::HidSensor& sensor : sample_.hid) {
    sensor.celsius = std::floor((50 + noise(2)) * 65536) / 65536;
  }
}

void BusyMac::move_host() {
  for (apple::CpuTicks& ticks : sample_.cpu_ticks) {
    const auto user = static_cast<std::uint32_t>(below(70));
    const auto system = static_cast<std::uint32_t>(below(20));
    ticks[0] += user;
    ticks[1] += system;
    ticks[2] += 100 - user - system;
  }
  sample_.load = {2 + share(), 2 + share(), 2 + share()};
  for (auto& [name, count] : sample_.vm) count += below(5000);
  for (auto& [name, value] : sample_.ioaccelerator) {
    value = static_cast<std::int64_t>(name.ends_with('%') ? below(100) : below(1'000'000'000));
  }
  for (auto& [name, disk] : sample_.disks) {
    disk = {disk.read_bytes + below(1'000'000), disk.written_bytes + below(1'000'000),
            disk.reads + below(1000),           disk.writes + below(1000),
            *disk.read_ns + below(1'000'000),   *disk.write_ns + below(1'000'000)};
  }
  for (const char* name : {"en0", "lo0", "utun0"}) {
    apple::InterfaceCounters& counters = sample_.interfaces[name];
    counters.received_bytes += below(1'000'000);
    counters.received_packets += below(1000);
    counters.sent_bytes += below(1'000'000);
    counters.sent_packets += below(1000);
  }
  for (apple::FilesystemRoom& room : sample_.filesystems) {
    room.available_bytes = 400'000'000'000 + 4096 * below(100'000);
  }
}

}  // namespace silicon::bench
