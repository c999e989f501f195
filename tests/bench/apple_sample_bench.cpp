// Measures what a sample of a Mac costs where the frameworks are fakes: our own code and theirs,
// not what Apple's drivers take. The Mac is as large as an M4 Max: 540 channels of PMP, 1,500 keys
// of the SMC, 40 temperature sensors.
//
//   bench.apple_sample [FILE]      FILE: where to write two minutes of a busy Mac (busy_mac.hpp)
//
// Prints; does not judge. Budget: 2 ms of CPU for a sample of what the exporter needs.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

#include "exporter/command/record/record.hpp"
#include "exporter/platform/apple/live_reader.hpp"
#include "exporter/platform/recording/write.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/bench/busy_mac.hpp"
#include "tests/support/fake_apple/script.hpp"
#include "tests/support/fake_apple/small_mac.hpp"

namespace silicon::bench {
namespace {

using testing::apple::FakeMac;
using testing::apple::simple_channel;
using testing::apple::state_channel;

using States = std::vector<std::pair<std::string, std::int64_t>>;

States states(std::initializer_list<const char*> idle, int active, const std::string& suffix) {
  States result;
  for (const char* name : idle) result.emplace_back(name, 1000);
  for (int i = 0; i < active; ++i) result.emplace_back("V" + std::to_string(i) + suffix, i * 100);
  return result;
}

void add_processors(apple::Sample& sample) {
  const char* complexes = "CPU Complex Performance States";
  for (const char* name : {"ECPU", "ECPM", "PCPU", "PCPM", "PCPU1", "PCPM1"}) {
    sample.ioreport.push_back(
        state_channel("CPU Stats", complexes, name, states({"DOWN", "IDLE"}, 20, "P0")));
  }
  for (int i = 0; i < 16; ++i) {
    sample.ioreport.push_back(state_channel("CPU Stats", "CPU Core Performance States",
                                            "PCPU" + std::to_string(i),
                                            states({"DOWN", "IDLE"}, 20, "P0")));
  }
  sample.ioreport.push_back(
      state_channel("GPU Stats", "GPU Performance States", "GPUPH", states({"OFF"}, 15, "")));
}

void add_energy(apple::Sample& sample) {
  for (const char* name : {"CPU Energy", "GPU Energy", "ANE", "DRAM"}) {
    sample.ioreport.push_back(simple_channel("Energy Model", name, "mJ", 1));
  }
  for (int i = 0; i < 120; ++i) {
    sample.ioreport.push_back(
        simple_channel("Energy Model", "PACC0_CPU" + std::to_string(i), "mJ", i));
  }
}

void add_memory(apple::Sample& sample) {
  const char* subgroups[] = {"DCS BW", "AF BW", "SOC Floor", "DCS Floor", "NI BW", "SOC BW"};
  for (const char* subgroup : subgroups) {
    for (int agent = 0; agent < 90; ++agent) {
      const std::string name =
          agent == 0 ? "AMCC RD+WR" : "AGENT" + std::to_string(agent) + " RD+WR";
      sample.ioreport.push_back(state_channel("PMP", subgroup, name, states({}, 32, "GB/s")));
    }
  }
}

apple::Sample large_sample() {
  apple::Sample sample = testing::apple::small_sample();
  sample.ioreport.clear();
  add_processors(sample);
  add_energy(sample);
  add_memory(sample);
  sample.cpu_ticks.assign(16, {1, 2, 3, 0});
  for (int i = 0; i < 300; ++i) {
    sample.smc["T" + std::to_string(100 + i)] = {"flt ", {0, 0, 0x20, 0x42}};
  }
  for (int i = 0; i < 1200; ++i) {
    sample.smc[std::to_string(1000 + i)] = {"ui32", {0, 0, 0, 1}};
  }
  for (int i = 0; i < 40; ++i) sample.hid.push_back({"PMU tdie" + std::to_string(i), 45.0});
  return sample;
}

// What the sources take each second, and each five seconds, of such a machine.
apple::Wanted needed() {
  apple::Wanted wanted;
  wanted.cpu_ticks = true;
  wanted.load = true;
  wanted.memory = true;
  wanted.ioreport = {
      {.group = "CPU Stats", .subgroup = "CPU Complex Performance States"},
      {.group = "GPU Stats", .subgroup = "GPU Performance States"},
      {.group = "Energy Model",
       .subgroup = "",
       .accepts = [](std::string_view name) { return name.find("_CPU") == name.npos; }},
      {.group = "PMP", .subgroup = "DCS BW"},
  };
  wanted.smc = [](std::string_view key) { return key.starts_with('T') || key == "PSTR"; };
  wanted.hid = true;
  wanted.ioaccelerator = true;
  wanted.thermal_pressure = true;
  wanted.disks = true;
  wanted.interfaces = true;
  wanted.filesystems = true;
  return wanted;
}

double cpu_milliseconds() {
  return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void measure(const char* what, FakeMac& mac, const apple::Wanted& wanted) {
  const runtime::SystemClock clock;
  const double before_opening = cpu_milliseconds();
  const auto reader = apple_platform::open_reader(mac.interfaces(), clock, wanted);
  if (!reader) {
    std::printf("%s: %s\n", what, reader.error().message().c_str());
    return;
  }
  std::size_t channels = 0;
  std::size_t bytes = 0;
  constexpr int kSamples = 500;
  const double begin = cpu_milliseconds();
  for (int i = 0; i < kSamples; ++i) {
    const auto sample = (*reader)->read(clock.steady());
    if (sample) channels = (*sample)->ioreport.size();
    if (sample && i == 0) bytes = recording::sample_line(**sample).size();
  }
  const double end = cpu_milliseconds();
  std::printf(
      "%-11s opened in %.1f ms; a sample of %zu channels: %.3f ms of CPU; as text %zu bytes\n",
      what, begin - before_opening, channels, (end - begin) / kSamples, bytes);
}

// Two minutes of a busy Mac as silicon-record writes them, from the frameworks' answers.
void write_recording(const std::string& path) {
  FakeMac mac;
  mac.timebase = {1, 1};
  show(mac, testing::apple::small_machine());
  BusyMac busy;
  show(mac, busy.next());
  const runtime::SystemClock clock;
  const auto access = apple_platform::access_to(mac.interfaces(), clock);
  if (!access) return;
  const auto subject = command::subject_of(*access);
  if (!subject) return;
  std::ofstream file(path);
  file << subject->machine_line << '\n';
  for (int second = 0; second < 120; ++second) {
    if (const auto line = subject->sample_line(clock.steady())) file << *line << '\n';
    show(mac, busy.next());
  }
}

bool measure_all() {
  FakeMac mac;
  mac.timebase = {1, 1};
  show(mac, testing::apple::small_machine());
  show(mac, large_sample());
  measure("needed", mac, needed());
  measure("everything", mac, command::everything_worth_recording());
  if (!mac.is_clean()) std::printf("left over: %s\n", mac.leftovers().c_str());
  return mac.is_clean();
}

}  // namespace
}  // namespace silicon::bench

int main(int argc, char** argv) {
  const bool clean = silicon::bench::measure_all();
  if (argc > 1) silicon::bench::write_recording(argv[1]);
  return clean ? 0 : 1;
}
