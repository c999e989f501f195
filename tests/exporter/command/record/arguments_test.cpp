#include "exporter/command/record/arguments.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

using Arguments = std::vector<std::string>;

std::string complaint(const Arguments& arguments) {
  const auto parsed = parse_record_arguments(arguments);
  return parsed ? "" : parsed.error().message();
}

TEST(RecordArguments, HaveDefaults) {
  const auto arguments = parse_record_arguments({});
  ASSERT_TRUE(arguments.ok());
  EXPECT_EQ(arguments->seconds, 60);
  EXPECT_EQ(arguments->file, "silicon-recording.ndjson");
  EXPECT_FALSE(arguments->help);
}

TEST(RecordArguments, AreTakenInAnyOrder) {
  const auto arguments = parse_record_arguments({"--out", "-", "--seconds", "5"});
  ASSERT_TRUE(arguments.ok());
  EXPECT_EQ(arguments->seconds, 5);
  EXPECT_EQ(arguments->file, "-");
  EXPECT_TRUE(parse_record_arguments({"-h"})->help);
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

TEST(RecordArguments, AreAllInTheUsage) {
  for (const char* flag : {"--seconds", "--out"}) {
    EXPECT_NE(record_usage().find(flag), std::string_view::npos);
  }
}

}  // namespace
}  // namespace silicon::command
