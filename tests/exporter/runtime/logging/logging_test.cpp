#include "exporter/runtime/logging/logging.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "tests/support/manual_clock.hpp"

namespace silicon::runtime {
namespace {

// The lines that `speak` makes on stderr.
template <class Speak>
std::vector<std::string> lines_of(Speak speak) {
  ::testing::internal::CaptureStderr();
  speak();
  std::istringstream all(::testing::internal::GetCapturedStderr());
  std::vector<std::string> lines;
  for (std::string line; std::getline(all, line);) lines.push_back(line);
  return lines;
}

class Logging : public ::testing::Test {
 protected:
  ~Logging() override { set_up_logging({}); }
};

TEST_F(Logging, WritesOneLineOfTextPerMessage) {
  const auto lines = lines_of([] { log_warning("source is down", {{"source", "cpu"}}); });
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].ends_with("Z warning source is down source=cpu")) << lines[0];
}

TEST_F(Logging, LeavesOutWhatIsBelowTheLevel) {
  set_up_logging({LogLevel::warning, LogFormat::text});
  const auto lines = lines_of([] {
    log_debug("no");
    log_info("no");
    log_warning("yes");
    log_error("yes");
  });
  EXPECT_EQ(lines.size(), 2U);
}

TEST_F(Logging, SaysEverythingAtLevelDebug) {
  set_up_logging({LogLevel::debug, LogFormat::text});
  EXPECT_EQ(lines_of([] { log_debug("yes"); }).size(), 1U);
}

TEST_F(Logging, WritesJsonWhenAsked) {
  set_up_logging({LogLevel::info, LogFormat::json});
  const auto lines = lines_of([] { log_info("up", {{"port", 9924}, {"odd", "\xFF\n"}}); });
  ASSERT_EQ(lines.size(), 1U);
  const auto line = nlohmann::json::parse(lines[0]);
  EXPECT_EQ(line["message"], "up");
  EXPECT_EQ(line["port"], 9924);
}

TEST_F(Logging, TreatsBracesInAMessageAsText) {
  EXPECT_TRUE(lines_of([] { log_info("{} {0} %s"); }).at(0).ends_with("{} {0} %s"));
}

TEST_F(Logging, KeepsLinesOfManyThreadsWhole) {
  const auto lines = lines_of([] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([] {
        for (int i = 0; i < 50; ++i) log_info("whole", {{"i", i}});
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  EXPECT_EQ(lines.size(), 200U);
  for (const std::string& line : lines) EXPECT_NE(line.find(" info whole i="), std::string::npos);
}

TEST_F(Logging, SaysRepeatedMessagesOncePerIntervalWithACount) {
  testing::ManualClock clock;
  RepeatedLog log(clock, std::chrono::seconds(60));
  const auto lines = lines_of([&] {
    for (int i = 0; i < 5; ++i) log.say(LogLevel::error, "read", "cannot read", {{"path", "/x"}});
    clock.advance(std::chrono::seconds(60));
    log.say(LogLevel::error, "read", "cannot read", {{"path", "/x"}});
  });
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].ends_with("cannot read path=/x")) << lines[0];
  EXPECT_TRUE(lines[1].ends_with("cannot read path=/x suppressed=4")) << lines[1];
}

}  // namespace
}  // namespace silicon::runtime
