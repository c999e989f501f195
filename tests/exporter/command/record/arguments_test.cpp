#include "exporter/command/record/arguments.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

using namespace std::chrono_literals;
using Arguments = std::vector<std::string>;

constexpr RecordProgram kHere{"silicon-exporter record", true};

std::string complaint(const Arguments& arguments) {
  const auto parsed = parse_record_arguments({}, arguments);
  return parsed ? "" : parsed.error().message();
}

TEST(RecordArguments, HaveDefaults) {
  const auto arguments = parse_record_arguments({}, {});
  ASSERT_TRUE(arguments.ok());
  EXPECT_EQ(arguments->duration, 60s);
  EXPECT_EQ(arguments->interval, 1s);
  EXPECT_EQ(arguments->file, "silicon-recording.ndjson");
  EXPECT_EQ(arguments->root, "/");
  EXPECT_FALSE(arguments->help || arguments->force);
}

TEST(RecordArguments, AreTakenInAnyOrder) {
  const auto arguments = parse_record_arguments({}, {"--out", "-", "--force", "--seconds", "5"});
  ASSERT_TRUE(arguments.ok());
  EXPECT_EQ(arguments->duration, 5s);
  EXPECT_TRUE(arguments->force);
  EXPECT_EQ(arguments->file, "-");
  EXPECT_TRUE(parse_record_arguments({}, {"-h"})->help);
}

TEST(RecordArguments, AreRefusedWithTheReason) {
  EXPECT_EQ(complaint({"--second", "5"}), "unknown argument \"--second\"");
  EXPECT_EQ(complaint({"--out"}), "--out wants a value");
  EXPECT_EQ(complaint({"--out", ""}), "--out wants a value");
  for (const char* seconds : {"0", "-1", "1.5", "86401", "ten"}) {
    EXPECT_EQ(complaint({"--seconds", seconds}),
              "--seconds takes a number from 1 to 86400, not \"" + std::string(seconds) + "\"");
  }
}

TEST(RecordArguments, MayHaveTheirValueBehindAnEqualsSign) {
  const auto arguments = parse_record_arguments({}, {"--seconds=5", "--interval=500ms"});
  ASSERT_TRUE(arguments.ok());
  EXPECT_EQ(arguments->duration, 5s);
  EXPECT_EQ(arguments->interval, 500ms);
  EXPECT_EQ(complaint({"--out="}), "--out wants a value");
}

TEST(RecordArguments, BoundTheInterval) {
  for (const char* interval : {"0", "99ms", "61m", "1", "fast"}) {
    EXPECT_EQ(
        complaint({"--interval", interval}),
        "--interval takes a duration from 100ms to 1h, not \"" + std::string(interval) + "\"");
  }
  EXPECT_EQ(complaint({"--seconds", "5", "--interval", "6s"}),
            "--interval is longer than --seconds");
}

TEST(RecordArguments, HaveARootWhereThereAreFiles) {
  EXPECT_EQ(complaint({"--path.root", "/host"}), "unknown argument \"--path.root\"");
  EXPECT_EQ(parse_record_arguments(kHere, {"--path.root", "/host"})->root, "/host");
}

TEST(RecordArguments, AreAllInTheUsage) {
  for (const char* flag : {"--seconds", "--interval", "--out", "--force", "--path.root"}) {
    EXPECT_NE(record_usage(kHere).find(flag), std::string::npos) << flag;
  }
  EXPECT_EQ(record_usage({}).find("--path.root"), std::string::npos);
}

TEST(RecordArguments, AreTaughtInLinesThatFitATerminal) {
  const std::string usage = record_usage(kHere);
  EXPECT_NE(usage.find("silicon-exporter record --seconds 120"), std::string::npos);
  for (std::size_t at = 0; at < usage.size();) {
    const std::size_t end = usage.find('\n', at);
    EXPECT_LE(end - at, 100U) << usage.substr(at, end - at);
    at = end + 1;
  }
}

}  // namespace
}  // namespace silicon::command
