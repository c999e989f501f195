#include "exporter/sources/cpu/proc_stat.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace silicon::cpu {
namespace {

using Ticks = std::array<std::optional<std::uint64_t>, kModes>;

TEST(ProcStat, ReadsTheModesOfEachCpu) {
  const auto cpus = parse_proc_stat(
      "cpu  3 0 2 16 3 0 3 2 0 0\n"
      "cpu0 1452 1 980 81426 32 3 5 11 70 1\n"
      "cpu1 2287 0 1436 79816 334 0 33 9 0 0\n"
      "intr 165416 0 0\n");
  ASSERT_EQ(cpus->size(), 2U);
  EXPECT_EQ(cpus->at(0).cpu, 0U);
  EXPECT_EQ(cpus->at(0).ticks, (Ticks{1452, 1, 980, 81426, 32, 3, 5, 11}));
  EXPECT_EQ(cpus->at(1).ticks, (Ticks{2287, 0, 1436, 79816, 334, 0, 33, 9}));
}

TEST(ProcStat, LeavesOutModesThatAnOldKernelDoesNotHave) {
  const auto cpus = parse_proc_stat("cpu0 1 2 3 4\nintr 1\n");
  EXPECT_EQ(cpus->at(0).ticks[3], 4U);
  EXPECT_EQ(cpus->at(0).ticks[4], std::nullopt);
  EXPECT_EQ(cpus->at(0).ticks[7], std::nullopt);
}

TEST(ProcStat, KeepsTheNumbersOfCpusWhenOthersAreOffline) {
  const auto cpus = parse_proc_stat("cpu0 1 1 1 1\ncpu3 1 1 1 1\ncpu11 1 1 1 1\n");
  ASSERT_EQ(cpus->size(), 3U);
  EXPECT_EQ(cpus->at(1).cpu, 3U);
  EXPECT_EQ(cpus->at(2).cpu, 11U);
}

TEST(ProcStat, TakesTheFirstOfTwoLinesForOneCpu) {
  const auto cpus = parse_proc_stat("cpu1 1 1 1 1\ncpu0 2 2 2 2\ncpu1 9 9 9 9\n");
  ASSERT_EQ(cpus->size(), 2U);
  EXPECT_EQ(cpus->at(0).cpu, 0U);
  EXPECT_EQ(cpus->at(1).ticks[0], 1U);
}

TEST(ProcStat, LeavesOutACpuWhoseLineItDoesNotUnderstand) {
  for (const char* line :
       {"cpu1\n", "cpu1 1 2 3\n", "cpu1 1 2 3 x\n", "cpu1 1 -2 3 4\n", "cpu1 1 nan 3 4\n",
        "cpu1 1 2 3 4.5\n", "cpu1 1 2 3 4 5 6 7 x\n", "cpu1 1 2 3 99999999999999999999\n",
        "cpux 1 2 3 4\n", "cpu9999 1 2 3 4\n", "cpu-1 1 2 3 4\n"}) {
    const auto cpus = parse_proc_stat("cpu0 1 1 1 1\n" + std::string(line) + "intr 1\n");
    ASSERT_TRUE(cpus.ok()) << line;
    EXPECT_EQ(cpus->size(), 1U) << line;
  }
}

TEST(ProcStat, LeavesOutALineThatIsCutOff) {
  const auto cpus = parse_proc_stat("cpu0 1 1 1 1\ncpu1 1234 1234 1234 12");
  EXPECT_EQ(cpus->size(), 1U);
}

TEST(ProcStat, IsInvalidWithoutAnyCpu) {
  for (const char* text : {"", "\n", "cpu  1 2 3 4\n", "intr 1 2 3\n", "cpu0 1 2 3 4", "garbage"}) {
    const auto cpus = parse_proc_stat(text);
    ASSERT_FALSE(cpus.ok()) << text;
    EXPECT_EQ(cpus.error().kind(), core::ErrorKind::invalid);
  }
  EXPECT_EQ(parse_proc_stat("intr 1 2 3\n").error().message(),
            "no line of a CPU, found \"intr 1 2 3\n\"");
}

TEST(ProcStat, ReadsAThousandCpusAndNothingBehindThem) {
  std::string text = "cpu  1 2 3 4 5 6 7 8 9 10\n";
  for (int cpu = 0; cpu < 1500; ++cpu) {
    text += "cpu" + std::to_string(cpu) + " 1 2 3 4 5 6 7 8 9 10\n";
  }
  text += "intr";
  while (text.size() < 3'000'000) text += " 4294967295";
  text += "\ncpu7777 1 2 3 4\n";
  const auto cpus = parse_proc_stat(text);
  ASSERT_EQ(cpus->size(), 1500U);
  EXPECT_EQ(cpus->back().cpu, 1499U);
}

TEST(ProcStat, AgreesWithNodeExporterOnItsFixture) {
  const auto folder = std::filesystem::path(SILICON_SOURCE_DIR) /
                      "../shared/data/linux/node_exporter-fixtures/proc/stat";
  std::ifstream file(folder);
  if (!file) GTEST_SKIP() << "no " << folder;
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto cpus = parse_proc_stat(text);
  ASSERT_EQ(cpus->size(), 8U);
  // node_cpu_seconds_total{cpu="0"}: idle 10870.69, iowait 2.2, irq 0.01, nice 0.19, softirq 34.1,
  // steal 0, system 210.45, user 444.9
  EXPECT_EQ(cpus->at(0).ticks, (Ticks{44490, 19, 21045, 1087069, 220, 1, 3410, 0}));
}

}  // namespace
}  // namespace silicon::cpu
