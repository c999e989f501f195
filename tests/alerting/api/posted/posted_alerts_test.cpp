#include "alerting/api/posted/posted_alerts.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

using std::chrono::minutes;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};  // 2023-11-14T22:13:20Z

PostedAlerts read(std::string_view body) {
  auto alerts = read_posted_alerts(body, kNow, minutes(5));
  EXPECT_TRUE(alerts.ok()) << alerts.error().message();
  return alerts ? *std::move(alerts) : PostedAlerts();
}

std::string problem(std::string_view body) {
  const auto alerts = read_posted_alerts(body, kNow, minutes(5));
  return alerts ? "" : alerts.error().message();
}

TEST(PostedAlert, IsReadWhole) {
  const PostedAlerts posted = read(R"([{
      "labels": {"alertname": "Down", "instance": "a", "empty": ""},
      "annotations": {"summary": "It is down.", "nothing": ""},
      "startsAt": "2023-11-14T22:00:00Z", "endsAt": "2023-11-14T22:17:20.25Z",
      "generatorURL": "http://p:9090/graph?g0.expr=up", "unknown": [1]}])");
  ASSERT_EQ(posted.notices.size(), 1U);
  const alert::Notice& notice = posted.notices[0];
  EXPECT_EQ(notice.labels, (core::Labels{{"alertname", "Down"}, {"instance", "a"}}));
  EXPECT_EQ(notice.annotations, (alert::Annotations{{"nothing", ""}, {"summary", "It is down."}}));
  EXPECT_EQ(notice.starts_at, kNow - std::chrono::seconds(800));
  EXPECT_EQ(notice.ends_at, kNow + std::chrono::milliseconds(240'250));
  EXPECT_EQ(notice.generator_url(), "http://p:9090/graph?g0.expr=up");
  EXPECT_FALSE(notice.resolved);
  EXPECT_TRUE(posted.started[0]);
  EXPECT_TRUE(posted.refused.empty());
}

TEST(PostedAlert, FiresFromNowForTheResolveTimeoutUnlessItSaysOtherwise) {
  const PostedAlerts posted = read(R"([{"labels": {"a": "b"}}])");
  ASSERT_EQ(posted.notices.size(), 1U);
  EXPECT_EQ(posted.notices[0].starts_at, kNow);
  EXPECT_EQ(posted.notices[0].ends_at, kNow + minutes(5));
  EXPECT_FALSE(posted.started[0]);
}

TEST(PostedAlert, WithAnEndAloneBeganThen) {
  const PostedAlerts posted = read(R"([{"labels": {"a": "b"}, "endsAt": "2023-11-14T22:00:00Z"}])");
  ASSERT_EQ(posted.notices.size(), 1U);
  EXPECT_EQ(posted.notices[0].starts_at, posted.notices[0].ends_at);
  EXPECT_TRUE(posted.notices[0].resolved);
}

// Prometheus sends Go's zero time where there is none.
TEST(PostedAlert, HasNoEndWhereThatIsZero) {
  const PostedAlerts posted =
      read(R"([{"labels": {"a": "b"}, "endsAt": "0001-01-01T00:00:00.000Z"}])");
  EXPECT_EQ(posted.notices.at(0).ends_at, kNow + minutes(5));
}

TEST(PostedAlert, IsRefusedInAlertmanagersWordsWhileOthersCount) {
  const PostedAlerts posted = read(R"([
      {"labels": {}}, {"labels": {"a": ""}}, {"labels": {"": "x"}}, {"labels": {"a": "good"}},
      {"labels": {"a": "b"}, "annotations": {"": "x"}},
      {"labels": {"a": "b"}, "startsAt": "2023-11-14T22:13:20Z", "endsAt": "2023-11-14T22:13:19Z"},
      {"labels": {"a": "b"}, "startsAt": "2023-11-15T22:13:20Z"}])");
  ASSERT_EQ(posted.notices.size(), 1U);
  EXPECT_EQ(posted.notices[0].labels, (core::Labels{{"a", "good"}}));
  EXPECT_EQ(posted.refused,
            (std::vector<std::string>{
                "at least one label pair required", "at least one label pair required",
                "invalid label set: invalid name \"\"", "invalid annotations: invalid name \"\"",
                "end time must be after start time", "end time must be after start time"}));
}

TEST(PostedAlert, HasLimitedLabels) {
  std::string many;
  for (std::size_t i = 0; i <= kMostPostedLabels; ++i) {
    many += (many.empty() ? "\"l" : ", \"l") + std::to_string(i) + "\": \"x\"";
  }
  const std::string long_value(kMostPostedLabelBytes, 'x');
  EXPECT_EQ(read("[{\"labels\": {" + many + "}}]").refused.size(), 1U);
  EXPECT_EQ(read("[{\"labels\": {\"a\": \"" + long_value + "\"}}]").refused.at(0),
            "invalid label set: too many labels, or too long ones");
}

TEST(PostedAlerts, AreRefusedAsAWholeWhereTheyCannotBeRead) {
  EXPECT_EQ(problem("{}"), "alerts in body must be of type array");
  EXPECT_EQ(problem("[1]"), "alert 1: an alert in body must be of type object");
  EXPECT_EQ(problem(R"([{"labels": {"a": "b"}}, {}])"), "alert 2: labels in body is required");
  EXPECT_EQ(problem(R"([{"labels": {"a": 1}}])"),
            "alert 1: labels.\"a\" in body must be of type string");
  EXPECT_EQ(problem(R"([{"labels": {"a": "b"}, "startsAt": "soon"}])"),
            "alert 1: startsAt in body must be of type date-time: \"soon\"");
  EXPECT_EQ(problem(R"([{"labels": {"a": "b"}, "endsAt": 5}])"),
            "alert 1: endsAt in body must be of type string");
  EXPECT_EQ(problem(R"([{"labels": {"a": "b"}, "generatorURL": 5}])"),
            "alert 1: generatorURL in body must be of type string");
  EXPECT_EQ(problem(R"([{"labels": {"a": "b"}, "annotations": "x"}])"),
            "alert 1: annotations in body must be of type object");
  EXPECT_EQ(problem("[").substr(0, 20), "the body is not JSON");
}

TEST(PostedAlerts, AreLimitedInNumber) {
  std::string body = "[";
  for (std::size_t i = 0; i < kMostPosted; ++i) body += "{\"labels\":{\"a\":\"b\"}},";
  EXPECT_EQ(problem(body + "{\"labels\":{\"a\":\"b\"}}]"), "at most 10000 alerts at a time");
  body.back() = ']';
  EXPECT_EQ(read(body).notices.size(), kMostPosted);
}

}  // namespace
}  // namespace silicon::api
