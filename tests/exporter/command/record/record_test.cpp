#include "exporter/command/record/record.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "exporter/core/text.hpp"
#include "exporter/platform/apple/live_reader.hpp"
#include "exporter/platform/recording/read.hpp"
#include "exporter/platform/recording/schema.hpp"
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

  core::Status record_samples(int samples, core::Duration interval = std::chrono::seconds(1)) {
    const auto access = apple_platform::access_to(mac_.interfaces(), clock_);
    if (!access) return access.error();
    const auto subject = subject_of(*access);
    if (!subject) return subject.error();
    return record(*subject, {samples, interval}, clock_,
                  {.write = [this](std::string_view line) { return write(line); },
                   .wait = [this](core::SteadyInstant until) { return wait(until); },
                   .progress = [this](int done) { progress_.push_back(done); }});
  }

  core::Status write(std::string_view line) {
    if (lines_.size() == room_) return core::Error("the disk is full");
    lines_.emplace_back(line);
    return core::Done{};
  }

  bool wait(core::SteadyInstant until) {
    if (step_ == patience_) return false;
    clock_.advance(until - clock_.steady());
    show(mac_, small_sample(++step_));
    return true;
  }

  // What silicon-record would have to write for that many steps.
  static std::vector<std::string> lines_of(std::uint64_t steps) {
    std::vector<std::string> lines{recording::machine_line(small_machine()) + "\n"};
    recording::SampleWriter writer;
    for (std::uint64_t step = 0; step < steps; ++step) {
      lines.push_back(writer.line(sample_of(step)) + "\n");
    }
    return lines;
  }

  static apple::Sample sample_of(std::uint64_t step) {
    apple::Sample sample = small_sample(step);
    sample.unix_ms = testing::ManualClock().wall.time_since_epoch().count() +
                     static_cast<std::int64_t>(step) * 1000;
    for (const apple_platform::VmField& field : apple_platform::kVmFields) {
      if (field.offset <= 112) sample.vm.emplace(field.name, 0);
    }
    return sample;
  }

  FakeMac mac_;
  testing::ManualClock clock_;
  std::uint64_t step_ = 0;
  std::uint64_t patience_ = 1000;
  std::vector<std::string> lines_;
  std::vector<int> progress_;
  std::size_t room_ = 1000;
};

TEST_F(RecordTest, GivesBackTheRecordingThatTheMacPlays) {
  ASSERT_TRUE(record_samples(3).ok());
  EXPECT_EQ(lines_, lines_of(3));
  EXPECT_EQ(mac_.leftovers(), "");
}

TEST_F(RecordTest, TakesASampleASecond) {
  const core::SteadyInstant begin = clock_.steady();
  ASSERT_TRUE(record_samples(5).ok());
  EXPECT_EQ(clock_.steady() - begin, std::chrono::seconds(4));
  EXPECT_EQ(progress_, (std::vector<int>{1, 2, 3, 4, 5}));
}

TEST_F(RecordTest, TakesSamplesAtTheIntervalAskedFor) {
  const core::SteadyInstant begin = clock_.steady();
  ASSERT_TRUE(record_samples(5, std::chrono::milliseconds(250)).ok());
  EXPECT_EQ(clock_.steady() - begin, std::chrono::seconds(1));
}

TEST_F(RecordTest, EndsWhenTheUserWantsNoMore) {
  patience_ = 2;
  ASSERT_TRUE(record_samples(100).ok());
  EXPECT_EQ(lines_.size(), 4U) << "a machine and three samples";
}

TEST_F(RecordTest, LeavesOutWhatIsDueWhileItReads) {
  std::vector<core::SteadyInstant> moments;
  const Subject slow{.machine_line = "machine",
                     .sample_line = [&](core::SteadyInstant now) -> core::Result<std::string> {
                       moments.push_back(now);
                       clock_.advance(std::chrono::milliseconds(2500));
                       return std::string("sample");
                     }};
  const core::SteadyInstant begin = clock_.steady();
  ASSERT_TRUE(record(slow, {7, std::chrono::seconds(1)}, clock_,
                     {.write = [this](std::string_view line) { return write(line); },
                      .wait = [this](core::SteadyInstant until) { return wait(until); },
                      .progress = [](int) {}}));
  ASSERT_EQ(moments.size(), 3U);
  EXPECT_EQ(moments[1] - begin, std::chrono::seconds(3));
  EXPECT_EQ(moments[2] - begin, std::chrono::seconds(6));
}

