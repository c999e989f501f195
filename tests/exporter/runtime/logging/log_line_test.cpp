#include "exporter/runtime/logging/log_line.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

namespace silicon::runtime {
namespace {

const core::Instant kTime{std::chrono::milliseconds(1'735'787'045'678)};

std::string text(std::string_view message, std::vector<LogField> fields = {}) {
  return text_log_line(kTime, LogLevel::warning, message, fields);
}

nlohmann::json json(std::string_view message, std::vector<LogField> fields = {}) {
  return nlohmann::json::parse(json_log_line(kTime, LogLevel::warning, message, fields));
}

TEST(TextLogLine, HasTimeLevelMessageAndFields) {
  EXPECT_EQ(text("source is down", {{"source", "cpu"}, {"failures", 3}, {"ratio", 0.5}}),
            "2025-01-02T03:04:05.678Z warning source is down source=cpu failures=3 ratio=0.5");
}

TEST(TextLogLine, NamesEveryLevel) {
  EXPECT_EQ(text_log_line(kTime, LogLevel::debug, "m", {}), "2025-01-02T03:04:05.678Z debug m");
  EXPECT_EQ(text_log_line(kTime, LogLevel::info, "m", {}), "2025-01-02T03:04:05.678Z info m");
  EXPECT_EQ(text_log_line(kTime, LogLevel::error, "m", {}), "2025-01-02T03:04:05.678Z error m");
}

TEST(TextLogLine, WritesTimesBeforeTheEpochAndFarAhead) {
  EXPECT_TRUE(text_log_line(core::Instant(std::chrono::milliseconds(-1)), LogLevel::info, "m", {})
                  .starts_with("1969-12-31T23:59:59.999Z"));
  EXPECT_TRUE(
      text_log_line(core::Instant(std::chrono::seconds(253'402'300'799)), LogLevel::info, "m", {})
          .starts_with("9999-12-31T23:59:59.000Z"));
}

TEST(TextLogLine, QuotesWhatWouldNotReadAsOneWord) {
  EXPECT_TRUE(text("m", {{"a", "two words"}, {"b", ""}, {"c", "say \"hi\""}, {"d", "x=y"}})
                  .ends_with(R"( m a="two words" b="" c="say \"hi\"" d="x=y")"));
}

TEST(TextLogLine, NeverBecomesTwoLines) {
  const std::string line = text("first\nsecond\r\x1b[31m", {{"path", "/a\nforged=1"}});
  EXPECT_EQ(line.find_first_of("\n\r\x1b"), std::string::npos);
  EXPECT_TRUE(line.ends_with(R"(warning first\nsecond\r\u001b[31m path="/a\nforged=1")")) << line;
}

TEST(JsonLogLine, HasTheSameAsAnObject) {
  const nlohmann::json line =
      json("source is down", {{"source", "cpu"}, {"failures", 3}, {"ratio", 0.5}, {"up", false}});
  EXPECT_EQ(line, nlohmann::json({{"time", "2025-01-02T03:04:05.678Z"},
                                  {"level", "warning"},
                                  {"message", "source is down"},
                                  {"source", "cpu"},
                                  {"failures", 3},
                                  {"ratio", 0.5},
                                  {"up", false}}));
}

TEST(JsonLogLine, WritesNumbersThatJsonLacksAsText) {
  EXPECT_EQ(json("m", {{"x", std::numeric_limits<double>::infinity()}})["x"], "+Inf");
  EXPECT_EQ(json("m", {{"x", std::numeric_limits<double>::quiet_NaN()}})["x"], "NaN");
}

TEST(JsonLogLine, KeepsEveryUtf8CharacterAndEscapesControls) {
  const std::string message = "Grüße, 世界 🖥 \t\"\\/";
  EXPECT_EQ(json(message)["message"], message);
}

TEST(JsonLogLine, ReplacesWhatIsNotUtf8) {
  const std::string replacement = "\xEF\xBF\xBD";
  EXPECT_EQ(json("a\xFFz")["message"], "a" + replacement + "z");
  // A surrogate, an overlong slash, and a character cut off at the end.
  EXPECT_EQ(json("\xED\xA0\x80")["message"], replacement + replacement + replacement);
  EXPECT_EQ(json("\xC0\xAF")["message"], replacement + replacement);
  EXPECT_EQ(json("x\xE4\xB8")["message"], "x" + replacement + replacement);
}

TEST(JsonLogLine, IsValidForAnyBytes) {
  std::mt19937 random(1);  // NOLINT(bugprone-random-generator-seed): repeatable on purpose
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 24, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::string line =
        json_log_line(kTime, LogLevel::info, bytes, std::vector<LogField>{{"k", bytes}});
    ASSERT_TRUE(nlohmann::json::accept(line)) << line;
    ASSERT_EQ(line.find_first_of("\n\r"), std::string::npos);
  }
}

}  // namespace
}  // namespace silicon::runtime
