#include <gtest/gtest.h>
#include <unistd.h>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using testing::value_of;

constexpr std::string_view kStat =
    "77 (x) S 1 77 77 0 -1 0 900 0 3 0 150 50 0 0 20 0 3 0 1200 10485760 12 18446744073709551615\n";

TEST(ProcessSource, TellsWhatTheExporterTakes) {
  const double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  testing::FakeHostFiles machine;
  machine.files = {{"/proc/self/stat", std::string(kStat)},
                   {"/proc/self/limits", "Max open files            1024    4096    files\n"},
                   {"/proc/stat", "cpu 1 2 3\nbtime 1700000000\n"}};
  machine.links = {{"/proc/self/fd/0", "/dev/null"},
                   {"/proc/self/fd/1", "socket:[5]"},
                   {"/proc/self/fd/2", "/proc/self/fd"}};
  const auto source = process_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  const auto families = source.value()->sample({});
  ASSERT_TRUE(families.ok());
  EXPECT_EQ(value_of(*families, "process_cpu_seconds_total"), 200 / ticks);
  EXPECT_EQ(value_of(*families, "process_resident_memory_bytes"),
            12.0 * static_cast<double>(::sysconf(_SC_PAGESIZE)));
  EXPECT_EQ(value_of(*families, "process_virtual_memory_bytes"), 10485760);
  EXPECT_EQ(value_of(*families, "process_threads"), 3);
  EXPECT_EQ(value_of(*families, "process_open_fds"), 2);
  EXPECT_EQ(value_of(*families, "process_max_fds"), 1024);
  EXPECT_EQ(value_of(*families, "process_start_time_seconds"), 1700000000 + 1200 / ticks);
}

TEST(ProcessSource, LeavesOutWhatCannotBeRead) {
  testing::FakeHostFiles machine;
  machine.files = {{"/proc/self/stat", std::string(kStat)}, {"/proc/self/limits", "garbage"}};
  const auto source = process_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  const auto families = source.value()->sample({});
  ASSERT_TRUE(families.ok());
  EXPECT_TRUE(testing::has_family(*families, "process_cpu_seconds_total"));
  EXPECT_FALSE(testing::has_family(*families, "process_open_fds"));
  EXPECT_FALSE(testing::has_family(*families, "process_max_fds"));
  EXPECT_FALSE(testing::has_family(*families, "process_start_time_seconds"));
}

TEST(ProcessSource, IsAbsentWithoutProcAndLosesASampleOfGarbage) {
  testing::FakeHostFiles machine;
  EXPECT_EQ(process_source(machine.open_files()).open().error().message(),
            "/proc/self/stat: no such file or directory");
  machine.files["/proc/self/stat"] = "";
  const auto source = process_source(machine.open_files()).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source.value()->sample({}).error().message(),
            "/proc/self/stat: expected a number in field 14, found \"\"");
}

TEST(ProcessSource, AgreesWithThisVeryProcess) {
  const auto source = process_source([] { return std::make_unique<DiskFiles>(); }).open();
  ASSERT_TRUE(source.ok());
  const auto families = source.value()->sample({});
  ASSERT_TRUE(families.ok());
  DiskFiles files;
  const double before = *value_of(*families, "process_open_fds");
  ASSERT_TRUE(files.read("/proc/self/stat").ok());
  const auto again = source.value()->sample({});
  EXPECT_EQ(value_of(*again, "process_open_fds"), before + 2);  // and the limits, kept since then
  const double started = *value_of(*families, "process_start_time_seconds");
  EXPECT_NEAR(started, core::unix_seconds(runtime::SystemClock().now()), 600);
  EXPECT_GT(value_of(*families, "process_resident_memory_bytes"), 1e6);
  EXPECT_GE(value_of(*families, "process_threads"), 1);
}

}  // namespace
}  // namespace silicon::linux_platform
