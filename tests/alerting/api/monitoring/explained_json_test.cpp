#include "alerting/api/monitoring/explained_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerting/notify/message/notification.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;

constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};  // 2023-11-14T22:13:20Z

const core::Labels kDown{{"alertname", "Down"}};

json written(const Explained& one, const AttemptsOf& attempts = {}) {
  core::JsonWriter writer;
  write_explanation(writer, {true, {one}, 2}, attempts);
  const json all = json::parse(writer.take());
  EXPECT_EQ(all["routes"], true);
  EXPECT_EQ(all["leftOut"], 2);
  return all["alerts"][0];
}

TEST(ExplainedJson, TellsTheLifeOfAnAlertOfARule) {
  Explained one;
  one.labels = kDown;
  one.rule = alert::RuleIdentity{"rules.yml", "g", "Down", {}, 0};
  one.hold_for = std::chrono::minutes(5);
  one.alert = alert::Alert();
  one.alert->phase = alert::Phase::firing;
  one.alert->active_at = kNow;
  one.alert->fired_at = kNow + std::chrono::minutes(5);
  one.alert->no_data_since = kNow + std::chrono::minutes(6);
  one.alert->value = 0.5;
  const json alert = written(one);
  EXPECT_EQ(alert["labels"], json::parse(R"({"alertname": "Down"})"));
  EXPECT_EQ(alert["fingerprint"], notify::fingerprint(kDown));
  EXPECT_EQ(alert["rule"],
            json::parse(R"({"file": "rules.yml", "group": "g", "name": "Down", "for": "5m"})"));
  EXPECT_EQ(alert["state"], "firing");
  EXPECT_EQ(alert["activeAt"], "2023-11-14T22:13:20.000Z");
  EXPECT_EQ(alert["firedAt"], "2023-11-14T22:18:20.000Z");
  EXPECT_EQ(alert["noDataSince"], "2023-11-14T22:19:20.000Z");
  EXPECT_EQ(alert["value"], "0.5");
  EXPECT_FALSE(alert.contains("resolvedAt"));
}

TEST(ExplainedJson, TellsTheStateOfOtherAlerts) {
  Explained one;
  one.labels = kDown;
  EXPECT_EQ(written(one)["state"], "unknown");
  alert::Notice notice;
  notice.starts_at = kNow;
  notice.ends_at = kNow + std::chrono::minutes(5);
  one.notice = std::make_shared<const alert::Notice>(notice);
  EXPECT_EQ(written(one)["state"], "firing");
  EXPECT_EQ(written(one)["endsAt"], "2023-11-14T22:18:20.000Z");
  notice.resolved = true;
  one.notice = std::make_shared<const alert::Notice>(notice);
  EXPECT_EQ(written(one)["state"], "resolved");
  one.alert = alert::Alert();
  one.alert->phase = alert::Phase::resolved;
  EXPECT_EQ(written(one)["state"], "resolved");
}

TEST(ExplainedJson, TellsTheWay) {
  Explained one;
  one.labels = kDown;
  one.routes = {{"{}", "{}", "team", 0, "", true},
                {"{}/{team=\"db\"}", "{team=\"db\"}", "boss", 1, "team=\"db\"", false}};
  one.silenced_by = {"one"};
  one.acknowledgement = routing::Acknowledgement{kDown, kNow, "ann", "on it", kNow, {}};
  const json alert = written(one);
  EXPECT_EQ(alert["routes"], json::parse(R"([
      {"key": "{}", "matchers": "{}", "receiver": "team", "depth": 0, "matched": true,
       "chosen": true},
      {"key": "{}/{team=\"db\"}", "matchers": "{team=\"db\"}", "receiver": "boss", "depth": 1,
       "matched": false, "chosen": false, "failedMatcher": "team=\"db\""}])"));
  EXPECT_EQ(alert["silencedBy"], json::array({"one"}));
  EXPECT_EQ(alert["acknowledgement"]["by"], "ann");
}

TEST(ExplainedJson, TellsOfGroupsAndTheirLastTries) {
  Explained one;
  one.labels = kDown;
  ExplainedGroup& group = one.groups.emplace_back();
  group.receiver = "team";
  group.group_key = "{}:{}";
  group.next_flush = kNow;
  group.escalate_at = kNow + std::chrono::minutes(1);
  group.suppression =
      routing::Suppression{{}, kDown, routing::Suppression::Kind::silenced, {"one"}};
  group.channels = {{"team", "slack[0]", kNow, true, {17}}};
  const auto attempts = [](const std::string& key) {
    state::DeliveryAttempt attempt;
    attempt.time = kNow;
    attempt.id = 16;
    attempt.receiver = "team";
    attempt.integration = "slack[0]";
    attempt.group_key = key;
    attempt.reason = "first notification";
    attempt.firing = 1;
    attempt.outcome = state::DeliveryOutcome::again;
    attempt.answer = "429 Too Many Requests";
    attempt.duration = std::chrono::milliseconds(250);
    return std::vector{attempt};
  };
  EXPECT_EQ(written(one, attempts)["groups"], json::parse(R"([
      {"receiver": "team", "groupKey": "{}:{}", "nextFlush": "2023-11-14T22:13:20.000Z",
       "escalateAt": "2023-11-14T22:14:20.000Z", "quiet": {"kind": "silenced", "by": ["one"]},
       "channels": [{"receiver": "team", "integration": "slack[0]",
                     "toldAt": "2023-11-14T22:13:20.000Z", "knows": true, "waiting": [17]}],
       "attempts": [{"time": "2023-11-14T22:13:20.000Z", "id": 16, "receiver": "team",
                     "integration": "slack[0]", "groupKey": "{}:{}",
                     "reason": "first notification", "firing": 1, "resolved": 0,
                     "outcome": "again", "answer": "429 Too Many Requests",
                     "durationSeconds": 0.25}]}])"));
  EXPECT_EQ(written(one)["groups"][0]["attempts"], json::array());
}

}  // namespace
}  // namespace silicon::api
