#include <gtest/gtest.h>

#include <map>

#include "exporter/core/numbers.hpp"
#include "exporter/platform/linux/storage/sources.hpp"
#include "tests/support/fake_host_files.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::linux_platform {
namespace {

constexpr std::string_view kRoot = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n";
constexpr std::string_view kData = "2 1 8:2 / /data rw - xfs /dev/sda2 rw\n";

// Answers from a table; a path that it lacks cannot be measured.
class Room {
 public:
  explicit Room(std::map<std::string, disks::FilesystemStatistics> table)
      : table_(std::move(table)) {}

  core::Result<disks::FilesystemStatistics> operator()(const std::string& path) const {
    const auto found = table_.find(path);
    if (found == table_.end()) return core::Error(path + ": input/output error");
    return found->second;
  }

 private:
  std::map<std::string, disks::FilesystemStatistics> table_;
};

std::vector<std::string> sizes(sources::Source& source) {
  const auto families = source.sample({});
  if (!families.ok()) return {families.error().message()};
  std::vector<std::string> result;
  if (families->empty()) return result;
  for (const core::Sample& sample : families->front().samples) {
    result.push_back(std::string(sample.labels.get("mountpoint")) + " " +
                     core::format_double(sample.value));
  }
  return result;
}

using Sizes = std::vector<std::string>;

TEST(FilesystemsSource, MeasuresWhatIsMounted) {
  testing::FakeHostFiles machine;
  machine.files["/proc/1/mountinfo"] = std::string(kRoot) + std::string(kData);
  const auto source = filesystems_source(machine.open_files(), "/", false,
                                         Room({{"/", {10, 5}}, {"/data", {20, 6}}}))
                          .open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(sizes(*source.value()), (Sizes{"/ 10", "/data 20"}));
  machine.files["/proc/1/mountinfo"] = kRoot;
  EXPECT_EQ(sizes(*source.value()), Sizes{"/ 10"});
}

TEST(FilesystemsSource, LeavesOutOnlyTheMountThatCannotBeMeasured) {
  testing::FakeHostFiles machine;
  machine.files["/proc/1/mountinfo"] = std::string(kRoot) + std::string(kData);
  const auto source =
      filesystems_source(machine.open_files(), "/", false, Room({{"/data", {20, 6}}})).open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(sizes(*source.value()), Sizes{"/data 20"});
}

TEST(FilesystemsSource, MeasuresBelowTheRootOfTheMachine) {
  testing::FakeHostFiles machine;
  machine.files["/proc/1/mountinfo"] = std::string(kRoot) + std::string(kData);
  const auto source = filesystems_source(machine.open_files(), "/host", false,
                                         Room({{"/host/", {10, 5}}, {"/host/data", {20, 6}}}))
                          .open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(sizes(*source.value()), (Sizes{"/ 10", "/data 20"}));
}

TEST(FilesystemsSource, TakesItsOwnMountsWhereThoseOfInitAreForbidden) {
  testing::FakeHostFiles machine;
  machine.fail.emplace("/proc/1/mountinfo", core::Error("denied", core::ErrorKind::denied));
  machine.files["/proc/self/mountinfo"] =
      "1 0 0:9 / / rw - overlay overlay rw\n"
      "2 1 8:1 / /host rw - ext4 /dev/sda1 rw\n"
      "3 1 8:2 / /host/data rw - xfs /dev/sda2 rw\n";
  const auto source = filesystems_source(machine.open_files(), "/host/", false,
                                         Room({{"/host/", {10, 5}}, {"/host/data", {20, 6}}}))
                          .open();
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(sizes(*source.value()), (Sizes{"/ 10", "/data 20"}));
}

TEST(FilesystemsSource, AsksAServerOnlyOnRequest) {
  testing::FakeHostFiles machine;
  machine.files["/proc/1/mountinfo"] =
      std::string(kRoot) + "2 1 0:40 / /nas rw - nfs4 nas:/export rw\n";
  const Room room({{"/", {10, 5}}, {"/nas", {99, 9}}});
  const auto local = filesystems_source(machine.open_files(), "/", false, room).open();
  const auto all = filesystems_source(machine.open_files(), "/", true, room).open();
  EXPECT_EQ(sizes(*local.value()), Sizes{"/ 10"});
  EXPECT_EQ(sizes(*all.value()), (Sizes{"/ 10", "/nas 99"}));
}

TEST(FilesystemsSource, SaysWhyItIsAbsent) {
  testing::FakeHostFiles machine;
  const auto open = [&] {
    return filesystems_source(machine.open_files(), "/", false, Room({})).open();
  };
  EXPECT_EQ(open().error().message(), "/proc/self/mountinfo: no such file or directory");
  for (const char* text : {"", "garbage", "1 0 0:2 / /proc rw - proc proc rw\n"}) {
    machine.files["/proc/1/mountinfo"] = text;
    EXPECT_EQ(open().error().kind(), core::ErrorKind::absent);
    EXPECT_EQ(open().error().message(), "nothing is mounted that keeps data on this machine");
  }
}

TEST(FilesystemsSource, LosesASampleWhenTheMountsCannotBeRead) {
  testing::FakeHostFiles machine;
  machine.files["/proc/1/mountinfo"] = kRoot;
  const auto source =
      filesystems_source(machine.open_files(), "/", false, Room({{"/", {10, 5}}})).open();
  ASSERT_TRUE(source.ok());
  machine.files.clear();
  EXPECT_EQ(sizes(*source.value()), Sizes{"/proc/self/mountinfo: no such file or directory"});
  machine.files["/proc/1/mountinfo"] = kRoot;
  EXPECT_EQ(sizes(*source.value()), Sizes{"/ 10"});
}

TEST(MeasureFilesystem, AsksTheKernel) {
  const auto statistics = measure_filesystem("/");
  ASSERT_TRUE(statistics.ok());
  EXPECT_LE(statistics->available_bytes, statistics->size_bytes);
  EXPECT_EQ(measure_filesystem("/nowhere/at/all").error().message(),
            "/nowhere/at/all: No such file or directory");
}

}  // namespace
}  // namespace silicon::linux_platform
