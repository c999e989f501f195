// Against the kernel's own cgroups, where this process may make some: what a directory of files
// cannot show (ENODEV, inotify of cgroupfs, a kill for want of memory).
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "exporter/platform/linux/containers/sources.hpp"
#include "exporter/platform/linux/disk_files.hpp"
#include "exporter/platform/linux/mounted.hpp"
#include "exporter/sources/containers/cgroup/hierarchies.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using containers::ContainerReading;

class RealCgroupsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    DiskFiles files("/");
    const auto mounts = read_mounts(files, "/");
    ASSERT_TRUE(mounts.ok());
    tree_ = containers::find_hierarchies(*mounts).tree();
    parent_ = "/silicon-test-" + std::to_string(::getpid());
    if (tree_.empty() || ::mkdir((tree_ + parent_).c_str(), 0755) != 0) {
      GTEST_SKIP() << "may not make cgroups here";
    }
    auto reader = open_cgroup_reader([] { return std::make_unique<DiskFiles>("/"); }, "/");
    ASSERT_TRUE(reader.ok());
    reader_ = *std::move(reader);
  }

  void TearDown() override {
    for (const pid_t child : children_) end(child);
    if (parent_.empty()) return;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(tree_ + parent_, ignored)) {
      if (entry.is_directory()) ::rmdir(entry.path().c_str());
    }
    ::rmdir((tree_ + parent_).c_str());
  }

  std::string make(char digit) {
    const std::string path = parent_ + "/" + std::string(64, digit);
    EXPECT_EQ(::mkdir((tree_ + path).c_str(), 0755), 0);
    return path;
  }

  // A process that waits in the cgroup until it is ended.
  pid_t start_in(const std::string& path) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (;;) ::pause();
    }
    children_.push_back(child);
    std::ofstream(tree_ + path + "/cgroup.procs") << child << std::flush;
    return child;
  }

  // A process that takes so much memory in the cgroup; it is no more when this returns.
  void take_in(const std::string& path, std::size_t bytes) {
    const pid_t child = ::fork();
    if (child == 0) {
      std::ofstream(tree_ + path + "/cgroup.procs") << ::getpid() << std::flush;
      void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
      ::_exit(memory == MAP_FAILED ? 1 : 0);
    }
    ::waitpid(child, nullptr, 0);
  }

  static void end(pid_t child) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }

  // Those of this test alone: other containers may run here.
  std::vector<ContainerReading> read() {
    now_ += 1s;
    const auto readings = reader_->read({core::SteadyInstant(now_), core::Instant(now_)});
    EXPECT_TRUE(readings.ok());
    std::vector<ContainerReading> ours;
    if (!readings) return ours;
    for (const ContainerReading* reading : *readings) {
      if (reading->cgroup_path.starts_with(parent_ + "/")) ours.push_back(*reading);
    }
    return ours;
  }

  std::string tree_;
  std::string parent_;
  std::vector<pid_t> children_;
  std::unique_ptr<containers::ContainerReader> reader_;
  std::chrono::seconds now_ = 100s;
};

TEST_F(RealCgroupsTest, ComeAndGoWithinASecond) {
  EXPECT_TRUE(read().empty());
  const std::string path = make('a');
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].id, std::string(64, 'a'));
  ASSERT_EQ(::rmdir((tree_ + path).c_str()), 0);
  EXPECT_TRUE(read().empty());
  make('a');
  EXPECT_EQ(read().size(), 1U);
}

TEST_F(RealCgroupsTest, SayWhatTheirProcessesDo) {
  const std::string path = make('b');
  const pid_t child = start_in(path);
  const auto readings = read();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].processes, 1U);
  EXPECT_TRUE(readings[0].created);
  EXPECT_TRUE(readings[0].interfaces.empty());  // it is in the host's network
  end(child);
  children_.clear();
  std::vector<ContainerReading> later;
  for (int i = 0; i < 61; ++i) later = read();
  EXPECT_FALSE(later[0].processes);
}

TEST_F(RealCgroupsTest, TellOfAKillForWantOfMemoryInTheSameSecond) {
  // So many that their counts are not all read each second.
  std::vector<std::string> paths;
  for (const char digit : std::string("0123456789abcdef")) paths.push_back(make(digit));
  const std::string limits = tree_ + paths[7] + "/memory.";
  const bool is_legacy = std::filesystem::exists(limits + "limit_in_bytes");
  std::ofstream limit(limits + (is_legacy ? "limit_in_bytes" : "max"));
  if (!(limit << (16U << 20U) << std::flush)) GTEST_SKIP() << "may not limit memory here";
  for (const char* swap : {"memsw.limit_in_bytes", "swap.max"}) {
    if (std::filesystem::exists(limits + swap)) std::ofstream(limits + swap) << (16U << 20U);
  }
  std::vector<ContainerReading> readings;
  for (int i = 0; i < 6; ++i) readings = read();
  ASSERT_EQ(readings.size(), 16U);
  EXPECT_EQ(readings[7].memory_events.oom_kills, 0U);
  take_in(paths[7], 64U << 20U);
  readings = read();
  EXPECT_EQ(readings[7].memory_events.oom_kills, 1U);
  EXPECT_EQ(readings[6].memory_events.oom_kills, 0U);
  take_in(paths[7], 64U << 20U);
  EXPECT_EQ(read()[7].memory_events.oom_kills, 2U);
}

TEST_F(RealCgroupsTest, MayBeManyThatComeAndGoAtOnce) {
  read();
  for (int round = 0; round < 5; ++round) {
    std::vector<std::string> paths;
    for (const char digit : std::string("0123456789abcdef")) paths.push_back(make(digit));
    EXPECT_EQ(read().size(), 16U);
    for (const std::string& path : paths) ASSERT_EQ(::rmdir((tree_ + path).c_str()), 0);
    EXPECT_TRUE(read().empty());
  }
}

}  // namespace
}  // namespace silicon::linux_platform
