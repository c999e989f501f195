#include "exporter/platform/recording/read.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "exporter/platform/recording/write.hpp"
#include "tests/support/fake_apple/small_mac.hpp"

namespace silicon::recording {
namespace {

using testing::apple::small_machine;
using testing::apple::small_sample;

std::string problem_of(std::string_view line) {
  SampleParser parser;
  const auto sample = parser.parse(line);
  return sample ? "" : sample.error().message();
}

std::string machine_problem(std::string_view line) {
  const auto machine = parse_machine(line);
  return machine ? "" : machine.error().message();
}

TEST(Read, GivesBackTheMachineThatWasWritten) {
  const std::string line = machine_line(small_machine());
  const auto machine = parse_machine(line);
  ASSERT_TRUE(machine) << machine.error().message();
  EXPECT_EQ(machine_line(*machine), line);
}

TEST(Read, GivesBackTheSampleThatWasWritten) {
  const std::string line = sample_line(small_sample());
  SampleParser parser;
  const auto sample = parser.parse(line);
  ASSERT_TRUE(sample) << sample.error().message();
  EXPECT_EQ(sample_line(**sample), line);
}

TEST(Read, SharesTheIdentitiesOfChannelsAmongSamples) {
  SampleParser parser;
  const std::string line = sample_line(small_sample());
  const auto first = parser.parse(line);
  ASSERT_TRUE(first && !(*first)->ioreport.empty());
  const auto identity = (*first)->ioreport[0].identity;
  const auto second = parser.parse(line);
  ASSERT_TRUE(second);
  EXPECT_EQ((*second)->ioreport[0].identity, identity);
  parser.begin();
  const auto again = parser.parse(line);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->ioreport[0].identity, identity) << "and with the next round of a loop";
}

class ReadChanges : public ::testing::Test {
 protected:
  // The sample after that line, whole; what is wrong with the line otherwise.
  std::string after(std::string_view line) {
    const auto sample = parser_.parse(line);
    return sample ? sample_line(**sample) : sample.error().message();
  }
  std::string begin(const std::string& rest) { return after(kHead + rest + "}"); }
  std::string change(const std::string& rest) {
    return after(R"({"type":"changes","mono_ns":2,"unix_ms":3)" + rest + "}");
  }

