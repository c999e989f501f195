#include "alerting/api/alertmanager/call.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/routing/routed_alerter.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using std::chrono::minutes;
using std::chrono::seconds;
using Pairs = std::vector<std::pair<std::string, std::string>>;

// Time begins on 2023-11-14 at 22:13:20.
const std::string kSilence =
    R"({"matchers": [{"name": "alertname", "value": "Down", "isRegex": false}],
        "startsAt": "2023-11-14T22:13:20Z", "endsAt": "2023-11-15T00:13:20Z",
        "createdBy": "ann", "comment": "a new disk"})";

// An alerter with one route to "team" and no rules, asked as Alertmanager is.
class AlertmanagerCall : public ::testing::Test {
 protected:
  explicit AlertmanagerCall(bool routes = true) : alerter_(testing::routed_settings(routes)) {}

  Answer call(const std::string& method, const std::string& path, const std::string& body = "",
              Pairs parameters = {}) {
    return call_alertmanager({method, path, Parameters(std::move(parameters)), body},
                             alerter_.world());
  }
  json get(const std::string& path, Pairs parameters = {}) {
    const Answer answer = call("GET", path, "", std::move(parameters));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body);
  }
  Answer post(const std::string& path, const std::string& body) { return call("POST", path, body); }
  std::string add_silence() {
    const Answer answer = post("silences", kSilence);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body)["silenceID"];
  }

  testing::RoutedAlerter alerter_;
};

TEST_F(AlertmanagerCall, AnswersEveryPathOfTheTable) {
  for (const char* path : {"receivers", "alerts", "alerts/groups", "silences"}) {
    EXPECT_TRUE(get(path).is_array()) << path;
  }
  EXPECT_EQ(get("status")["versionInfo"]["branch"], "0.1.0");
  EXPECT_EQ(get("receivers"), json::parse(R"([{"name": "team"}, {"name": "boss"}])"));
}

TEST_F(AlertmanagerCall, KnowsNoOtherPathsAndMethods) {
  for (const char* path : {"", "alert", "alerts/", "silence", "silence/", "silence/a/b"}) {
    EXPECT_EQ(call("GET", path).status, 404) << path;
  }
  for (const char* path : {"status", "receivers", "alerts/groups", "silence/x"}) {
    EXPECT_EQ(post(path, "").status, 405) << path;
  }
  for (const char* path : {"status", "alerts", "silences"}) {
    EXPECT_EQ(call("DELETE", path).status, 405) << path;
  }
}

TEST_F(AlertmanagerCall, TakesAlertsAndRoutesThem) {
  const Answer answer = post("alerts", R"([{"labels": {"alertname": "Down"}}])");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "");
  alerter_.run_for(seconds(30));
  const json alerts = get("alerts");
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0]["status"]["state"], "active");
  EXPECT_EQ(alerts[0]["endsAt"], "2023-11-14T22:18:21.000Z");
  EXPECT_EQ(get("alerts/groups").size(), 1U);
  ASSERT_EQ(alerter_.messages.size(), 1U);
  EXPECT_EQ(alerter_.messages[0].entry.notification.receiver, "team");
}

TEST_F(AlertmanagerCall, LetsAlertsEndThatNobodySaysAgain) {
  ASSERT_EQ(post("alerts", R"([{"labels": {"alertname": "Down"}}])").status, 200);
  alerter_.run_for(minutes(4));
  EXPECT_EQ(get("alerts").size(), 1U);
  alerter_.run_for(minutes(5));
  EXPECT_EQ(get("alerts").size(), 0U);
  ASSERT_EQ(alerter_.messages.size(), 2U);
  EXPECT_TRUE(alerter_.messages[1].entry.notification.alerts[0].notice.resolved);
}

TEST_F(AlertmanagerCall, KnowsSinceWhenAnAlertIsSaid) {
  ASSERT_EQ(post("alerts", R"([{"labels": {"alertname": "Down"}}])").status, 200);
  alerter_.run_for(minutes(3));
  ASSERT_EQ(post("alerts", R"([{"labels": {"alertname": "Down"}}])").status, 200);
  alerter_.run_for(minutes(3));
  const json alerts = get("alerts");
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0]["startsAt"], "2023-11-14T22:13:21.000Z");
  EXPECT_EQ(alerts[0]["updatedAt"], "2023-11-14T22:16:21.000Z");
}

TEST_F(AlertmanagerCall, TakesTheGoodAlertsAndNamesTheBadOnes) {
  std::string body = R"([{"labels": {"alertname": "Good"}})";
  for (int i = 0; i < 12; ++i) body += R"(, {"labels": {}})";
  const Answer answer = post("alerts", body + "]");
  EXPECT_EQ(answer.status, 400);
  const std::string words = json::parse(answer.body);
  EXPECT_EQ(words.rfind("at least one label pair required; at least", 0), 0U);
  EXPECT_NE(words.find("; and 2 more"), std::string::npos);
  alerter_.run_for(seconds(20));
  EXPECT_EQ(get("alerts").size(), 1U);
  const engine::Received& received = alerter_.engine->notifier().received();
  EXPECT_EQ(received.firing, 1U);
  EXPECT_EQ(received.resolved, 0U);
  EXPECT_EQ(received.refused, 12U);
}

