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
  const auto sample = SampleParser().parse(line);
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
  const auto sample = SampleParser().parse(line);
  ASSERT_TRUE(sample) << sample.error().message();
  EXPECT_EQ(sample_line(*sample), line);
}

TEST(Read, SharesTheIdentitiesOfChannelsAmongSamples) {
  SampleParser parser;
  const std::string line = sample_line(small_sample());
  const auto first = parser.parse(line);
  const auto second = parser.parse(line);
  ASSERT_TRUE(first && second && !first->ioreport.empty());
  EXPECT_EQ(first->ioreport[0].identity, second->ioreport[0].identity);
}

TEST(Read, BearsTheLeastAndTheGreatestNumbers) {
  const auto sample = SampleParser().parse(
      R"({"type":"sample","mono_ns":18446744073709551615,"unix_ms":-5,"ioreport":[)"
      R"({"group":"g","channel":"c","format":"simple","value":-9223372036854775808}]})");
  ASSERT_TRUE(sample) << sample.error().message();
  EXPECT_EQ(sample->mono_ns, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(sample->ioreport.at(0).value, std::numeric_limits<std::int64_t>::min());
}

TEST(Read, PassesOverWhatALaterVersionMayAdd) {
  const auto sample = SampleParser().parse(
      R"({"type":"sample","mono_ns":1,"unix_ms":2,"novelty":{"deep":[1,2]},"ioreport":[)"
      R"({"group":"g","channel":"c","format":"histogram","buckets":[1]}]})");
  ASSERT_TRUE(sample) << sample.error().message();
  EXPECT_TRUE(sample->ioreport.empty());
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
  EXPECT_EQ(problem_of(R"({"type":"machine"})"), "expected a line of type \"sample\"");
}

TEST(Read, RefusesAnotherFormatAndAnotherPlatform) {
  EXPECT_EQ(machine_problem(R"({"type":"machine","format":2,"platform":"apple"})"),
            "format \"2\" is not known: this program reads format 1");
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
