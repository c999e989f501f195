#include "alerting/api/call.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/alerting/engine_world.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;

class Call : public ::testing::Test {
 protected:
  Call() {
    testing::append(store_, {{"__name__", "up"}, {"job", "a"}}, kNow, 1);
    world_.with_engine = [this](const auto& function) { return function(engine_); };
    world_.about = [] { return About(); };
    world_.query_context = [this] {
      QueryContext context{store_};
      context.now = kNow;
      return context;
    };
    world_.alertmanagers = {"http://127.0.0.1:9093/api/v2/alerts"};
  }

  Answer get(std::string path, Pairs parameters = {}) {
    return call({"GET", std::move(path), Parameters(std::move(parameters))}, world_);
  }
  Answer post(std::string path, Pairs parameters = {}) {
    return call({"POST", std::move(path), Parameters(std::move(parameters))}, world_);
  }

  static constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};
  series::Store store_{series::StoreLimits{}};
  engine::Engine engine_{store_, {}};
  World world_{store_, {}, {}, {}, {}};
};

TEST_F(Call, AnswersEveryPathOfTheTable) {
  for (const char* path :
       {"labels", "rules", "alerts", "targets", "targets/metadata", "metadata", "scrape_pools",
        "alertmanagers", "notifications", "status/config", "status/flags", "status/buildinfo",
        "status/runtimeinfo", "status/tsdb", "status/walreplay", "label/job/values"}) {
    const Answer answer = get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(json::parse(answer.body)["status"], "success") << path;
  }
}

// What Grafana's Prometheus data source asks: when it is saved and tested, when a query is typed,
// when variables are filled, when its alerting page is opened.
TEST_F(Call, AnswersGrafana) {
  EXPECT_EQ(post("query", {{"query", "1+1"}, {"time", "1700000000"}}).status, 200);
  EXPECT_EQ(json::parse(get("status/buildinfo").body)["data"]["version"], "3.5.0");
  EXPECT_EQ(
      json::parse(post("labels", {{"start", "1699990000"}, {"end", "1700000000"}}).body)["data"],
      json::parse(R"(["__name__", "job"])"));
  EXPECT_EQ(json::parse(get("label/__name__/values").body)["data"], json::parse(R"(["up"])"));
  EXPECT_EQ(json::parse(post("series", {{"match[]", "up"}}).body)["data"].size(), 1U);
  EXPECT_EQ(json::parse(get("metadata").body)["data"], json::object());
  EXPECT_EQ(json::parse(get("rules").body)["data"]["groups"], json::array());
  const json range = json::parse(
      post("query_range",
           {{"query", "up"}, {"start", "1700000000"}, {"end", "1700000060"}, {"step", "15"}})
          .body);
  EXPECT_EQ(range["data"]["result"][0]["values"].size(), 5U);
}

TEST_F(Call, TakesPostOnlyWherePrometheusDoes) {
  for (const char* path :
       {"query", "query_range", "query_exemplars", "series", "labels", "format_query"}) {
    EXPECT_NE(post(path).status, 405) << path;
  }
  for (const char* path : {"rules", "targets", "status/config", "label/job/values"}) {
    EXPECT_EQ(post(path).status, 405) << path;
  }
  EXPECT_EQ(call({"DELETE", "query", {}}, world_).status, 405);
}

TEST_F(Call, KnowsNoOtherPath) {
  for (const char* path : {"", "nothing", "query/", "label/", "label//values", "label/values",
                           "label/a/b/values", "status"}) {
    const Answer answer = get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(json::parse(answer.body)["errorType"], "not_found") << path;
  }
}

