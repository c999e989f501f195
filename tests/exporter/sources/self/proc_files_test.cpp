#include "exporter/sources/self/proc_files.hpp"

#include <gtest/gtest.h>

#include <string>

namespace silicon::self {
namespace {

std::string stat_of(std::string_view name) {
  return "77 (" + std::string(name) +
         ") S 1 77 77 0 -1 4194560 900 0 3 0 150 50 0 0 20 0 3 0 12345 10485760 1200 "
         "18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0\n";
}

TEST(ProcessStat, HasTimesThreadsStartAndMemory) {
  const auto stat = parse_process_stat(stat_of("silicon-export"));
  ASSERT_TRUE(stat.ok());
  EXPECT_EQ(stat->user_ticks, 150U);
  EXPECT_EQ(stat->system_ticks, 50U);
  EXPECT_EQ(stat->threads, 3U);
  EXPECT_EQ(stat->start_ticks, 12345U);
  EXPECT_EQ(stat->virtual_bytes, 10485760U);
  EXPECT_EQ(stat->resident_pages, 1200U);
}

TEST(ProcessStat, BearsAnyNameOfTheProgram) {
  for (const char* name : {"", "a b", ") S 1 2", "((", "))", "x) 9 9 9"}) {
    const auto stat = parse_process_stat(stat_of(name));
    ASSERT_TRUE(stat.ok()) << name;
    EXPECT_EQ(stat->user_ticks, 150U) << name;
  }
}

TEST(ProcessStat, RefusesWhatIsCutOrNoNumber) {
  EXPECT_FALSE(parse_process_stat("").ok());
  EXPECT_FALSE(parse_process_stat("77 (x").ok());
  EXPECT_FALSE(parse_process_stat(stat_of("x").substr(0, 60)).ok());
  EXPECT_EQ(parse_process_stat("77 (x) S 1 garbage").error().message(),
            "expected a number in field 14, found \"77 (x) S 1 garbage\"");
  EXPECT_EQ(parse_process_stat("").error().kind(), core::ErrorKind::invalid);
  EXPECT_LT(parse_process_stat(std::string(1'000'000, ')')).error().message().size(), 200U);
}

TEST(OpenFilesLimit, IsTheSoftOne) {
  EXPECT_EQ(parse_open_files_limit(
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                "Max open files            1024                 524288               files     \n"
                "Max locked memory         8388608              8388608              bytes     \n"),
            1024U);
}

TEST(OpenFilesLimit, IsNotKnownWhereItIsUnlimitedOrUnsaid) {
  EXPECT_EQ(parse_open_files_limit("Max open files            unlimited  unlimited  files\n"),
            std::nullopt);
  EXPECT_EQ(parse_open_files_limit(""), std::nullopt);
  EXPECT_EQ(parse_open_files_limit("Max open files "), std::nullopt);
}

TEST(BootTime, IsOneLineOfTheStatFile) {
  EXPECT_EQ(parse_boot_time("cpu  1 2 3\nintr 1\nbtime 1700000000\nprocesses 3\n"), 1700000000U);
  EXPECT_EQ(parse_boot_time("cpu  1 2 3\nbtime x\n"), std::nullopt);
  EXPECT_EQ(parse_boot_time("btime 99999999999999999999999"), std::nullopt);
  EXPECT_EQ(parse_boot_time(""), std::nullopt);
}

}  // namespace
}  // namespace silicon::self
