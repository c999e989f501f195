#include "exporter/platform/linux/recorded/notes.hpp"

#include <gtest/gtest.h>

#include "exporter/platform/recording/read.hpp"
#include "exporter/platform/recording/write.hpp"
#include "tests/support/fake_host_files.hpp"

namespace silicon::linux_platform {
namespace {

using recording::LinuxSample;

class NotesTest : public ::testing::Test {
 protected:
  NotesTest() : notes_(Pseudonyms()), files_(noted(machine_.open_files()(), notes_)) {}

  testing::FakeHostFiles machine_{{{"/proc/stat", "cpu 1\n"},
                                   {"/proc/loadavg", "0.5 0.4 0.3 1/2 3\n"},
                                   {"/sys/block/sda", ""},
                                   {"/sys/block/sdb", ""}}};
  Notes notes_;
  std::unique_ptr<HostFiles> files_;
};

TEST_F(NotesTest, HoldWhatWasReadAndNothingElse) {
  EXPECT_EQ(*files_->read("/proc/stat"), "cpu 1\n");
  EXPECT_EQ(files_->list("/sys/block")->size(), 2U);
  const LinuxSample sample = notes_.take();
  EXPECT_EQ(sample.files, (LinuxSample::ByPath<std::string>{{"/proc/stat", "cpu 1\n"}}));
  EXPECT_EQ(sample.directories.at("/sys/block"), (std::vector<std::string>{"sda", "sdb"}));
}

TEST_F(NotesTest, TellOnlyWhatIsNew) {
  (void)files_->read("/proc/stat");
  (void)files_->read("/proc/loadavg");
  notes_.take();
  machine_.files["/proc/stat"] = "cpu 2\n";
  (void)files_->read("/proc/stat");
  (void)files_->read_once("/proc/loadavg");
  const LinuxSample sample = notes_.take();
  EXPECT_EQ(sample.files, (LinuxSample::ByPath<std::string>{{"/proc/stat", "cpu 2\n"}}));
  EXPECT_TRUE(notes_.take().files.empty());
}

TEST_F(NotesTest, TellWhatWentAwayAndCameBack) {
  (void)files_->read("/proc/stat");
  notes_.take();
  machine_.files.erase("/proc/stat");
  (void)files_->read("/proc/stat");
  EXPECT_EQ(notes_.take().errors.at("/proc/stat"), "absent");
  (void)files_->read("/proc/stat");
  EXPECT_TRUE(notes_.take().errors.empty()) << "it is known to be away";
  machine_.files["/proc/stat"] = "cpu 1\n";
  (void)files_->read("/proc/stat");
  EXPECT_EQ(notes_.take().files.at("/proc/stat"), "cpu 1\n");
}

TEST_F(NotesTest, TellWhatIsDeniedButNotWhatNeverWas) {
  machine_.fail.emplace("/proc/1/mountinfo",
                        core::Error("/proc/1/mountinfo: no", core::ErrorKind::denied));
  (void)files_->read("/proc/1/mountinfo");
  (void)files_->read("/sys/nothing");
  (void)files_->list("/sys/class/drm");
  EXPECT_EQ(notes_.take().errors,
            (LinuxSample::ByPath<std::string>{{"/proc/1/mountinfo", "denied"}}));
}

TEST_F(NotesTest, KeepBytesThatAreNoText) {
  machine_.files["/sys/gpu_metrics"] = std::string("\x00\xff\x80", 3);
  (void)files_->read("/sys/gpu_metrics");
  const LinuxSample sample = notes_.take();
  EXPECT_TRUE(sample.files.empty());
  EXPECT_EQ(sample.binary_files.at("/sys/gpu_metrics"), (apple::Bytes{0, 255, 128}));
}

TEST_F(NotesTest, TakeNamesOutOfWhatIsNoTextToo) {
  machine_.files["/proc/1/mountinfo"] =
      "25 1 8:1 / /home/annabelle rw - ext4 /dev/sda1 rw\n"
      "26 1 8:2 / /home/annabelle/\xff rw - ext4 /dev/sda2 rw\n";
  (void)files_->read("/proc/1/mountinfo");
  const LinuxSample sample = notes_.take();
  EXPECT_TRUE(sample.binary_files.empty());
  EXPECT_EQ(sample.files.at("/proc/1/mountinfo"),
            "25 1 8:1 / /home/user1 rw - ext4 /dev/sda1 rw\n");
}

TEST_F(NotesTest, FollowLinksToDevicesOnly) {
  machine_.links = {{"/proc/7/fd/3", "/dev/dri/renderD128"},
                    {"/proc/7/fd/4", "/home/anna/diary.txt"},
                    {"/sys/class/hwmon/hwmon0/device", "../../coretemp.0"}};
  for (const auto& [path, target] : machine_.links) EXPECT_EQ(*files_->link(path), target);
  const LinuxSample sample = notes_.take();
  EXPECT_EQ(sample.links.size(), 2U);
  EXPECT_EQ(sample.links.count("/proc/7/fd/4"), 0U);
}

TEST_F(NotesTest, LeaveOutWhatIsNotTheMachines) {
  machine_.files["/proc/7/environ"] = "PASSWORD=1";
  machine_.files["/run/containerd/config.json"] = "{}";
  machine_.files["/etc/passwd"] = "anna:x:1000";
  for (const auto& [path, text] : machine_.files) EXPECT_TRUE(files_->read(path)) << path;
  const LinuxSample sample = notes_.take();
  EXPECT_EQ(sample.files.count("/proc/7/environ"), 0U);
  EXPECT_EQ(sample.files.count("/run/containerd/config.json"), 0U);
  EXPECT_EQ(sample.files.count("/etc/passwd"), 0U);
  EXPECT_EQ(sample.files.count("/proc/stat"), 1U);
}

TEST_F(NotesTest, SpreadOverLinesWhatOneCannotHold) {
  std::size_t bytes = 0;
  for (int i = 0; i < 12; ++i) {
    const std::string path = "/proc/large" + std::to_string(i);
    machine_.files[path] = std::string(500'000, '\n');
    bytes += 500'000;
    (void)files_->read(path);
  }
  int lines = 0;
  for (LinuxSample sample = notes_.take(); !sample.files.empty(); sample = notes_.take()) {
    ++lines;
    for (const auto& [path, text] : sample.files) bytes -= text.size();
    std::size_t escaped = 0;
    for (const auto& [path, text] : sample.files) escaped += text.size();
    EXPECT_LE(escaped, recording::kLongestLine / 2);
  }
  EXPECT_EQ(bytes, 0U);
  EXPECT_EQ(lines, 3);
}

TEST_F(NotesTest, HoldRoomUnderTheNamesOfTheMounts) {
  notes_.filesystem("/home/anna", {.size_bytes = 2e12, .available_bytes = 5});
  const LinuxSample sample = notes_.take();
  ASSERT_EQ(sample.filesystems.size(), 1U);
  EXPECT_EQ(sample.filesystems[0].mountpoint, "/home/user1");
  EXPECT_EQ(sample.filesystems[0].size_bytes, 2'000'000'000'000U);
  EXPECT_TRUE(notes_.take().filesystems.empty());
}

TEST(WorthNoting, IsWhatTheKernelSaysOfTheMachine) {
  for (const char* path : {"/proc", "/proc/stat", "/proc/net/dev", "/proc/self/mountinfo",
                           "/proc/1/net/dev", "/proc/42/fdinfo/7", "/proc/42/fd",
                           "/sys/class/hwmon/hwmon0/temp1_input", "/etc/os-release"}) {
    EXPECT_TRUE(is_worth_noting(path)) << path;
  }
  for (const char* path : {"", "/", "/etc/passwd", "/proc/42/cmdline", "/proc/self/environ",
                           "/proc/42/comm", "/run/docker.sock", "/home/anna/x", "/var/lib/x"}) {
    EXPECT_FALSE(is_worth_noting(path)) << path;
  }
}

}  // namespace
}  // namespace silicon::linux_platform
