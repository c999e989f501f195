#include "exporter/platform/recording/playback.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <vector>

#include "exporter/platform/recording/write.hpp"
#include "tests/support/apple/channels.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::recording {
namespace {

using namespace std::chrono_literals;

class Playing : public ::testing::Test {
 protected:
  // A recording of one sample a second from second 100 on, and `tail` behind it.
  std::string file(int samples, const std::string& tail = "") {
    std::string path = directory_.path("mac.ndjson");
    std::ofstream out(path);
    out << machine_line(apple::Machine{}) << '\n';
    for (int i = 0; i < samples; ++i) {
      out << sample_line(testing::sample_at(100 + i)) << '\n';
    }
    out << tail;
    return path;
  }

  void open(PlaybackOptions options) {
    auto access = play(std::move(options));
    ASSERT_TRUE(access) << access.error().message();
    auto reader = access->open({});
    ASSERT_TRUE(reader);
    reader_ = *std::move(reader);
  }

  // The second that the recording is at so long after the first read; the problem otherwise.
  std::string at(core::SteadyDuration passed) {
    const auto sample = reader_->read(core::SteadyInstant(1h) + passed);
    if (!sample) return sample.error().message();
    return std::to_string((*sample)->mono_ns / 1'000'000'000);
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<apple::Reader> reader_;
};

TEST_F(Playing, ShowsTheSampleOfTheMoment) {
  open({file(3), false, 1});
  EXPECT_EQ(at(0s), "100");
  EXPECT_EQ(at(700ms), "100");
  EXPECT_EQ(at(1s), "101");
  EXPECT_EQ(at(2900ms), "102");
}

TEST_F(Playing, GivesEachReaderWhatItWantsAndNoMore) {
  const std::string path = directory_.path("mac.ndjson");
  apple::Sample sample =
      testing::sample_at(100, {testing::simple_channel("Energy Model", "", "CPU Energy", "mJ", 5),
                               testing::simple_channel("Energy Model", "", "ANE ", "mJ", 6),
                               testing::state_channel("PMP", "DCS BW", "AMCC RD", {{"1GB/s", 7}}),
                               testing::state_channel("PMP", "AF BW", "AMCC RD", {{"1GB/s", 8}})});
  sample.smc["TCMb"] = {"flt ", {0, 0, 32, 66}};
  sample.smc["PSTR"] = {"flt ", {0, 0, 64, 65}};
  sample.hid = {{"PMU tdie1", 45}};
  sample.load = {1, 2, 3};
  std::ofstream(path) << machine_line(apple::Machine{}) << '\n' << sample_line(sample) << '\n';
  auto access = play({path, false, 1});
  ASSERT_TRUE(access);
  apple::Wanted wanted;
  wanted.load = true;
  wanted.ioreport = {{.group = "PMP", .subgroup = "DCS BW", .accepts = nullptr},
                     {.group = "Energy Model",
                      .subgroup = "",
                      .accepts = [](std::string_view channel) { return channel == "ANE"; }}};
  wanted.smc = [](std::string_view key) { return key == "PSTR"; };
  const auto reader = access->open(wanted);
  ASSERT_TRUE(reader);
  const auto given = (*reader)->read(core::SteadyInstant(1h));
  ASSERT_TRUE(given) << given.error().message();
  EXPECT_EQ(sample_line(**given),
            R"({"type":"sample","mono_ns":100000000000,"unix_ms":1700000100000,"load":[1,2,3],)"
            R"("ioreport":[{"group":"Energy Model","channel":"ANE ","unit":"mJ",)"
            R"("format":"simple","value":6},{"group":"PMP","subgroup":"DCS BW",)"
            R"("channel":"AMCC RD","unit":"24Mticks","format":"state","states":[["1GB/s",7]]}],)"
            R"("smc":{"PSTR":{"type":"flt ","bytes":"00004041"}}})");
}

TEST_F(Playing, SkipsWhatPassedMeanwhile) {
  open({file(10), false, 1});
  at(0s);
  EXPECT_EQ(at(7s), "107");
}

TEST_F(Playing, EndsWithTheRecording) {
  const std::string path = file(2);
  open({path, false, 1});
  at(0s);
  EXPECT_EQ(at(1900ms), "101");
  EXPECT_EQ(at(3s), path + ": the recording is over");
}

TEST_F(Playing, BeginsAgainWhereItIsToLoop) {
  open({file(2), true, 1});
  at(0s);
  EXPECT_EQ(at(1500ms), "101");
  EXPECT_EQ(at(2500ms), "100");
  EXPECT_EQ(at(3500ms), "101");
  EXPECT_EQ(at(60s), "100");
}

TEST_F(Playing, GoesAsFastAsItIsTold) {
  open({file(10), false, 4});
  at(0s);
  EXPECT_EQ(at(1s), "104");
}

TEST_F(Playing, EndsAtALineThatIsNotUnderstoodAndSaysWhich) {
  const std::string path = file(2, "{\"type\":\"sample\",\"mono_ns\":true}\n");
  open({path, false, 1});
  at(0s);
  EXPECT_EQ(at(1s), path + ":4: mono_ns: expected a number of 0 or more that fits");
}

TEST_F(Playing, EndsAtASampleThatIsNotUnderstoodOnceItIsDue) {
  const std::string path = file(2, R"({"type":"sample","mono_ns":102000000000,"unix_ms":1,"vm":7})"
                                   "\n");
  open({path, false, 1});
  at(0s);
  EXPECT_EQ(at(1s), "101");
  EXPECT_EQ(at(2s), path + ":4: vm: expected an object");
}

TEST_F(Playing, PutsTogetherWhatChangedHoweverMuchItSkips) {
  const std::string path = directory_.path("changes.ndjson");
  std::ofstream out(path);
  out << machine_line(apple::Machine{}) << '\n';
  SampleWriter writer;
  for (int i = 0; i < 6; ++i) {
    apple::Sample sample = testing::sample_at(100 + i);
    sample.vm = {{"faults", 7}, {"swapins", i == 2 ? 1 : 0}};
    sample.load = {1, 2, i < 3 ? 3.0 : 4.0};
    out << writer.line(sample) << '\n';
  }
  out.close();
  auto access = play({path, true, 1});
  ASSERT_TRUE(access);
  apple::Wanted wanted;
  wanted.memory = wanted.load = true;
  auto reader = access->open(wanted);
  ASSERT_TRUE(reader);
  const auto shown = [&](core::SteadyDuration passed) {
    const auto sample = (*reader)->read(core::SteadyInstant(1h) + passed);
    return sample ? sample_line(**sample) : sample.error().message();
  };
  const auto second = [](const char* at, const char* load, const char* swapins) {
    return R"({"type":"sample","mono_ns":)" + std::string(at) + R"(000000000,"unix_ms":1700000)" +
           at + R"(000,"load":[1,2,)" + load + R"(],"vm":{"faults":7,"swapins":)" + swapins + "}}";
  };
  EXPECT_EQ(shown(0s), second("100", "3", "0"));
  EXPECT_EQ(shown(2s), second("102", "3", "1"));
  EXPECT_EQ(shown(5s), second("105", "4", "0"));
  EXPECT_EQ(shown(6500ms), second("100", "3", "0")) << "the loop's next round";
  EXPECT_EQ(shown(9500ms), second("103", "4", "0"));
}

TEST_F(Playing, EndsWhereTheClockGoesBack) {
  const std::string path = file(2, sample_line(testing::sample_at(7)) + "\n");
  open({path, false, 1});
  at(0s);
  EXPECT_EQ(at(1s), path + ":4: mono_ns goes back");
}

TEST_F(Playing, PassesOverALastLineThatWasCut) {
  open({file(2, R"({"type":"sample","mono_ns":1)"), false, 1});
  at(0s);
  EXPECT_EQ(at(1s), "101");
}

TEST_F(Playing, NeedsASample) {
  const std::string path = file(0);
  open({path, false, 1});
  EXPECT_EQ(at(0s), path + ": no sample");
}

TEST_F(Playing, RefusesFilesThatAreNoRecordings) {
  EXPECT_FALSE(play({directory_.path("none"), false, 1}));
  const std::string path = directory_.path("text");
  std::ofstream(path) << "hello\n";
  const auto access = play({path, false, 1});
  ASSERT_FALSE(access);
  EXPECT_EQ(access.error().message(), path + ":1: no JSON object");
}

TEST(ParsePlayback, TakesAFileAndHowToPlayIt) {
  const auto options = parse_playback("a/b.ndjson,loop,speed=2.5");
  ASSERT_TRUE(options);
  EXPECT_EQ(options->file, "a/b.ndjson");
  EXPECT_TRUE(options->loop);
  EXPECT_EQ(options->speed, 2.5);
  for (const char* wrong : {"", ",loop", "f,lop", "f,speed=0", "f,speed=x", "f,speed=2000"}) {
    EXPECT_FALSE(parse_playback(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace silicon::recording