TEST_F(Call, ListsAlertmanagers) {
  EXPECT_EQ(get("alertmanagers").body,
            R"({"status":"success","data":{"activeAlertmanagers":[)"
            R"({"url":"http://127.0.0.1:9093/api/v2/alerts"}],"droppedAlertmanagers":[]}})");
}

// A job whose target has a high load, scraped and evaluated for a minute; asked for what Grafana's
// Prometheus data source, its variables, its metric browser and its alert list ask for.
class GrafanaCalls : public ::testing::Test {
 protected:
  GrafanaCalls() : alerter_(settings(), kStart) {
    alerter_.answer = [](const std::string&, core::Instant) {
      return "# HELP load The load.\n# TYPE load gauge\nload{zone=\"a\"} 9\nload{zone=\"b\"} 1\n"
             "# TYPE hits_total counter\nhits_total 2\n";
    };
    alerter_.run_for(std::chrono::minutes(1));
  }

  static engine::Settings settings() {
    auto job = std::make_shared<scrape::Job>();
    job->name = "node";
    job->interval = std::chrono::seconds(5);
    job->timeout = std::chrono::seconds(1);
    engine::Settings settings;
    settings.jobs = {job};
    rules::Rule high = testing::alerting("High", "load > 5");
    high.labels = {{"severity", "page"}};
    settings.groups = {
        testing::group_of("g", {high, testing::recording("zone:load:sum", "sum(load)")})};
    return settings;
  }

  Answer ask(std::string method, std::string path, Pairs parameters) {
    const World world{*alerter_.store,
                      [this](const auto& function) { return function(*alerter_.engine); },
                      [] { return About(); },
                      [this] {
                        QueryContext context{*alerter_.store};
                        context.now = alerter_.now;
                        return context;
                      },
                      {}};
    return call({std::move(method), std::move(path), Parameters(std::move(parameters))}, world);
  }

  // The data of a call that succeeds; by POST and by GET they are the same.
  json by_both(const std::string& path, const Pairs& parameters) {
    const Answer answer = ask("POST", path, parameters);
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(ask("GET", path, parameters).body, answer.body);
    return json::parse(answer.body)["data"];
  }
  json by_get(const std::string& path, const Pairs& parameters) {
    const Answer answer = ask("GET", path, parameters);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body)["data"];
  }
  std::string refusal(const std::string& path, const Pairs& parameters) {
    const Answer answer = ask("GET", path, parameters);
    EXPECT_EQ(answer.status, 400) << answer.body;
    const json body = json::parse(answer.body);
    EXPECT_EQ(body["errorType"], "bad_data");
    return body.value("error", "");
  }

  static constexpr core::Instant kStart{std::chrono::seconds(1'700'000'000)};
  testing::EngineWorld alerter_;
};

// A stat panel, and a graph with the step that Grafana works out from its width.
TEST_F(GrafanaCalls, DrawPanels) {
  const json now = by_both("query", {{"query", "sum by (zone) (load)"}, {"time", "1700000060"}});
  EXPECT_EQ(now["resultType"], "vector");
  EXPECT_EQ(now["result"][0]["metric"], json::parse(R"({"zone": "a"})"));
  EXPECT_EQ(now["result"][0]["value"], json::parse(R"([1700000060, "9"])"));
  const json graph = by_both("query_range", {{"query", "load{zone=\"a\"}"},
                                             {"start", "1700000015"},
                                             {"end", "1700000060"},
                                             {"step", "15"}});
  EXPECT_EQ(graph["resultType"], "matrix");
  EXPECT_EQ(graph["result"][0]["values"], json::parse(R"([[1700000015, "9"], [1700000030, "9"],
      [1700000045, "9"], [1700000060, "9"]])"));
}

// The metric browser and the variables label_values(...), query_result(...) and metrics(...).
TEST_F(GrafanaCalls, FillVariablesOfTheTimeShown) {
  const Pairs shown{{"match[]", "load"}, {"start", "1700000000"}, {"end", "1700000060"}};
  EXPECT_EQ(by_both("series", shown).size(), 2U);
  EXPECT_EQ(by_both("series", shown)[0],
            json::parse(R"({"__name__": "load", "instance": "x:1", "job": "node", "zone": "a"})"));
  EXPECT_EQ(by_both("labels", shown), json::parse(R"(["__name__", "instance", "job", "zone"])"));
  EXPECT_EQ(by_get("label/zone/values", shown), json::parse(R"(["a", "b"])"));
  EXPECT_EQ(by_get("label/zone/values", {{"match[]", "{zone=~\"b|c\"}"}, {"limit", "40000"}}),
            json::parse(R"(["b"])"));
  EXPECT_EQ(by_get("label/nothing/values", shown), json::array());
  const Pairs before{{"match[]", "load"}, {"start", "1600000000"}, {"end", "1600003600"}};
  EXPECT_EQ(by_both("series", before), json::array());
  EXPECT_EQ(by_both("labels", before), json::array());
  EXPECT_EQ(by_get("label/zone/values", before), json::array());
}

TEST_F(GrafanaCalls, ExplainMetrics) {
  const json all = by_get("metadata", {});
  EXPECT_EQ(all["load"], json::parse(R"([{"type": "gauge", "unit": "", "help": "The load."}])"));
  EXPECT_EQ(all["hits_total"][0]["type"], "counter");
  EXPECT_EQ(by_get("metadata", {{"limit", "1"}}).size(), 1U);
  const json one = by_get("metadata", {{"metric", "load"}, {"limit_per_metric", "1"}});
  EXPECT_EQ(one.size(), 1U);
  EXPECT_TRUE(one.contains("load"));
  EXPECT_EQ(by_get("metadata", {{"metric", "nothing"}}), json::object());
}

TEST_F(GrafanaCalls, ListAlerts) {
  const json groups = by_get("rules", {{"type", "alert"}})["groups"];
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0]["name"], "g");
  EXPECT_EQ(groups[0]["file"], "rules.yml");
  ASSERT_EQ(groups[0]["rules"].size(), 1U);
  const json& rule = groups[0]["rules"][0];
  EXPECT_EQ(rule["name"], "High");
  EXPECT_EQ(rule["type"], "alerting");
  EXPECT_EQ(rule["state"], "firing");
  EXPECT_EQ(rule["health"], "ok");
  EXPECT_EQ(rule["alerts"], by_get("alerts", {})["alerts"]);
  EXPECT_EQ(rule["alerts"][0]["labels"],
            json::parse(R"({"alertname": "High", "instance": "x:1", "job": "node",
                            "severity": "page", "zone": "a"})"));
  EXPECT_EQ(by_get("rules", {{"type", "record"}})["groups"][0]["rules"][0]["name"],
            "zone:load:sum");
}

