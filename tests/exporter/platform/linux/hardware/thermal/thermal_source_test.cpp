#include <gtest/gtest.h>

#include "exporter/platform/linux/hardware/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/manual_clock.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

// A machine on which reading some files takes time.
class SlowMachine : public testing::FakeHostFiles {
 public:
  core::Result<std::string_view> read(std::string_view path) override {
    if (const auto found = cost.find(path); found != cost.end()) clock.advance(found->second);
    return FakeHostFiles::read(path);
  }

  std::size_t reads_of(std::string_view path) const {
    return static_cast<std::size_t>(std::count(log.begin(), log.end(), path));
  }

  testing::ManualClock clock;
  std::map<std::string, core::SteadyDuration, std::less<>> cost;
};

class ThermalSource : public ::testing::Test {
 protected:
  void add_chip(const std::string& id, const std::string& name, const std::string& millidegrees) {
    machine.files["/sys/class/hwmon/" + id + "/name"] = name + "\n";
    machine.files[input(id)] = millidegrees + "\n";
  }

  static std::string input(const std::string& id) {
    return "/sys/class/hwmon/" + id + "/temp1_input";
  }

  void open() {
    auto opened = thermal_source(machine.open_files(), machine.clock).open();
    ASSERT_TRUE(opened.ok()) << opened.error().message();
    source = std::move(opened).value();
  }

  core::Result<core::Families> sample_after(std::chrono::seconds pause) {
    machine.clock.advance(pause);
    return source->sample({machine.clock.steady(), machine.clock.now()});
  }

  Lines lines_after(std::chrono::seconds pause) {
    const auto families = sample_after(pause);
    return families ? testing::lines(*families) : Lines{families.error().message()};
  }

  SlowMachine machine;
  std::unique_ptr<sources::Source> source;
};

TEST_F(ThermalSource, ShowsTemperaturesFansAndPower) {
  add_chip("hwmon0", "nct6779", "31500");
  machine.files["/sys/class/hwmon/hwmon0/fan1_input"] = "0\n";
  machine.files["/sys/class/hwmon/hwmon0/fan1_max"] = "2000\n";
  machine.files["/sys/class/hwmon/hwmon1/name"] = "power_meter\n";
  machine.files["/sys/class/hwmon/hwmon1/power1_average"] = "212000000\n";
  machine.files["/sys/class/thermal/thermal_zone0/type"] = "acpitz\n";
  machine.files["/sys/class/thermal/thermal_zone0/temp"] = "27800\n";
  open();
  EXPECT_EQ(lines_after(0s),
            (Lines{R"(silicon_temperature_celsius{component="board",sensor="nct6779 temp1"} 31.5)",
                   R"(silicon_temperature_celsius{component="board",sensor="acpitz"} 27.8)",
                   R"(silicon_fan_speed_rpm{fan="nct6779 fan1"} 0)",
                   R"(silicon_fan_speed_max_rpm{fan="nct6779 fan1"} 2000)",
                   R"(silicon_power_watts{rail="system",source="power_meter"} 212)"}));
}

// node_exporter loses all zones when one answers EINVAL, ENODATA or EAGAIN (#1703, #2552).
TEST_F(ThermalSource, LosesOnlyTheSensorThatFails) {
  add_chip("hwmon0", "coretemp", "54000");
  add_chip("hwmon1", "iwlwifi", "41000");
  machine.files["/sys/class/thermal/thermal_zone0/type"] = "INT3403\n";
  machine.files["/sys/class/thermal/thermal_zone0/temp"] = "33000\n";
  open();
  machine.fail.emplace(input("hwmon1"), core::Error("no data available", core::ErrorKind::absent));
  machine.fail.emplace("/sys/class/thermal/thermal_zone0/temp",
                       core::Error("resource temporarily unavailable"));
  const Lines only_cpu = {
      R"(silicon_temperature_celsius{component="cpu",sensor="coretemp temp1"} 54)"};
  EXPECT_EQ(lines_after(0s), only_cpu);
  machine.fail.clear();
  EXPECT_EQ(lines_after(5s).size(), 3);
  machine.fail.emplace(input("hwmon1"), core::Error("input/output error"));
  EXPECT_EQ(lines_after(5s).size(), 2) << "a value from before must not be shown as if it were new";
}

TEST_F(ThermalSource, LosesTheSampleWhenEverySensorFails) {
  add_chip("hwmon0", "coretemp", "garbage");
  open();
  EXPECT_EQ(lines_after(0s),
            Lines{"no sensor could be read: /sys/class/hwmon/hwmon0/temp1_input: not a number: "
                  "\"garbage\""});
  machine.files[input("hwmon0")] = "50000\n";
  EXPECT_TRUE(sample_after(5s).ok());
}

TEST_F(ThermalSource, IsNotDownBecauseARadioIsOff) {
  add_chip("hwmon0", "iwlwifi_1", "41000");
  open();
  machine.fail.emplace(input("hwmon0"), core::Error("no data available", core::ErrorKind::absent));
  EXPECT_EQ(lines_after(0s), Lines{});
}

TEST_F(ThermalSource, LeavesOutWhatTheChipItselfCallsFaulty) {
  add_chip("hwmon0", "nct6779", "117000");
  machine.files["/sys/class/hwmon/hwmon0/temp1_fault"] = "1\n";
  add_chip("hwmon1", "coretemp", "54000");
  open();
  EXPECT_EQ(lines_after(0s).size(), 1);
  machine.files["/sys/class/hwmon/hwmon0/temp1_fault"] = "0\n";
  EXPECT_EQ(lines_after(5s).size(), 2);
}

