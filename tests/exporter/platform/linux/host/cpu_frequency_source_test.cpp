#include <gtest/gtest.h>

#include <algorithm>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/linux_machines.hpp"
#include "tests/support/recorded_tree.hpp"

namespace silicon::linux_platform {
namespace {

using testing::cpus_up_to;
using testing::FakeHostFiles;
using testing::lines;
using testing::stat_text;

using Lines = std::vector<std::string>;

std::unique_ptr<sources::Source> open_on(FakeHostFiles& machine) {
  return *cpu_frequency_source(machine.open_files()).open();
}

std::size_t frequencies_read(const FakeHostFiles& machine) {
  return static_cast<std::size_t>(
      std::count_if(machine.log.begin(), machine.log.end(),
                    [](const std::string& path) { return path.ends_with("scaling_cur_freq"); }));
}

TEST(CpuFrequencySource, StatesEachClusterOfABigLittleBoard) {
  FakeHostFiles machine;
  testing::make_rk3588(machine);
  EXPECT_EQ(
      lines(*open_on(machine)->sample({})),
      (Lines{
          R"(silicon_cpu_cluster_frequency_hertz{cluster="E0",tier="efficiency"} 1008000000)",
          R"(silicon_cpu_cluster_frequency_hertz{cluster="P0",tier="performance"} 408000000)",
          R"(silicon_cpu_cluster_frequency_hertz{cluster="P1",tier="performance"} 408000000)",
          R"(silicon_cpu_cluster_frequency_max_hertz{cluster="E0",tier="efficiency"} 1800000000)",
          R"(silicon_cpu_cluster_frequency_max_hertz{cluster="P0",tier="performance"} 2400000000)",
          R"(silicon_cpu_cluster_frequency_max_hertz{cluster="P1",tier="performance"} 2376000000)",
      }));
}

TEST(CpuFrequencySource, PrefersTheKernelsAverageAndFallsBackWhereThereIsNone) {
  FakeHostFiles machine;
  testing::make_raspberry_pi(machine);
  machine.files["/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_avg_freq"] = "1499998\n";
  const auto source = open_on(machine);
  EXPECT_EQ(lines(*source->sample({})).front(),
            R"(silicon_cpu_cluster_frequency_hertz{cluster="all",tier="unknown"} 1499998000)");
  machine.fail.emplace("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_avg_freq",
                       core::Error("Resource temporarily unavailable"));  // the CPU was idle
  EXPECT_EQ(lines(*source->sample({})).front(),
            R"(silicon_cpu_cluster_frequency_hertz{cluster="all",tier="unknown"} 600000000)");
}

TEST(CpuFrequencySource, LeavesOutAFrequencyThatTheKernelDoesNotKnow) {
  FakeHostFiles machine;
  testing::make_raspberry_pi(machine);
  const auto source = open_on(machine);
  for (const char* text : {"<unknown>\n", "0\n", "", "-5\n", "1.5\n"}) {
    machine.files["/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq"] = text;
    EXPECT_EQ(
        lines(*source->sample({})),
        Lines{
            R"(silicon_cpu_cluster_frequency_max_hertz{cluster="all",tier="unknown"} 1800000000)"});
  }
}

TEST(CpuFrequencySource, NeverAsksTheHardwareItself) {
  FakeHostFiles machine;
  testing::make_xeon_server(machine);
  ASSERT_TRUE(open_on(machine)->sample({}).ok());
  for (const std::string& path : machine.log) {
    EXPECT_FALSE(path.ends_with("cpuinfo_cur_freq")) << path;
  }
}

TEST(CpuFrequencySource, ReadsAFewOfManyDomainsPerSampleAndAllOfThemInTurn) {
  FakeHostFiles machine;
  machine.files["/proc/stat"] = stat_text(cpus_up_to(100), 1, 1);
  for (const unsigned cpu : cpus_up_to(100)) {
    testing::describe_cpu(machine, cpu,
                          {{"cpufreq/related_cpus", std::to_string(cpu)},
                           {"cpufreq/scaling_cur_freq", cpu < 99 ? "1000000" : "2000000"}});
  }
  const auto source = open_on(machine);
  EXPECT_LE(frequencies_read(machine), 32U);
  for (int sample = 0; sample < 3; ++sample) {
    machine.log.clear();
    ASSERT_TRUE(source->sample({}).ok());
    EXPECT_EQ(frequencies_read(machine), 32U);
  }
  EXPECT_EQ(
      lines(*source->sample({})),
      Lines{R"(silicon_cpu_cluster_frequency_hertz{cluster="all",tier="unknown"} 1010000000)"});
}

TEST(CpuFrequencySource, WeighsCpusByHowBusyTheyWereSinceTheLastSample) {
  FakeHostFiles machine;
  testing::make_xeon_server(machine);
  const std::string busy = "/sys/devices/system/cpu/cpu5/cpufreq/scaling_cur_freq";
  machine.files[busy] = "3500000\n";
  const auto source = open_on(machine);
  std::string& stat = machine.files["/proc/stat"];
  stat.replace(stat.find("cpu5 100 0 0 900"), 16, "cpu5 600 0 0 900");
  EXPECT_EQ(lines(*source->sample({})).at(1),
            R"(silicon_cpu_cluster_frequency_hertz{cluster="C1",tier="unknown"} 3500000000)");
}

TEST(CpuFrequencySource, FollowsCpusThatGoOffline) {
  FakeHostFiles machine;
  testing::make_rk3588(machine);
  const auto source = open_on(machine);
  machine.files["/proc/stat"] = stat_text({0, 5, 6, 7}, 1, 1);  // 4 took its domain's files to 5
  EXPECT_EQ(lines(*source->sample({})).at(1),
            R"(silicon_cpu_cluster_frequency_hertz{cluster="P0",tier="performance"} 408000000)");
  machine.files["/proc/stat"] = stat_text({0}, 1, 1);
  EXPECT_EQ(lines(*source->sample({})).size(), 2U);
}

TEST(CpuFrequencySource, IsAbsentInVirtualMachinesAndSaysWhy) {
  FakeHostFiles machine;
  testing::make_docker_desktop_guest(machine);
  const auto source = cpu_frequency_source(machine.open_files()).open();
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(
      source.error().message(),
      "no cpufreq below /sys/devices/system/cpu: the kernel has no frequency driver for these "
      "CPUs, as is usual in virtual machines");
}

TEST(CpuFrequencySource, AgreesWithNodeExporterOnItsFixture) {
  const testing::RecordedTree tree("linux/node_exporter-fixtures",
                                   {"proc", "sys/devices/system/cpu"});
  if (!tree.exists()) GTEST_SKIP() << "no " << tree.recording();
  const auto source =
      *cpu_frequency_source([&] { return std::make_unique<DiskFiles>(tree.root()); }).open();
  // node_cpu_scaling_frequency_hertz: 1.699981e+09 of the CPUs of package 0, 8e+06 of package 1;
  // the other four CPUs of /proc/stat have no files.
  EXPECT_EQ(lines(*source->sample({})),
            (Lines{R"(silicon_cpu_cluster_frequency_hertz{cluster="C0",tier="unknown"} 1699981000)",
                   R"(silicon_cpu_cluster_frequency_hertz{cluster="C1",tier="unknown"} 8000000)"}));
}

}  // namespace
}  // namespace silicon::linux_platform