TEST_F(AlertmanagerCall, RefusesWhatIsNoAlert) {
  for (const char* body : {"", "{", "{}", "[{}]", R"([{"labels": {"a": 1}}])"}) {
    const Answer answer = post("alerts", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_TRUE(json::parse(answer.body).is_string()) << body;
  }
}

TEST_F(AlertmanagerCall, KeepsALimitedNumberOfAlerts) {
  constexpr std::size_t kBatch = 10'000;
  for (std::size_t batch = 0; batch < kMostKnownAlerts / kBatch; ++batch) {
    engine::AlertsPosted posted;
    for (std::size_t i = 0; i < kBatch; ++i) {
      alert::Notice notice;
      notice.labels = {{"a", std::to_string(batch) + "." + std::to_string(i)}};
      notice.starts_at = alerter_.now;
      notice.ends_at = alerter_.now + minutes(5);
      posted.notices.push_back(std::move(notice));
    }
    alerter_.engine->notifier().take(std::move(posted));
  }
  alerter_.step();
  EXPECT_EQ(post("alerts", R"([{"labels": {"alertname": "Down"}}])").status, 503);
}

TEST_F(AlertmanagerCall, AddsShowsAndExpiresSilences) {
  const std::string id = add_silence();
  EXPECT_EQ(id, "id-1");
  ASSERT_EQ(alerter_.changed.silences.size(), 1U);
  EXPECT_EQ(get("silence/id-1")["status"]["state"], "active");
  EXPECT_EQ(get("silences").size(), 1U);
  alerter_.run_for(seconds(10));
  EXPECT_EQ(call("DELETE", "silence/id-1").status, 200);
  ASSERT_EQ(alerter_.changed.silences.size(), 1U);
  EXPECT_EQ(get("silence/id-1")["status"]["state"], "expired");
  const Answer again = call("DELETE", "silence/id-1");
  EXPECT_EQ(again.status, 500);
  EXPECT_EQ(json::parse(again.body), "silence \"id-1\" already expired");
  EXPECT_EQ(call("DELETE", "silence/nothing").status, 404);
  EXPECT_EQ(call("GET", "silence/nothing").status, 404);
}

TEST_F(AlertmanagerCall, ChangesSilences) {
  add_silence();
  json edited = json::parse(kSilence);
  edited["id"] = "id-1";
  edited["startsAt"] = get("silence/id-1")["startsAt"];
  edited["comment"] = "a newer disk";
  EXPECT_EQ(json::parse(post("silences", edited.dump()).body)["silenceID"], "id-1");
  EXPECT_EQ(get("silence/id-1")["comment"], "a newer disk");
  edited["matchers"][0]["value"] = "Full";
  const std::string other = json::parse(post("silences", edited.dump()).body)["silenceID"];
  EXPECT_NE(other, "id-1");
  EXPECT_EQ(get("silence/id-1")["status"]["state"], "expired");
  EXPECT_EQ(alerter_.changed.silences.size(), 2U);
  edited["id"] = "nothing";
  EXPECT_EQ(post("silences", edited.dump()).status, 404);
}

TEST_F(AlertmanagerCall, RefusesSilencesOfEverything) {
  json silence = json::parse(kSilence);
  silence["matchers"][0]["value"] = "";
  const Answer answer = post("silences", silence.dump());
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(json::parse(answer.body), "at least one matcher must not match the empty string");
  EXPECT_EQ(post("silences", "[]").status, 400);
  EXPECT_TRUE(get("silences").empty());
}

TEST_F(AlertmanagerCall, SilencesWhatItSays) {
  add_silence();
  ASSERT_EQ(post("alerts", R"([{"labels": {"alertname": "Down"}}])").status, 200);
  alerter_.run_for(seconds(30));
  EXPECT_EQ(get("alerts")[0]["status"]["silencedBy"], json::array({"id-1"}));
  EXPECT_TRUE(get("alerts", {{"silenced", "false"}}).empty());
  EXPECT_TRUE(alerter_.messages.empty());
}

// An alerter that only tells Alertmanagers and webhooks.
class WithoutRoutes : public AlertmanagerCall {
 protected:
  WithoutRoutes() : AlertmanagerCall(false) {}
};

TEST_F(WithoutRoutes, HasNothingToShow) {
  for (const char* path : {"alerts", "alerts/groups", "silences", "receivers"}) {
    EXPECT_EQ(get(path), json::array()) << path;
  }
  EXPECT_EQ(call("GET", "silence/x").status, 404);
  EXPECT_TRUE(get("status").is_object());
}

TEST_F(WithoutRoutes, TellsWhoeverPosts) {
  for (const Answer& answer : {post("alerts", R"([{"labels": {"alertname": "Down"}}])"),
                               post("silences", kSilence), call("DELETE", "silence/x")}) {
    EXPECT_EQ(answer.status, 503);
    EXPECT_NE(answer.body.find("`route`"), std::string::npos) << answer.body;
  }
}

}  // namespace
}  // namespace silicon::api