TEST_F(ThermalSource, LeavesOutPlaceholders) {
  machine.files["/sys/class/thermal/thermal_zone0/type"] = "acpitz\n";
  machine.files["/sys/class/thermal/thermal_zone0/temp"] = "0\n";
  add_chip("hwmon0", "nvme", "-273150");
  open();
  const auto families = sample_after(0s);
  ASSERT_TRUE(families.ok()) << "sensors without a value are not broken";
  EXPECT_TRUE(families->empty());
}

TEST_F(ThermalSource, ReadsDrivesOnceAMinuteAndShowsTheLastValueBetween) {
  add_chip("hwmon0", "nvme", "35850");
  open();
  const Lines warm = {R"(silicon_temperature_celsius{component="disk",sensor="nvme temp1"} 35.85)"};
  EXPECT_EQ(lines_after(0s), warm);
  machine.files[input("hwmon0")] = "40850\n";
  for (int i = 0; i < 11; ++i) EXPECT_EQ(lines_after(5s), warm);
  EXPECT_EQ(machine.reads_of(input("hwmon0")), 1);
  EXPECT_EQ(lines_after(5s),
            Lines{R"(silicon_temperature_celsius{component="disk",sensor="nvme temp1"} 40.85)"});
}

TEST_F(ThermalSource, LearnsWhichSensorsAreSlow) {
  add_chip("hwmon0", "coretemp", "54000");
  add_chip("hwmon1", "ds2482", "21000");
  machine.cost[input("hwmon1")] = 750ms;
  open();
  for (int i = 0; i < 12; ++i) EXPECT_EQ(lines_after(5s).size(), 2);
  EXPECT_EQ(machine.reads_of(input("hwmon0")), 12);
  EXPECT_EQ(machine.reads_of(input("hwmon1")), 1);
}

TEST_F(ThermalSource, SpreadsSlowSensorsOverSeveralSamples) {
  for (int i = 0; i < 6; ++i) {
    const std::string id = "hwmon" + std::to_string(i);
    add_chip(id, "nvme" + std::to_string(i), "35000");
    machine.cost[input(id)] = 300ms;
  }
  open();
  EXPECT_EQ(lines_after(0s).size(), 2);
  EXPECT_EQ(lines_after(5s).size(), 4);
  EXPECT_EQ(lines_after(5s).size(), 6);
}

TEST_F(ThermalSource, DoesNotWakeAGpuThatSleeps) {
  add_chip("hwmon0", "amdgpu", "45000");
  machine.files["/sys/class/hwmon/hwmon0/device/power/runtime_status"] = "suspended\n";
  open();
  EXPECT_EQ(lines_after(0s), Lines{});
  EXPECT_EQ(machine.reads_of(input("hwmon0")), 0);
  machine.files["/sys/class/hwmon/hwmon0/device/power/runtime_status"] = "active\n";
  EXPECT_EQ(lines_after(5s).size(), 1);
}

TEST_F(ThermalSource, LetsADiskFallAsleepAndAsksOneThatWorks) {
  add_chip("hwmon0", "drivetemp", "33000");
  const std::string stat = "/sys/class/hwmon/hwmon0/device/block/sda/stat";
  machine.files["/sys/class/hwmon/hwmon0/device/block/sda/queue/rotational"] = "1\n";
  machine.files[stat] = "100 0 800 20 0 0 0 0 0 20 20\n";
  open();
  EXPECT_EQ(lines_after(0s), Lines{}) << "whether it sleeps is not known yet";
  machine.files[stat] = "101 0 808 21 0 0 0 0 0 21 21\n";
  EXPECT_EQ(lines_after(60s).size(), 1);
  EXPECT_EQ(lines_after(60s), Lines{}) << "nothing transferred since: it may be asleep";
  EXPECT_EQ(machine.reads_of(input("hwmon0")), 1);
}

TEST_F(ThermalSource, NoticesSensorsThatComeAndGo) {
  add_chip("hwmon0", "coretemp", "54000");
  open();
  EXPECT_EQ(lines_after(0s).size(), 1);
  add_chip("hwmon1", "nvme", "35000");
  EXPECT_EQ(lines_after(5s).size(), 1);
  EXPECT_EQ(lines_after(55s).size(), 2);
  EXPECT_EQ(machine.reads_of(input("hwmon1")), 1);
  EXPECT_EQ(lines_after(30s).size(), 2);
  EXPECT_EQ(lines_after(29s).size(), 2);
  EXPECT_EQ(machine.reads_of(input("hwmon1")), 1) << "a new inventory keeps the slow schedule";
  std::erase_if(machine.files,
                [](const auto& file) { return file.first.find("hwmon1") != std::string::npos; });
  EXPECT_EQ(lines_after(60s).size(), 1);
}

TEST_F(ThermalSource, IsAbsentWithoutSensorsAndSaysWhere) {
  const auto opened = thermal_source(machine.open_files(), machine.clock).open();
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().kind(), core::ErrorKind::absent);
  EXPECT_NE(opened.error().message().find("/sys/class/hwmon"), std::string::npos);
}

}  // namespace
}  // namespace silicon::linux_platform
