#include "exporter/sources/probes/record.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::probes {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

Outcome success_at(int second) {
  return {core::Instant(std::chrono::seconds(second)), 250ms, 200, ""};
}

Outcome failure_at(int second, std::optional<int> status = std::nullopt) {
  return {core::Instant(std::chrono::seconds(second)), 5s, status, "refused"};
}

Record shop() {
  return new_record("shop", "http://127.0.0.1:8080/healthz");
}

TEST(Records, SayNothingBeforeTheFirstTry) {
  EXPECT_TRUE(families({}).empty());
  EXPECT_TRUE(families({shop()}).empty());
}

TEST(Records, ShowASuccess) {
  Record record = shop();
  add(record, success_at(1000));
  const std::string labels = R"({probe="shop",url="http://127.0.0.1:8080/healthz"} )";
  EXPECT_EQ(testing::lines(families({record})),
            (Lines{"silicon_probe_success" + labels + "1",
                   "silicon_probe_duration_seconds" + labels + "0.25",
                   "silicon_probe_http_status_code" + labels + "200",
                   "silicon_probe_consecutive_failures" + labels + "0",
                   "silicon_probe_last_success_timestamp_seconds" + labels + "1000"}));
}

TEST(Records, ShowNoStatusWhereNoAnswerCameAndNoSuccessThatNeverWas) {
  Record record = shop();
  add(record, failure_at(1000));
  const auto shown = families({record});
  EXPECT_FALSE(testing::has_family(shown, "silicon_probe_http_status_code"));
  EXPECT_FALSE(testing::has_family(shown, "silicon_probe_last_success_timestamp_seconds"));
  EXPECT_EQ(testing::lines(shown).front(),
            R"(silicon_probe_success{probe="shop",url="http://127.0.0.1:8080/healthz"} 0)");
}

TEST(Records, CountFailuresInARowAndRememberTheLastSuccess) {
  Record record = shop();
  add(record, success_at(1000));
  add(record, failure_at(1015, 503));
  add(record, failure_at(1030));
  EXPECT_EQ(record.consecutive_failures, 2U);
  EXPECT_EQ(record.last_success, core::Instant(1000s));
  EXPECT_EQ(record.latest->status, std::nullopt);
  add(record, success_at(1045));
  EXPECT_EQ(record.consecutive_failures, 0U);
  EXPECT_EQ(record.last_success, core::Instant(1045s));
}

TEST(Records, NeverShowWhatStandsInAQuery) {
  EXPECT_EQ(new_record("x", "http://a/b?token=secret").labels.get("url"), "http://a/b");
  EXPECT_EQ(new_record("x", "unix:///run/app.sock:/health").labels.get("url"),
            "unix:///run/app.sock:/health");
}

TEST(Records, OfSeveralProbesStandInTheirOrder) {
  Record first = new_record("z", "http://z");
  Record second = new_record("a", "http://a");
  add(first, success_at(1));
  add(second, failure_at(1, 500));
  const auto shown = testing::lines(families({first, second}));
  EXPECT_EQ(shown[0], R"(silicon_probe_success{probe="z",url="http://z"} 1)");
  EXPECT_EQ(shown[1], R"(silicon_probe_success{probe="a",url="http://a"} 0)");
}

}  // namespace
}  // namespace silicon::probes