TEST_F(RecordTest, LeavesOutASecondInWhichTheMachineSaysNothing) {
  int asked = 0;
  const Subject moody{.machine_line = "machine",
                      .sample_line = [&](core::SteadyInstant) -> core::Result<std::string> {
                        if (++asked == 2) return core::Error("nothing");
                        return std::string("sample");
                      }};
  ASSERT_TRUE(record(moody, {3, std::chrono::seconds(1)}, clock_,
                     {.write = [this](std::string_view line) { return write(line); },
                      .wait = [this](core::SteadyInstant until) { return wait(until); },
                      .progress = [](int) {}}));
  EXPECT_EQ(lines_, (std::vector<std::string>{"machine\n", "sample\n", "sample\n"}));
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

template <class Struct>
std::set<std::string> keys_of() {
  std::set<std::string> keys;
  recording::for_each_field<Struct>([&](const auto& field) { keys.insert(field.key); });
  return keys;
}

std::set<std::string> keys_in(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

// A recording plays on the fake Mac, is recorded there, and comes back: through the reader and the
// recorder of the product, letter by letter.
TEST_F(RecordTest, IsTheIdentityOnWhatIsPlayedToIt) {
  const std::vector<std::string> played = lines_of(4);
  const auto read = recording::parse_machine(core::cut(played.front(), '\n').first);
  ASSERT_TRUE(read);
  show(mac_, *read);
  recording::SampleParser parser;
  std::size_t next = 1;
  const auto show_next = [&] {
    const auto sample = parser.parse(played.at(next++));
    ASSERT_TRUE(sample) << sample.error().message();
    show(mac_, **sample);
  };
  show_next();
  const auto access = apple_platform::access_to(mac_.interfaces(), clock_);
  ASSERT_TRUE(access);
  const auto subject = subject_of(*access);
  ASSERT_TRUE(subject);
  ASSERT_TRUE(record(*subject, {4, std::chrono::seconds(1)}, clock_,
                     {.write = [this](std::string_view line) { return write(line); },
                      .wait =
                          [&](core::SteadyInstant until) {
                            clock_.advance(until - clock_.steady());
                            show_next();
                            return true;
                          },
                      .progress = [](int) {}}));
  EXPECT_EQ(lines_, played);
}

// What the identity is proven on has every key that the format knows.
TEST_F(RecordTest, ProvesTheIdentityOnEveryField) {
  const auto with = [](std::set<std::string> keys, std::initializer_list<const char*> more) {
    keys.insert(more.begin(), more.end());
    return keys;
  };
  const auto machine = nlohmann::json::parse(recording::machine_line(small_machine()));
  EXPECT_EQ(keys_in(machine), with(keys_of<apple::Machine>(), {"type", "format", "platform"}));
  EXPECT_EQ(keys_in(machine["cpus"][0]), keys_of<apple::CpuNode>());
  const auto sample = nlohmann::json::parse(recording::sample_line(sample_of(1)));
  EXPECT_EQ(keys_in(sample), with(keys_of<apple::Sample>(), {"type"}));
  std::set<std::string> of_channels;
  for (const auto& channel : sample["ioreport"]) of_channels.merge(keys_in(channel));
  EXPECT_EQ(of_channels, keys_of<recording::ChannelLine>());
  EXPECT_EQ(keys_in(sample["swap"]), keys_of<apple::Swap>());
  EXPECT_EQ(keys_in(sample["smc"]["PSTR"]), keys_of<apple::SmcValue>());
  EXPECT_EQ(keys_in(sample["disks"]["disk0"]), keys_of<apple::DiskCounters>());
  EXPECT_EQ(keys_in(sample["interfaces"]["en0"]), keys_of<apple::InterfaceCounters>());
  EXPECT_EQ(keys_in(sample["filesystems"][0]), keys_of<apple::FilesystemRoom>());
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
