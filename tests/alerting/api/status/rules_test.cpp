#include "alerting/api/status/rules.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/alerting/rule_groups.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;
using namespace std::chrono_literals;

const core::Instant kTime(1'700'000'000'500ms);

class RulesCall : public ::testing::Test {
 protected:
  RulesCall() : groups_(2) {
    rules::Rule down = testing::alerting("Down", "up == 0", 1min);
    down.labels = {{"severity", "page"}};
    down.annotations = {{"summary", "{{ $labels.instance }} down"}};
    rules::Rule sum = testing::recording("x:y", "sum(up)");
    groups_[0].group = testing::group_of("g", {sum, down}, 15s);
    groups_[1].group = testing::group_of("h", {testing::alerting("Slow", "rate(x[5m]) > 1")});
    groups_[1].group.file = "other.yml";
    groups_[0].state.rules.resize(2);
    groups_[0].state.evaluated_at = kTime;
    groups_[0].state.duration = 250us;
    groups_[0].state.rules[0].health = rules::Health::err;
    groups_[0].state.rules[0].last_error = "no";
    rules::RuleState& state = groups_[0].state.rules[1];
    state.health = rules::Health::ok;
    state.evaluated_at = kTime;
    alert::Alert alert;
    alert.labels = {{"alertname", "Down"}, {"instance", "a:1"}};
    alert.annotations = {{"summary", "a:1 down"}};
    alert.phase = alert::Phase::firing;
    alert.active_at = kTime - 2min;
    state.alerts.push_back(alert);
    alert.labels = {{"alertname", "Down"}, {"instance", "b:1"}};
    alert.phase = alert::Phase::resolved;
    state.alerts.push_back(alert);
  }

  json rules(Pairs pairs = {}) {
    return json::parse(list_rules(Parameters(std::move(pairs)), groups_).body);
  }

  // The rules that a call shows.
  std::vector<std::string> names(Pairs pairs) {
    std::vector<std::string> result;
    const json answer = rules(std::move(pairs));
    for (const json& group : answer["data"]["groups"]) {
      for (const json& rule : group["rules"]) result.push_back(rule["name"]);
    }
    return result;
  }

  Groups groups_;
};

using Names = std::vector<std::string>;

TEST_F(RulesCall, ShowsGroupsRulesAndAlertsAsPrometheusDoes) {
  EXPECT_EQ(rules()["data"]["groups"][0], json::parse(R"json({
    "name": "g", "file": "rules.yml", "interval": 15, "limit": 0,
    "evaluationTime": 0.00025, "lastEvaluation": "2023-11-14T22:13:20.5Z",
    "rules": [
      {"name": "x:y", "query": "sum(up)", "health": "err", "lastError": "no",
       "evaluationTime": 0, "lastEvaluation": "0001-01-01T00:00:00Z", "type": "recording"},
      {"state": "firing", "name": "Down", "query": "up == 0", "duration": 60, "keepFiringFor": 0,
       "labels": {"severity": "page"}, "annotations": {"summary": "{{ $labels.instance }} down"},
       "alerts": [{"labels": {"alertname": "Down", "instance": "a:1"},
                   "annotations": {"summary": "a:1 down"}, "state": "firing",
                   "activeAt": "2023-11-14T22:11:20.5Z", "value": "0e+00"}],
       "health": "ok", "evaluationTime": 0, "lastEvaluation": "2023-11-14T22:13:20.5Z",
       "type": "alerting"}]
})json"));
}

TEST_F(RulesCall, ShowsWhatWasNeverEvaluatedAsUnknown) {
  const json rule = rules()["data"]["groups"][1]["rules"][0];
  EXPECT_EQ(rule["health"], "unknown");
  EXPECT_EQ(rule["state"], "inactive");
  EXPECT_EQ(rule["alerts"], json::array());
}

TEST_F(RulesCall, SaysWhatIsHeldForLackOfData) {
  groups_[0].state.rules[1].alerts[0].no_data_since = kTime;
  groups_[0].state.rules[1].alerts[0].keep_firing_since = kTime;
  const json alert = rules()["data"]["groups"][0]["rules"][1]["alerts"][0];
  EXPECT_EQ(alert["noDataSince"], "2023-11-14T22:13:20.5Z");
  EXPECT_EQ(alert["keepFiringSince"], "2023-11-14T22:13:20.5Z");
}

TEST_F(RulesCall, ShowsWhatIsAskedFor) {
  EXPECT_EQ(names({}), (Names{"x:y", "Down", "Slow"}));
  EXPECT_EQ(names({{"type", "alert"}}), (Names{"Down", "Slow"}));
  EXPECT_EQ(names({{"type", "record"}}), (Names{"x:y"}));
  EXPECT_EQ(names({{"rule_name[]", "Slow"}, {"rule_name[]", "x:y"}}), (Names{"x:y", "Slow"}));
  EXPECT_EQ(names({{"rule_group[]", "h"}}), (Names{"Slow"}));
  EXPECT_EQ(names({{"file[]", "other.yml"}}), (Names{"Slow"}));
  EXPECT_EQ(names({{"match[]", "{severity=\"page\"}"}}), (Names{"Down"}));
  EXPECT_EQ(names({{"rule_name[]", "Nothing"}}), Names{});
}

TEST_F(RulesCall, LeavesAlertsOutWhenAsked) {
  EXPECT_EQ(rules({{"exclude_alerts", "true"}})["data"]["groups"][0]["rules"][1].count("alerts"),
            0U);
  EXPECT_EQ(rules({{"exclude_alerts", "0"}})["data"]["groups"][0]["rules"][1].count("alerts"), 1U);
}

TEST_F(RulesCall, GivesGroupsPageByPage) {
  const json first = rules({{"group_limit", "1"}})["data"];
  ASSERT_EQ(first["groups"].size(), 1U);
  const json second =
      rules({{"group_limit", "1"}, {"group_next_token", first["groupNextToken"]}})["data"];
  EXPECT_EQ(second["groups"][0]["name"], "h");
  EXPECT_EQ(second.count("groupNextToken"), 0U);
}

TEST_F(RulesCall, RefusesInPrometheusWords) {
  EXPECT_EQ(rules({{"type", "x"}})["error"],
            "invalid parameter \"type\": not supported value \"x\"");
  EXPECT_EQ(rules({{"exclude_alerts", "x"}})["error"],
            "invalid parameter \"exclude_alerts\": error converting exclude_alerts: "
            "strconv.ParseBool: parsing \"x\": invalid syntax");
  EXPECT_EQ(rules({{"match[]", "{"}})["errorType"], "bad_data");
  EXPECT_EQ(rules({{"group_next_token", "x"}})["errorType"], "bad_data");
  EXPECT_EQ(rules({{"group_limit", "1"}, {"group_next_token", "x"}})["errorType"], "bad_data");
  EXPECT_EQ(rules({{"group_limit", "-1"}})["errorType"], "bad_data");
}

TEST_F(RulesCall, ListsActiveAlerts) {
  const json alerts = json::parse(list_alerts(groups_).body)["data"]["alerts"];
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0]["labels"]["instance"], "a:1");
}

}  // namespace
}  // namespace silicon::api
