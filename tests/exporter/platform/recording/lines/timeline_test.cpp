#include "exporter/platform/recording/lines/timeline.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "exporter/core/numbers.hpp"
#include "exporter/platform/recording/read.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::recording {
namespace {

using namespace std::chrono_literals;

// Lines are the seconds of their samples; "bad" has no moment, "13" cannot be shown.
class NumberStage : public Stage {
 public:
  core::Status begin(std::string_view machine) override {
    shown.clear();
    if (machine != "machine") return core::Error("no machine");
    return core::Done{};
  }
  core::Result<std::uint64_t> moment_of(std::string_view sample) override {
    longest = std::max(longest, sample.size());
    const auto second = core::parse_unsigned(sample);
    if (!second) return core::Error("no number");
    return *second * 1'000'000'000;
  }
  core::Status show(std::string_view sample) override {
    if (sample == "13") return core::Error("bad luck");
    shown.emplace_back(sample);
    return core::Done{};
  }

  std::vector<std::string> shown;
  std::size_t longest = 0;
};

class TimelineTest : public ::testing::Test {
 protected:
  void open(const std::string& text, bool loop = false, double speed = 1) {
    path_ = directory_.path("recording");
    std::ofstream(path_) << text;
    auto opened = Timeline::open({path_, loop, speed});
    ASSERT_TRUE(opened) << opened.error().message();
    timeline_.emplace(*std::move(opened));
    ASSERT_TRUE(timeline_->begin(stage_));
  }

  // The sample that is shown so long after the beginning; the problem otherwise.
  std::string at(core::SteadyDuration passed) {
    const auto status = timeline_->advance(core::SteadyInstant(1h) + passed, stage_);
    return status ? stage_.shown.back() : status.error().message();
  }

  testing::TemporaryDirectory directory_;
  std::string path_;
  NumberStage stage_;
  std::optional<Timeline> timeline_;
};

TEST_F(TimelineTest, ShowsEverySampleInItsOrder) {
  open("machine\n100\n101\n104\n");
  EXPECT_EQ(at(0s), "100");
  EXPECT_EQ(at(3700ms), "101");
  EXPECT_EQ(at(4s), "104");
  EXPECT_EQ(stage_.shown, (std::vector<std::string>{"100", "101", "104"}));
}

TEST_F(TimelineTest, HasSomethingNewEachSecondForWhoLooksEachSecondWithAnUnsteadyHand) {
  open("machine\n100\n101\n102\n103\n");
  EXPECT_EQ(at(10ms), "100");
  EXPECT_EQ(at(990ms), "101");
  EXPECT_EQ(at(2100ms), "102");
  EXPECT_EQ(at(2900ms), "103");
}

TEST_F(TimelineTest, GivesTheLastSampleItsSecondAndEnds) {
  open("machine\n100\n101\n");
  at(0s);
  EXPECT_EQ(at(2s), "101");
  EXPECT_EQ(at(2001ms), path_ + ": the recording is over");
}

TEST_F(TimelineTest, StaysOverOnceItIsOver) {
  open("machine\n100\n");
  at(0s);
  EXPECT_EQ(at(5s), path_ + ": the recording is over");
  EXPECT_EQ(at(0s), path_ + ": the recording is over");
}

TEST_F(TimelineTest, BeginsAgainWithTheMachine) {
  open("machine\n100\n101\n", true);
  at(0s);
  at(1s);
  EXPECT_EQ(at(10s), "100");
  EXPECT_EQ(stage_.shown.size(), 1U) << "the stage was told to forget";
  EXPECT_EQ(at(11s), "101");
}

TEST_F(TimelineTest, NamesTheLineThatIsNotUnderstood) {
  open("machine\n100\n101\nbad\n");
  at(0s);
  EXPECT_EQ(at(1s), path_ + ":4: no number");
}

TEST_F(TimelineTest, NamesTheLineThatCannotBeShownOnceItIsDue) {
  open("machine\n12\n13\n14\n");
  EXPECT_EQ(at(0s), "12");
  EXPECT_EQ(at(1s), path_ + ":3: bad luck");
  EXPECT_EQ(at(2s), path_ + ":3: bad luck");
}

TEST_F(TimelineTest, RefusesTimeThatGoesBack) {
  open("machine\n100\n101\n100\n");
  at(0s);
  EXPECT_EQ(at(1s), path_ + ":4: mono_ns goes back");
}

TEST_F(TimelineTest, BearsTwoSamplesOfOneMoment) {
  open("machine\n100\n100\n");
  at(0s);
  EXPECT_EQ(stage_.shown.size(), 2U);
}

TEST_F(TimelineTest, NeverHoldsALineOfAnyLength) {
  open("machine\n100\n" + std::string(3 * kLongestLine, '7') + "\n");
  EXPECT_EQ(at(0s), path_ + ":3: no number");
  EXPECT_EQ(stage_.longest, kLongestLine + 1);
}

TEST_F(TimelineTest, HasNothingToShowOfAMachineAlone) {
  open("machine\n");
  EXPECT_EQ(at(0s), path_ + ": no sample");
}

TEST(Timeline, RefusesWhatIsNoFile) {
  EXPECT_FALSE(Timeline::open({"/nowhere/recording", false, 1}));
}

}  // namespace
}  // namespace silicon::recording