TEST_F(GrafanaCalls, FindOutWhomTheyAskAndHowToWriteIt) {
  const json about = by_get("status/buildinfo", {});
  EXPECT_TRUE(about["version"].is_string());
  // Grafana takes who has "features" for Mimir.
  EXPECT_FALSE(about.contains("features"));
  EXPECT_EQ(by_both("format_query", {{"query", "sum(load)by(zone)>1"}}),
            "sum by (zone) (load) > 1");
}

TEST_F(GrafanaCalls, FindNoExemplars) {
  EXPECT_EQ(by_both("query_exemplars",
                    {{"query", "load"}, {"start", "1700000000"}, {"end", "1700000060"}}),
            json::array());
  EXPECT_EQ(refusal("query_exemplars", {{"query", "load("}}),
            "1:6: parse error: unclosed left parenthesis");
  EXPECT_EQ(refusal("query_exemplars", {}),
            "unknown position: parse error: no expression found in input");
  EXPECT_EQ(refusal("query_exemplars", {{"query", "load"}, {"start", "5"}, {"end", "2"}}),
            "end timestamp must not be before start timestamp");
  EXPECT_EQ(refusal("query_exemplars", {{"query", "load"}, {"end", "x"}}),
            "invalid parameter \"end\": invalid time value for 'end': cannot parse \"x\" to a "
            "valid timestamp");
}

}  // namespace
}  // namespace silicon::api
