#include "exporter/command/record/record.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exporter/platform/apple/live_reader.hpp"
#include "exporter/platform/recording/write.hpp"
#include "tests/support/fake_apple/script.hpp"
#include "tests/support/fake_apple/small_mac.hpp"
#include "tests/support/manual_clock.hpp"

namespace silicon::command {
namespace {

using testing::apple::FakeMac;
using testing::apple::small_machine;
using testing::apple::small_sample;

// A fake Mac that goes on by one step whenever the recorder waits.
class RecordTest : public ::testing::Test {
 protected:
  RecordTest() {
    mac_.timebase = {1, 1};
    show(mac_, small_machine());
    show(mac_, small_sample());
  }

  core::Status record_samples(int samples) {
    const auto access = apple_platform::access_to(mac_.interfaces(), clock_);
    if (!access) return access.error();
    return record(*access, samples, clock_,
                  {.write = [this](std::string_view line) { return write(line); },
                   .wait = [this](core::SteadyInstant until) { wait(until); },
                   .progress = [this](int done) { progress_.push_back(done); }});
  }

  core::Status write(std::string_view line) {
    if (lines_.size() == room_) return core::Error("the disk is full");
    lines_.emplace_back(line);
    return core::Done{};
  }

  void wait(core::SteadyInstant until) {
    clock_.advance(until - clock_.steady());
    show(mac_, small_sample(++step_));
  }

  // What silicon-record would have to write for the sample of a step.
  std::string line_of(std::uint64_t step) const {
    apple::Sample sample = small_sample(step);
    sample.unix_ms = testing::ManualClock().wall.time_since_epoch().count() +
                     static_cast<std::int64_t>(step) * 1000;
    for (const apple_platform::VmField& field : apple_platform::kVmFields) {
      if (field.offset <= 112) sample.vm.emplace(field.name, 0);
    }
    return recording::sample_line(sample) + "\n";
  }

  FakeMac mac_;
  testing::ManualClock clock_;
  std::uint64_t step_ = 0;
  std::vector<std::string> lines_;
  std::vector<int> progress_;
  std::size_t room_ = 1000;
};

TEST_F(RecordTest, GivesBackTheRecordingThatTheMacPlays) {
  ASSERT_TRUE(record_samples(3).ok());
  ASSERT_EQ(lines_.size(), 4U);
  EXPECT_EQ(lines_[0], recording::machine_line(small_machine()) + "\n");
  for (std::uint64_t step = 0; step < 3; ++step) EXPECT_EQ(lines_[step + 1], line_of(step));
  EXPECT_EQ(mac_.leftovers(), "");
}

TEST_F(RecordTest, TakesASampleASecond) {
  const core::SteadyInstant begin = clock_.steady();
  ASSERT_TRUE(record_samples(5).ok());
  EXPECT_EQ(clock_.steady() - begin, std::chrono::seconds(4));
  EXPECT_EQ(progress_, (std::vector<int>{1, 2, 3, 4, 5}));
}

TEST_F(RecordTest, EndsWhereNothingMoreCanBeWritten) {
  room_ = 2;
  const core::Status status = record_samples(5);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message(), "the disk is full");
  EXPECT_EQ(progress_.size(), 2U);
}

TEST_F(RecordTest, FailsWhereThereIsNoMac) {
  mac_.sysctls.clear();
  EXPECT_FALSE(record_samples(1).ok());
  EXPECT_TRUE(lines_.empty());
}

TEST(WorthRecording, AreOfTheHistogramsThoseThatFiguresComeFrom) {
  int histograms = 0;
  for (const apple::ChannelChoice& choice : everything_worth_recording().ioreport) {
    if (choice.subgroup != "DCS BW") continue;
    ++histograms;
    for (const char* name : {"AMCC RD", "AMCC WR", "AMCC RD+WR", "AGX RD+WR", "ANE0 RD+WR"}) {
      EXPECT_TRUE(choice.accepts(name)) << name;
    }
    for (const char* name : {"AGX RD", "ANE0 WR", "AMCC", ""}) {
      EXPECT_FALSE(choice.accepts(name)) << name;
    }
  }
  EXPECT_EQ(histograms, 2) << "M3 Max and M5 Max call the group PMP0";
}

TEST_F(RecordTest, NeitherAsksForNorWritesWhatIdentifies) {
  mac_.smc["RPlt"] = {.type = "ch8*", .bytes = "J616c"};
  mac_.sysctls["kern.hostname"] = std::string("annas-mac.local\0", 16);
  ASSERT_TRUE(record_samples(1).ok());
  EXPECT_EQ(lines_[1].find("RPlt"), std::string::npos);
  EXPECT_EQ(lines_[0].find("annas-mac"), std::string::npos);
}

}  // namespace
}  // namespace silicon::command
