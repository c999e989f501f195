#include "exporter/sources/memory/meminfo.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/family_lines.hpp"

namespace silicon::memory {
namespace {

using testing::has_family;
using testing::value_of;

// A small machine of Linux 6.1 with zswap.
constexpr std::string_view kText =
    "MemTotal:       24684084 kB\n"
    "MemFree:        20348512 kB\n"
    "MemAvailable:   22340720 kB\n"
    "Buffers:            6996 kB\n"
    "Cached:           137328 kB\n"
    "SwapCached:            0 kB\n"
    "Active:            56148 kB\n"
    "Inactive:         104000 kB\n"
    "Active(anon):       1588 kB\n"
    "SwapTotal:       4194300 kB\n"
    "SwapFree:        4000000 kB\n"
    "Zswap:              4096 kB\n"
    "Zswapped:          16384 kB\n"
    "Shmem:              8872 kB\n"
    "VmallocTotal:   34359738367 kB\n"
    "HugePages_Total:     512\n"
    "Hugepagesize:       2048 kB\n"
    "Hugetlb:         1048576 kB\n";

core::Families families_of(std::string_view text) {
  return memory_families(parse_meminfo(text).value());
}

TEST(Meminfo, StatesTotalAvailableAndUsedInBytes) {
  const auto families = families_of(kText);
  EXPECT_EQ(value_of(families, "silicon_memory_total_bytes"), 24684084.0 * 1024);
  EXPECT_EQ(value_of(families, "silicon_memory_available_bytes"), 22340720.0 * 1024);
  EXPECT_EQ(value_of(families, "silicon_memory_used_bytes"), (24684084.0 - 22340720) * 1024);
}

TEST(Meminfo, StatesSwapSpace) {
  const auto families = families_of(kText);
  EXPECT_EQ(value_of(families, "silicon_swap_total_bytes"), 4194300.0 * 1024);
  EXPECT_EQ(value_of(families, "silicon_swap_used_bytes"), 194300.0 * 1024);
}

TEST(Meminfo, StatesKindsThatTheKernelKnowsAndNoOthers) {
  const auto families = families_of(kText);
  EXPECT_EQ(value_of(families, R"(silicon_memory_bytes{kind="free"})"), 20348512.0 * 1024);
  EXPECT_EQ(value_of(families, R"(silicon_memory_bytes{kind="active"})"), 56148.0 * 1024);
  EXPECT_EQ(value_of(families, R"(silicon_memory_bytes{kind="compressed"})"), 4096.0 * 1024);
  EXPECT_EQ(value_of(families, R"(silicon_memory_bytes{kind="huge_pages"})"), 1048576.0 * 1024);
  EXPECT_EQ(value_of(families, R"(silicon_memory_bytes{kind="dirty"})"), std::nullopt);
}

TEST(Meminfo, HasNoUsedMemoryWithoutTheKernelsEstimateOfTheAvailable) {
  const auto families = families_of("MemTotal: 1000 kB\nMemFree: 100 kB\n");  // Linux 3.10
  EXPECT_EQ(value_of(families, "silicon_memory_total_bytes"), 1024000);
  EXPECT_FALSE(has_family(families, "silicon_memory_available_bytes"));
  EXPECT_FALSE(has_family(families, "silicon_memory_used_bytes"));
  EXPECT_FALSE(has_family(families, "silicon_swap_total_bytes"));
}

TEST(Meminfo, HasNoUsedMemoryWhereMoreIsAvailableThanThereIs) {
  const auto families = families_of("MemTotal: 1000 kB\nMemAvailable: 1001 kB\n");
  EXPECT_FALSE(has_family(families, "silicon_memory_used_bytes"));
}

TEST(Meminfo, SaysZeroSwapWhereTheKernelSaysSo) {
  const auto families = families_of("MemTotal: 1000 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n");
  EXPECT_EQ(value_of(families, "silicon_swap_total_bytes"), 0);
  EXPECT_EQ(value_of(families, "silicon_swap_used_bytes"), 0);
}

TEST(Meminfo, PassesOverLinesThatItDoesNotUnderstand) {
  for (const char* line :
       {"MemFree: -5 kB\n", "MemFree: 5\n", "MemFree: 5 MB\n", "MemFree:\n", "MemFree 5 kB\n",
        "MemFree: 1.5 kB\n", "MemFree: nan kB\n", "MemFree: 99999999999999999999 kB\n",
        "MemFree: 18446744073709551615 kB\n", "MemFr", "MemFree: 12"}) {
    const auto families = families_of("MemTotal: 1000 kB\n" + std::string(line));
    EXPECT_FALSE(has_family(families, "silicon_memory_bytes")) << line;
  }
}

TEST(Meminfo, IsInvalidWithoutATotal) {
  for (const char* text : {"", "\n", "MemFree: 5 kB\n", "MemTotal: 0 kB\n", "MemTotal: x kB\n",
                           "MemTotal: 3742", "garbage"}) {
    const auto memory = parse_meminfo(text);
    ASSERT_FALSE(memory.ok()) << text;
    EXPECT_EQ(memory.error().kind(), core::ErrorKind::invalid);
  }
}

TEST(Meminfo, AgreesWithNodeExporterOnItsFixture) {
  const auto path = std::filesystem::path(SILICON_SOURCE_DIR) /
                    "../shared/data/linux/node_exporter-fixtures/proc/meminfo";
  std::ifstream file(path);
  if (!file) GTEST_SKIP() << "no " << path;
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto families = families_of(text);
  // node_memory_MemTotal_bytes, _MemFree_bytes, _Inactive_bytes, _SwapFree_bytes
  EXPECT_EQ(value_of(families, "silicon_memory_total_bytes"), 3.831959552e+09);
  EXPECT_EQ(value_of(families, R"(silicon_memory_bytes{kind="free"})"), 2.30883328e+08);
  EXPECT_EQ(value_of(families, R"(silicon_memory_bytes{kind="inactive"})"), 1.053417472e+09);
  EXPECT_EQ(value_of(families, "silicon_swap_used_bytes"), 4.2949632e+09 - 3.23108864e+09);
}

}  // namespace
}  // namespace silicon::memory
