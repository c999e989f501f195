#include "alerting/api/monitoring/call.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/routing/routed_alerter.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using std::chrono::seconds;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class MonitoringCall : public ::testing::Test {
 protected:
  explicit MonitoringCall(bool routes = true) : alerter_(testing::routed_settings(routes)) {}

  Answer call(const std::string& method, const std::string& path, const std::string& body = "",
              Pairs parameters = {}) {
    AlertmanagerWorld world = alerter_.world();
    world.attempts = [this](const state::AttemptQuery& query) {
      asked_.push_back(query.group_key);
      return std::vector<state::DeliveryAttempt>(1);
    };
    return call_monitoring({method, path, Parameters(std::move(parameters)), body}, world);
  }

  testing::RoutedAlerter alerter_;
  std::vector<std::string> asked_;  // for attempts, by group
};

TEST_F(MonitoringCall, ExplainsAnAlertWithItsLastTries) {
  alerter_.post({{"alertname", "Down"}});
  const Answer answer = call("GET", "explain", "", {{"filter", "alertname=Down"}});
  EXPECT_EQ(answer.status, 200);
  const json alert = json::parse(answer.body)["data"]["alerts"][0];
  EXPECT_EQ(alert["state"], "firing");
  EXPECT_EQ(alert["groups"][0]["attempts"].size(), 1U);
  EXPECT_EQ(asked_, std::vector<std::string>{R"({}:{alertname="Down"})"});
}

TEST_F(MonitoringCall, ExplainsNothingThatIsNotThere) {
  EXPECT_EQ(call("GET", "explain").status, 400);
  const Answer answer = call("GET", "explain", "", {{"fingerprint", "0123456789abcdef"}});
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(json::parse(answer.body)["error"],
            "no alert is known with the fingerprint 0123456789abcdef");
}

TEST_F(MonitoringCall, TakesAlertsInHandAndGivesThemBack) {
  alerter_.post({{"alertname", "Down"}});
  const std::string body = R"({"by": "ann", "filter": ["alertname=Down"]})";
  EXPECT_EQ(call("POST", "acknowledge", body).status, 200);
  EXPECT_EQ(alerter_.changed.acknowledgements.size(), 1U);
  EXPECT_EQ(call("POST", "withdraw", body).status, 200);
  EXPECT_EQ(alerter_.changed.withdrawn.size(), 1U);
}

TEST_F(MonitoringCall, ShowsTheOutboxAndSendsAgain) {
  alerter_.receive = [](const auto&) { return state::DeliveryOutcome::given_up; };
  alerter_.post({{"alertname", "Down"}});
  alerter_.run_for(seconds(15));
  const json messages = json::parse(call("GET", "outbox").body)["data"]["messages"];
  ASSERT_FALSE(messages.empty());
  EXPECT_EQ(messages[0]["state"], "given up");
  const std::string id = messages[0]["id"].dump();
  EXPECT_EQ(call("POST", "outbox/" + id + "/resend", "{}").status, 200);
  EXPECT_EQ(alerter_.changed.outbox.size(), 1U);
  EXPECT_EQ(json::parse(call("GET", "outbox").body)["data"]["messages"][0]["state"], "waiting");
  EXPECT_EQ(call("POST", "outbox/" + id + "/resend", "{}").status, 404);
}

TEST_F(MonitoringCall, KnowsNoOtherPathsAndMethods) {
  for (const char* path : {"", "explanation", "outbox/", "outbox/x/resend", "outbox//resend",
                           "outbox/1", "outbox/1/send"}) {
    EXPECT_EQ(call("POST", path).status, 404) << path;
  }
  for (const char* path : {"explain", "outbox"}) EXPECT_EQ(call("POST", path).status, 405) << path;
  for (const char* path : {"acknowledge", "withdraw", "outbox/1/resend"}) {
    EXPECT_EQ(call("GET", path).status, 405) << path;
  }
  EXPECT_EQ(call("DELETE", "outbox").status, 405);
}

class MonitoringWithoutRoutes : public MonitoringCall {
 protected:
  MonitoringWithoutRoutes() : MonitoringCall(false) {}
};

TEST_F(MonitoringWithoutRoutes, SaysSo) {
  for (const char* path : {"acknowledge", "withdraw", "outbox/1/resend"}) {
    const Answer answer = call("POST", path, "{}");
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_NE(answer.body.find("`route`"), std::string::npos) << path;
  }
  EXPECT_EQ(call("GET", "outbox").status, 200);
}

}  // namespace
}  // namespace silicon::api
