#include "exporter/serve/landing.hpp"

#include <gtest/gtest.h>

namespace silicon::serve {
namespace {

Snapshot with(SourceHealth health) {
  Snapshot snapshot;
  snapshot.health.push_back(std::move(health));
  return snapshot;
}

bool contains(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

TEST(LandingPage, LinksToTheFiguresAndNamesTheVersion) {
  const std::string page = landing_page({}, "1.2.3");
  EXPECT_TRUE(contains(page, "href=\"/metrics\""));
  EXPECT_TRUE(contains(page, "1.2.3"));
}

TEST(LandingPage, ShowsHowEachSourceIsDoing) {
  SourceHealth health;
  health.labels = core::Labels{{"source", "disks"}};
  health.state = SourceState::down;
  health.failures = 1;
  health.duration = std::chrono::microseconds(1500);
  health.problem = "/proc/diskstats: gone";
  const std::string page = landing_page(with(health), "1");
  EXPECT_TRUE(contains(page, "disks"));
  EXPECT_TRUE(contains(page, ">down<"));
  EXPECT_TRUE(contains(page, "1.50 ms"));
  EXPECT_TRUE(contains(page, "/proc/diskstats: gone"));
}

TEST(LandingPage, HasNoDurationForASourceThatNeverFinished) {
  SourceHealth health;
  health.labels = core::Labels{{"source", "cpu"}};
  EXPECT_FALSE(contains(landing_page(with(health), "1"), " ms"));
}

TEST(LandingPage, EscapesWhatComesFromOutside) {
  SourceHealth health;
  health.labels = core::Labels{{"source", "disks"}};
  health.problem = "<script>alert(\"&\")</script>";
  const std::string page = landing_page(with(health), "1");
  EXPECT_FALSE(contains(page, "<script>"));
  EXPECT_TRUE(contains(page, "&lt;script&gt;alert(&quot;&amp;&quot;)"));
}

TEST(SourceStateInWords, NamesEachState) {
  EXPECT_EQ(in_words(SourceState::starting), "starting");
  EXPECT_EQ(in_words(SourceState::up), "up");
  EXPECT_EQ(in_words(SourceState::down), "down");
  EXPECT_EQ(in_words(SourceState::late), "hangs");
}

}  // namespace
}  // namespace silicon::serve