  const std::string kHead = R"({"type":"sample","mono_ns":1,"unix_ms":2)";
  const std::string kLater = R"({"type":"sample","mono_ns":2,"unix_ms":3)";
  const std::string kEnergy = R"({"group":"Energy Model","channel":"ANE","unit":"mJ",)"
                              R"("format":"simple","value":)";
  const std::string kCore = R"({"group":"CPU Stats","channel":"ECPU","format":"state",)"
                            R"("states":[["IDLE",)";
  SampleParser parser_;
};

TEST_F(ReadChanges, GivesBackTheSamplesThatWereWritten) {
  SampleWriter writer;
  for (std::uint64_t step = 0; step < 5; ++step) {
    EXPECT_EQ(after(writer.line(small_sample(step))), sample_line(small_sample(step))) << step;
  }
}

TEST_F(ReadChanges, KeepsWhatALineDoesNotName) {
  begin(R"(,"load":[1,2,3],"vm":{"faults":7,"swapins":8},"pressure_level":1)");
  EXPECT_EQ(change(R"(,"vm":{"faults":9})"),
            kLater + R"(,"load":[1,2,3],"vm":{"faults":9,"swapins":8},"pressure_level":1})");
  EXPECT_EQ(change(R"(,"load":[4,5,6])"),
            kLater + R"(,"load":[4,5,6],"vm":{"faults":9,"swapins":8},"pressure_level":1})");
}

TEST_F(ReadChanges, ForgetsItAllAtAWholeSample) {
  begin(R"(,"vm":{"faults":7},"thermal_pressure":2)");
  EXPECT_EQ(begin(R"(,"vm":{"swapins":8})"), kHead + R"(,"vm":{"swapins":8}})");
}

TEST_F(ReadChanges, FindsChannelsByTheirPositions) {
  begin(R"(,"ioreport":[)" + kEnergy + "5}," + kCore + R"(6],["V0P1",7]]}])");
  EXPECT_EQ(change(R"(,"ioreport":{"0":{"value":8}})"),
            kLater + R"(,"ioreport":[)" + kEnergy + "8}," + kCore + R"(6],["V0P1",7]]}]})");
  EXPECT_EQ(change(R"(,"ioreport":{"1":{"ticks":[9,10]}})"),
            kLater + R"(,"ioreport":[)" + kEnergy + "8}," + kCore + R"(9],["V0P1",10]]}]})");
  EXPECT_EQ(change(R"(,"ioreport":{"0":{"published":4}})"), kLater + R"(,"ioreport":[)" + kEnergy +
                                                                R"(8,"published":4},)" + kCore +
                                                                R"(9],["V0P1",10]]}]})");
}

// A later version may record channels of other formats.
TEST_F(ReadChanges, CountsChannelsThatItPassedOver) {
  begin(R"(,"ioreport":[{"group":"g","channel":"c","format":"histogram","buckets":[1]},)" +
        kEnergy + "5}]");
  EXPECT_EQ(change(R"(,"ioreport":{"0":{"buckets":[2]},"1":{"value":8}})"),
            kLater + R"(,"ioreport":[)" + kEnergy + "8}]}");
}

TEST_F(ReadChanges, NamesTheChannelThatIsWrong) {
  const std::string channels = R"(,"ioreport":[)" + kEnergy + "5}," + kCore + R"(6],["V0P1",7]]}])";
  const auto problem = [&](const std::string& rest) {
    begin(channels);
    return change(R"(,"ioreport":)" + rest);
  };
  EXPECT_EQ(problem(R"({"2":{"value":8}})"), "ioreport.2: expected the position of a channel");
  EXPECT_EQ(problem(R"({"-1":{"value":8}})"), "ioreport.-1: expected the position of a channel");
  EXPECT_EQ(problem(R"({"ANE":{"value":8}})"), "ioreport.ANE: expected the position of a channel");
  EXPECT_EQ(problem(R"({"0":{"value":"8"}})"), "ioreport.0.value: expected a whole number");
  EXPECT_EQ(problem(R"({"0":8})"), "ioreport.0: expected an object");
  EXPECT_EQ(problem(R"({"1":{"ticks":[8]}})"), "ioreport.1.ticks: expected a list of 2");
  EXPECT_EQ(begin(R"(,"ioreport":{"0":{"value":8}})"),
            "ioreport.0: expected the position of a channel")
      << "a whole sample has to name its channels";
}

TEST_F(ReadChanges, NeedASampleBefore) {
  EXPECT_EQ(change(""), "changes of no sample");
  begin("");
  EXPECT_EQ(change(""), kLater + "}");
  parser_.begin();
  EXPECT_EQ(change(""), "changes of no sample");
}

TEST_F(ReadChanges, AreNotMixedUpWithWhatWasNotUnderstood) {
  begin(R"(,"vm":{"faults":7})");
  change(R"(,"vm":{"faults":8,"swapins":true})");
  EXPECT_EQ(change(""), "changes of no sample");
}

TEST(ReadMoment, LooksAtNothingElse) {
  EXPECT_EQ(*parse_moment(R"({"type":"changes","vm":7,"mono_ns":5})"), 5U);
  EXPECT_EQ(parse_moment(R"({"type":"sample"})").error().message(),
            "mono_ns: expected a number of 0 or more that fits");
  EXPECT_EQ(parse_moment(R"({"mono_ns":5)").error().message(), "no JSON object");
}

TEST(Read, BearsTheLeastAndTheGreatestNumbers) {
  SampleParser parser;
  const auto sample = parser.parse(
      R"({"type":"sample","mono_ns":18446744073709551615,"unix_ms":-5,"ioreport":[)"
      R"({"group":"g","channel":"c","format":"simple","value":-9223372036854775808}]})");
  ASSERT_TRUE(sample) << sample.error().message();
  EXPECT_EQ((*sample)->mono_ns, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ((*sample)->ioreport.at(0).value, std::numeric_limits<std::int64_t>::min());
}

TEST(Read, PassesOverWhatALaterVersionMayAdd) {
  SampleParser parser;
  const auto sample = parser.parse(
      R"({"type":"sample","mono_ns":1,"unix_ms":2,"novelty":{"deep":[1,2]},"ioreport":[)"
      R"({"group":"g","channel":"c","format":"histogram","buckets":[1]}]})");
  ASSERT_TRUE(sample) << sample.error().message();
  EXPECT_TRUE((*sample)->ioreport.empty());
}

TEST(Read, NamesThePlaceOfAWrongType) {
  const std::string head = R"({"type":"sample","mono_ns":1,"unix_ms":2,)";
  EXPECT_EQ(problem_of(R"({"type":"sample","mono_ns":"x","unix_ms":2})"),
            "mono_ns: expected a number of 0 or more that fits");
  EXPECT_EQ(problem_of(R"({"type":"sample","unix_ms":2})"),
            "mono_ns: expected a number of 0 or more that fits");
  EXPECT_EQ(problem_of(head + R"("vm":{"free_count":-1}})"),
            "vm.free_count: expected a number of 0 or more that fits");
  EXPECT_EQ(problem_of(head + R"("cpu_ticks":[[1,2,3,0],[1,2,3,4294967296]]})"),
            "cpu_ticks[1][3]: expected a number of 0 or more that fits");
  EXPECT_EQ(
      problem_of(head + R"("ioreport":[{"group":"g","channel":7,"format":"simple","value":1}]})"),
      "ioreport[0].channel: expected a text");
  EXPECT_EQ(problem_of(head + R"("ioreport":[{"group":"g","channel":"c","format":"state",)"
                              R"("states":[["IDLE",1],["V0P0"]]}]})"),
            "ioreport[0].states[1]: expected a list of 2");
  EXPECT_EQ(problem_of(head + R"("smc":{"TCMb":{"type":"flt ","bytes":"0g"}}})"),
            "smc.TCMb.bytes: expected bytes in hexadecimal");
  EXPECT_EQ(problem_of(head + R"("hid":[["a"]]})"), "hid[0]: expected a list of 2");
  EXPECT_EQ(problem_of(head + R"("load":[1,2]})"), "load: expected a list of 3");
  EXPECT_EQ(problem_of(head + R"("swap":3})"), "swap: expected an object");
}

TEST(Read, RefusesWhatIsNoSample) {
  for (const char* line : {"", "{", "[]", "null", "\xff", R"({"type":"sample","mono_ns":1)"}) {
    EXPECT_EQ(problem_of(line), "no JSON object") << line;
  }
  EXPECT_EQ(problem_of(R"({"type":"machine"})"),
            "expected a line of type \"sample\" or \"changes\"");
}

TEST(Read, TakesFormat1WhichHasNoChanges) {
  EXPECT_TRUE(parse_machine(R"({"type":"machine","format":1,"platform":"apple"})"));
}

TEST(Read, RefusesAnotherFormatAndAnotherPlatform) {
  EXPECT_EQ(machine_problem(R"({"type":"machine","format":3,"platform":"apple"})"),
            "format \"3\" is not known: this program reads formats 1 to 2");
  EXPECT_EQ(machine_problem(R"({"type":"machine","platform":"apple"})"),
            "format unstated is not known: this program reads formats 1 to 2");
  EXPECT_EQ(machine_problem(R"({"type":"machine","format":1,"platform":"amiga"})"),
            "not a recording of an Apple machine");
  EXPECT_EQ(machine_problem(R"({"type":"sample"})"), "expected a line of type \"machine\"");
}

TEST(Read, IsBounded) {
  EXPECT_EQ(problem_of(std::string(kLongestLine + 1, ' ')), "the line is longer than 4 MiB");
  EXPECT_EQ(problem_of(std::string(100000, '[')), "no JSON object");
  std::string many = R"({"type":"sample","mono_ns":1,"unix_ms":2,"hid":[["a",1])";
  for (int i = 0; i < 16384; ++i) many += R"(,["a",1])";
  EXPECT_EQ(problem_of(many + "]}"), "hid: expected a list of at most 16384");
}

}  // namespace
}  // namespace silicon::recording
