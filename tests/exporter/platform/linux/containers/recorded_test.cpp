// The two real trees recorded in ../shared/data/containers: Docker, Podman and containerd under
// systemd on pure v2, and Docker with cgroupfs on a hybrid host. Skipped where they are not there.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "exporter/platform/linux/containers/sources.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using containers::ContainerReading;
using Readings = std::map<std::string, ContainerReading>;  // by cgroup path

class RecordedContainersTest : public ::testing::Test {
 protected:
  // The recorded tree where the machine had it, with these mounts.
  std::optional<Readings> read(const std::string& name, const std::string& mounts) {
    const std::string recorded =
        std::string(SILICON_SOURCE_DIR) + "/../shared/data/containers/" + name;
    if (!std::filesystem::exists(recorded)) return std::nullopt;
    std::filesystem::create_directories(root_.path("sys/fs"));
    std::filesystem::create_directories(root_.path("proc/1"));
    std::filesystem::create_directory_symlink(recorded + "/cgroup", root_.path("sys/fs/cgroup"));
    root_.write("proc/1/mountinfo", mounts);
    const auto files = [this] { return std::make_unique<DiskFiles>(root_.root().string()); };
    auto reader = open_cgroup_reader(files, root_.root().string());
    EXPECT_TRUE(reader.ok());
    const auto readings = (*reader)->read({core::SteadyInstant(1s), core::Instant(1s)});
    EXPECT_TRUE(readings.ok());
    Readings result;
    for (const ContainerReading* reading : *readings) {
      result.emplace(reading->cgroup_path, *reading);
    }
    return result;
  }

  testing::TemporaryDirectory root_;
};

TEST_F(RecordedContainersTest, UnderSystemdOnV2) {
  const auto readings =
      read("cgroupv2-systemd", "1 0 0:21 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  if (!readings) GTEST_SKIP() << "no ../shared/data/containers";
  std::map<containers::Runtime, int> runtimes;
  for (const auto& [path, reading] : *readings) ++runtimes[reading.runtime];
  EXPECT_EQ(runtimes[containers::Runtime::docker], 4);
  EXPECT_EQ(runtimes[containers::Runtime::podman], 2);
  EXPECT_EQ(runtimes[containers::Runtime::containerd], 2);
  int limited_podmen = 0;
  for (const auto& [path, reading] : *readings) {
    EXPECT_TRUE(reading.cpu.usage_nanoseconds) << path;
    EXPECT_TRUE(reading.memory.inactive_file_bytes) << path;
    EXPECT_TRUE(reading.stalls[0]) << path;
    EXPECT_TRUE(reading.limits.memory_bytes) << path;
    // The scope says "max", its child 64 MiB.
    const bool podman = reading.runtime == containers::Runtime::podman;
    if (podman && reading.limits.memory_bytes == 67'108'864U) ++limited_podmen;
    if (podman) {
      EXPECT_EQ(reading.processes, 1U) << path;
    }
  }
  EXPECT_GE(limited_podmen, 1);
}

TEST_F(RecordedContainersTest, WithCgroupfsOnAHybridHost) {
  std::string mounts = "1 0 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
  for (const std::string controller : {"cpu", "cpuacct", "cpuset", "memory", "blkio", "pids"}) {
    mounts +=
        "1 0 0:9 / /sys/fs/cgroup/" + controller + " rw - cgroup cgroup rw," + controller + "\n";
  }
  const auto readings = read("hybrid-cgroupfs", mounts);
  if (!readings) GTEST_SKIP() << "no ../shared/data/containers";
  EXPECT_EQ(readings->size(), 6U);
  const std::string killed = "d0c30c38e7e1955ff9709f19b468c59a1fe3c1c5b3ea2a06e8354a5abbc97b06";
  const auto found = readings->find("/docker/" + killed);
  ASSERT_NE(found, readings->end());
  const ContainerReading& oom = found->second;
  EXPECT_EQ(oom.memory_events.oom_kills, 1U);
  EXPECT_EQ(oom.limits.memory_bytes, 16'777'216U);
  EXPECT_EQ(oom.limits.cpu_quota_microseconds, containers::Limits::kUnlimited);
  EXPECT_EQ(oom.cpu.usage_nanoseconds, 51'866'000U);
  EXPECT_EQ(oom.cpu.user_nanoseconds, 22'927'000U);
  EXPECT_EQ(oom.stalls[0]->some, 12'856U);  // a hybrid host has pressure too
  EXPECT_TRUE(oom.devices.empty());
}

}  // namespace
}  // namespace silicon::linux_platform
