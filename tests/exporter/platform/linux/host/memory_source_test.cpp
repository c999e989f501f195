#include <gtest/gtest.h>
#include <unistd.h>

#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/host/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

using testing::FakeHostFiles;
using testing::has_family;
using testing::value_of;

TEST(MemorySource, ReadsMemoryAndSwapTraffic) {
  FakeHostFiles machine;
  machine.files["/proc/meminfo"] = "MemTotal: 1000 kB\nMemAvailable: 400 kB\n";
  machine.files["/proc/vmstat"] = "nr_free_pages 1\npswpin 1\npswpout 0\n";
  const auto families = (*memory_source(machine.open_files()).open())->sample({});
  EXPECT_EQ(value_of(*families, "silicon_memory_used_bytes"), 600 * 1024);
  EXPECT_EQ(value_of(*families, "silicon_swap_in_bytes_total"), ::sysconf(_SC_PAGESIZE));
  EXPECT_EQ(value_of(*families, "silicon_swap_out_bytes_total"), 0);
}

TEST(MemorySource, DoesWithoutVmstat) {
  FakeHostFiles machine;
  machine.files["/proc/meminfo"] = "MemTotal: 1000 kB\n";
  const auto families = (*memory_source(machine.open_files()).open())->sample({});
  ASSERT_TRUE(families.ok());
  EXPECT_FALSE(has_family(*families, "silicon_swap_in_bytes_total"));
}

TEST(MemorySource, LosesASampleOfGarbageAndNamesTheFile) {
  FakeHostFiles machine;
  machine.files["/proc/meminfo"] = "";
  const auto source = *memory_source(machine.open_files()).open();
  EXPECT_EQ(source->sample({}).error().message(), "/proc/meminfo: no MemTotal, found \"\"");
}

TEST(MemorySource, IsAbsentWithoutProc) {
  FakeHostFiles machine;
  EXPECT_EQ(memory_source(machine.open_files()).open().error().kind(), core::ErrorKind::absent);
}

TEST(MemorySource, AddsUpOnThisMachine) {
  const auto source = *memory_source([] { return std::make_unique<DiskFiles>(); }).open();
  const auto families = *source->sample({});
  const auto total = value_of(families, "silicon_memory_total_bytes");
  EXPECT_EQ(total, *value_of(families, "silicon_memory_used_bytes") +
                       *value_of(families, "silicon_memory_available_bytes"));
  EXPECT_TRUE(has_family(families, "silicon_swap_total_bytes"));
  EXPECT_TRUE(has_family(families, "silicon_swap_out_bytes_total"));
}

}  // namespace
}  // namespace silicon::linux_platform
