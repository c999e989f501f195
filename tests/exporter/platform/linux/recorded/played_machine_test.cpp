#include "exporter/platform/linux/recorded/played_machine.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "exporter/platform/recording/write.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::linux_platform {
namespace {

using namespace std::chrono_literals;
using recording::LinuxSample;

LinuxSample sample_at(std::uint64_t second, LinuxSample::ByPath<std::string> files) {
  LinuxSample sample;
  sample.mono_ns = second * 1'000'000'000;
  sample.files = std::move(files);
  return sample;
}

class PlayedMachineTest : public ::testing::Test {
 protected:
  void play_samples(const std::vector<LinuxSample>& samples, bool loop = false) {
    path_ = directory_.path("host.ndjson");
    std::ofstream out(path_);
    out << recording::machine_line(
               {.model = "KVM", .chip = "", .os = "", .root = "/host", .page_size = 4096})
        << '\n';
    for (const LinuxSample& sample : samples) out << recording::sample_line(sample) << '\n';
    out.close();
    auto played = play({path_, loop, 1}, clock_);
    ASSERT_TRUE(played) << played.error().message();
    machine_ = *std::move(played);
    files_ = machine_.files();
  }

  std::string read(std::string_view path) {
    const auto text = files_->read(path);
    return text ? std::string(*text) : text.error().message();
  }

  testing::TemporaryDirectory directory_;
  testing::ManualClock clock_;
  std::string path_;
  PlayedMachine machine_;
  std::unique_ptr<HostFiles> files_;
};

TEST_F(PlayedMachineTest, ShowsTheFilesOfTheMoment) {
  play_samples({sample_at(5, {{"/proc/stat", "cpu 1\n"}, {"/proc/loadavg", "0.1\n"}}),
                sample_at(6, {{"/proc/stat", "cpu 2\n"}})});
  EXPECT_EQ(read("/proc/stat"), "cpu 1\n");
  clock_.advance(1s);
  EXPECT_EQ(read("/proc/stat"), "cpu 2\n");
  EXPECT_EQ(read("/proc/loadavg"), "0.1\n") << "as it was before";
  EXPECT_EQ(machine_.machine.root, "/host");
  EXPECT_EQ(machine_.machine.page_size, 4096U);
}

TEST_F(PlayedMachineTest, MissesNothingOfWhatPassedMeanwhile) {
  play_samples(
      {sample_at(5, {{"/a", "1"}}), sample_at(6, {{"/b", "2"}}), sample_at(7, {{"/c", "3"}})});
  EXPECT_EQ(read("/a"), "1");
  clock_.advance(2s);
  EXPECT_EQ(read("/b") + read("/c"), "23");
}

TEST_F(PlayedMachineTest, ShowsAbsenceAndDenial) {
  LinuxSample second = sample_at(6, {});
  second.errors = {{"/proc/stat", "absent"}, {"/proc/1/mountinfo", "denied"}, {"/sys/x", "failed"}};
  play_samples({sample_at(5, {{"/proc/stat", "cpu 1\n"}}), second});
  EXPECT_EQ(files_->read("/proc/never").error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(read("/proc/stat"), "cpu 1\n");
  clock_.advance(1s);
  EXPECT_EQ(files_->read("/proc/stat").error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(files_->read("/proc/1/mountinfo").error().kind(), core::ErrorKind::denied);
  EXPECT_EQ(files_->read("/sys/x").error().kind(), core::ErrorKind::failed);
}

TEST_F(PlayedMachineTest, ShowsWhatCameBack) {
  LinuxSample away = sample_at(6, {});
  away.errors = {{"/proc/stat", "absent"}};
  play_samples({sample_at(5, {{"/proc/stat", "1"}}), away, sample_at(7, {{"/proc/stat", "1"}})});
  EXPECT_EQ(read("/proc/stat"), "1");
  clock_.advance(2s);
  EXPECT_EQ(read("/proc/stat"), "1");
}

TEST_F(PlayedMachineTest, HasDirectoriesLinksBytesAndRoom) {
  LinuxSample sample = sample_at(5, {});
  sample.directories = {{"/sys/block", {"sda", "sdb"}}, {"/sys/class/hwmon", {}}};
  sample.links = {{"/sys/device", "../x"}};
  sample.binary_files = {{"/sys/metrics", {0, 255}}};
  sample.filesystems = {{"/data", "", "", 1000, 400}};
  play_samples({sample});
  EXPECT_EQ(files_->list("/sys/block")->size(), 2U);
  EXPECT_TRUE(files_->list("/sys/class/hwmon")->empty());
  EXPECT_EQ(files_->list("/sys/none").error().kind(), core::ErrorKind::absent);
  EXPECT_EQ(*files_->link("/sys/device"), "../x");
  EXPECT_FALSE(files_->link("/sys/other"));
  EXPECT_EQ(*files_->read_once("/sys/metrics"), std::string_view("\0\xff", 2));
  EXPECT_EQ(machine_.measure("/host/data")->available_bytes, 400);
  EXPECT_FALSE(machine_.measure("/host/other"));
}

TEST_F(PlayedMachineTest, EndsWithTheRecordingAndSaysSo) {
  play_samples({sample_at(5, {{"/a", "1"}})});
  EXPECT_EQ(read("/a"), "1");
  clock_.advance(5s);
  const std::string over = path_ + ": the recording is over";
  EXPECT_EQ(read("/a"), over);
  EXPECT_EQ(files_->list("/sys").error().message(), over);
  EXPECT_EQ(files_->link("/sys").error().message(), over);
  EXPECT_EQ(machine_.measure("/").error().message(), over);
}

TEST_F(PlayedMachineTest, ForgetsWhenItBeginsAgain) {
  play_samples({sample_at(5, {{"/a", "1"}}), sample_at(6, {{"/b", "2"}})}, true);
  EXPECT_EQ(read("/a"), "1");
  clock_.advance(1s);
  EXPECT_EQ(read("/b"), "2");
  clock_.advance(5s);
  EXPECT_EQ(read("/b"), "/b: not in the recording");
  EXPECT_EQ(read("/a"), "1");
}

TEST_F(PlayedMachineTest, LetsEverySourceReadFromItsOwnThread) {
  std::vector<LinuxSample> samples;
  for (std::uint64_t second = 0; second < 50; ++second) {
    const std::string text(second + 1, 'x');
    samples.push_back(sample_at(second, {{"/a", text}, {"/b", text}}));
  }
  play_samples(samples);
  (void)files_->read("/a");
  clock_.advance(49s);
  std::vector<std::thread> threads;
  std::vector<std::size_t> sizes(4);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto files = machine_.files();
      for (int n = 0; n < 100; ++n) {
        const auto text = files->read(n % 2 == 0 ? "/a" : "/b");
        if (text) sizes[i] += text->size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(sizes, std::vector<std::size_t>(4, 5000));
}

TEST(PlayedMachine, RefusesWhatIsNoRecordingOfALinuxMachine) {
  const testing::ManualClock clock;
  EXPECT_FALSE(play({"/nowhere/host.ndjson", false, 1}, clock));
  const testing::TemporaryDirectory directory;
  const std::string path = directory.path("mac.ndjson");
  std::ofstream(path) << R"({"type":"machine","format":1,"platform":"apple"})" << '\n';
  EXPECT_EQ(play({path, false, 1}, clock).error().message(),
            path + ":1: not a recording of a Linux machine");
}

}  // namespace
}  // namespace silicon::linux_platform
