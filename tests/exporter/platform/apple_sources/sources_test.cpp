#include "exporter/platform/apple_sources/sources.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "exporter/platform/apple/live_reader.hpp"
#include "tests/support/apple/channels.hpp"
#include "tests/support/apple/machines.hpp"
#include "tests/support/fake_apple/script.hpp"
#include "tests/support/fake_apple/small_mac.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/manual_clock.hpp"

namespace silicon::apple_platform {
namespace {

using testing::States;

// `active` states after `idle` ones, all time since boot spent in the last of them.
States residency(const std::vector<std::string>& idle, int active, std::int64_t ticks) {
  States states;
  for (const std::string& name : idle) states.emplace_back(name, 1);
  for (int i = 0; i < active; ++i) states.emplace_back("P" + std::to_string(i + 1), 1);
  states.back().second = ticks;
  return states;
}

// Everything busy: clusters at their highest frequency, 16 GB/s, 36.2 W in the cores.
apple::Sample busy_sample(std::int64_t seconds) {
  apple::Sample sample = testing::apple::small_sample(static_cast<std::uint64_t>(seconds));
  sample.mono_ns = 5'000'000'000 + static_cast<std::uint64_t>(seconds) * 1'000'000'000;
  const auto ticks = static_cast<std::uint32_t>(seconds * 100);
  sample.cpu_ticks.assign(14, {ticks, 0, 0, 0});
  const std::int64_t residence = (seconds + 100) * 24'000'000;
  const char* complexes = "CPU Complex Performance States";
  States bandwidth;
  for (int i = 1; i <= 32; ++i) bandwidth.emplace_back("  " + std::to_string(32 * i) + "GB/s", 0);
  bandwidth.front().second = residence;
  sample.ioreport = {
      testing::state_channel("CPU Stats", complexes, "ECPM",
                             residency({"DOWN", "IDLE"}, 7, residence)),
      testing::state_channel("CPU Stats", complexes, "PCPM",
                             residency({"DOWN", "IDLE"}, 20, residence)),
      testing::state_channel("CPU Stats", complexes, "PCPM1",
                             residency({"DOWN", "IDLE"}, 20, residence)),
      testing::state_channel("GPU Stats", "GPU Performance States", "GPUPH",
                             residency({"OFF"}, 15, residence)),
      testing::simple_channel("Energy Model", "", "CPU Energy", "mJ", 1000 + 36'200 * seconds),
      testing::state_channel("PMP", "DCS BW", "AMCC RD+WR", bandwidth),
      testing::state_channel("PMP", "SOC Floor", "ANE-AF-BW", {{"VMIN", residence}, {"VNOM", 0}}),
  };
  sample.ioreport[4].published_ns = sample.mono_ns;
  return sample;
}

class AppleSourcesTest : public ::testing::Test {
 protected:
  AppleSourcesTest() {
    mac_.timebase = {1, 1};
    apple::Machine machine = testing::m4_max(32);
    machine.sysctl["hw.model"] = machine.model;
    machine.sysctl["machdep.cpu.brand_string"] = machine.chip;
    show(mac_, machine);
    show(mac_, busy_sample(0));
  }

  std::vector<sources::SourceSpec> specs() const {
    return sources_of(access_to(mac_.interfaces(), clock_));
  }

  // What every source says at its second sample, a second after the first.
  std::map<std::string, std::vector<std::string>> page() {
    std::map<std::string, std::unique_ptr<sources::Source>> open;
    for (const sources::SourceSpec& spec : specs()) {
      auto source = spec.open();
      EXPECT_TRUE(source.ok()) << spec.name;
      if (source) open[spec.name] = std::move(*source);
    }
    std::map<std::string, std::vector<std::string>> result;
    for (std::int64_t second = 0; second < 2; ++second) {
      show(mac_, busy_sample(second));
      for (const auto& [name, source] : open) {
        const auto families = source->sample({clock_.steady(), clock_.now()});
        EXPECT_TRUE(families.ok()) << name;
        if (families) result[name] = testing::lines(*families);
      }
      clock_.advance(std::chrono::seconds(1));
    }
    return result;
  }

  testing::apple::FakeMac mac_;
  testing::ManualClock clock_;
};

void expect_line(const std::vector<std::string>& lines, const std::string& line) {
  EXPECT_NE(std::find(lines.begin(), lines.end(), line), lines.end())
      << line << " is not among " << ::testing::PrintToString(lines);
}

void expect_none(const std::vector<std::string>& lines, const std::string& family) {
  for (const std::string& line : lines) EXPECT_FALSE(line.starts_with(family)) << line;
}

TEST_F(AppleSourcesTest, SayWhatTheMacShows) {
  const auto page = this->page();
  expect_line(page.at("cpu"), R"(silicon_cpu_cores{tier="efficiency"} 4)");
  expect_line(page.at("cpu"), R"(silicon_cpu_utilization_ratio{tier="performance"} 1)");
  expect_line(page.at("cpu_frequency"),
              R"(silicon_cpu_cluster_frequency_hertz{cluster="P1",tier="performance"} 4512000000)");
  expect_line(page.at("cpu_frequency"),
              R"(silicon_cpu_cluster_frequency_hertz{cluster="E0",tier="efficiency"} 2592000000)");
  expect_line(
      page.at("bandwidth"),
      R"(silicon_memory_bandwidth_bytes_per_second{direction="all",source="pmp_histogram"} 16000000000)");
  expect_line(
      page.at("bandwidth"),
      R"(silicon_memory_bandwidth_peak_bytes_per_second{source="specification"} 410000000000)");
  expect_line(page.at("gpu"), R"(silicon_gpu_utilization_ratio{gpu="0",source="ioreport"} 1)");
  expect_line(page.at("energy"), R"(silicon_energy_joules_total{rail="cpu"} 36.2)");
  expect_line(page.at("energy"), R"(silicon_power_watts{rail="system",source="smc"} 16)");
  expect_line(page.at("thermal"), R"(silicon_thermal_pressure_level 1)");
  expect_line(page.at("load"), R"(silicon_load_average{window="1m"} 1.5)");
  expect_line(page.at("memory"), R"(silicon_memory_pressure_level 1)");
  expect_line(page.at("disks"), R"(silicon_disk_read_bytes_total{device="disk0"} 8192)");
  expect_line(page.at("disks"), R"(silicon_disk_read_time_seconds_total{device="disk0"} 0.03)");
  expect_line(page.at("network"),
              R"(silicon_network_receive_bytes_total{interface="en0"} 8589934592)");
  expect_line(page.at("network"), R"(silicon_network_transmit_drops_total{interface="en0"} 9)");
  expect_line(
      page.at("filesystems"),
      R"(silicon_filesystem_available_bytes{device="/dev/disk3s1s1",fstype="apfs",mountpoint="/"} 100000000000)");
  EXPECT_EQ(mac_.leftovers(), "");
}

TEST_F(AppleSourcesTest, SayNothingThatAMacDoesNotCount) {
  const auto page = this->page();
  expect_none(page.at("disks"), "silicon_disk_io_seconds_total");
  expect_none(page.at("gpu"), "silicon_gpu_memory_allocated_bytes");
}

TEST_F(AppleSourcesTest, HaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const sources::SourceSpec& spec : specs()) {
    EXPECT_TRUE(names.insert(spec.name).second) << spec.name;
    EXPECT_FALSE(spec.description.empty()) << spec.name;
  }
  EXPECT_EQ(names.size(), 13U);
}

TEST_F(AppleSourcesTest, AreAbsentOneByOne) {
  mac_.channels.clear();
  mac_.symbols.remove("getloadavg");
  std::set<std::string> absent;
  for (const sources::SourceSpec& spec : specs()) {
    if (!spec.open().ok()) absent.insert(spec.name);
  }
  EXPECT_EQ(absent, (std::set<std::string>{"ane", "bandwidth", "cpu_frequency", "load"}));
}

TEST(NoAccess, IsTheReasonThatEverySourceGives) {
  const auto specs = sources_of(core::Error("this is no Mac", core::ErrorKind::absent));
  EXPECT_GE(specs.size(), 12U);
  for (const sources::SourceSpec& spec : specs) {
    const auto source = spec.open();
    ASSERT_FALSE(source.ok()) << spec.name;
    EXPECT_EQ(source.error().message(), "this is no Mac");
  }
}

}  // namespace
}  // namespace silicon::apple_platform
