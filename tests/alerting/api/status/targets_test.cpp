#include "alerting/api/status/targets.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silicon::api {
namespace {

using nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;
using namespace std::chrono_literals;

const core::Instant kTime(1'700'000'000s);

class TargetsCall : public ::testing::Test {
 protected:
  TargetsCall() {
    auto node = std::make_shared<scrape::Job>();
    node->name = "node";
    node->interval = 15s;
    auto other = std::make_shared<scrape::Job>();
    other->name = "other";
    pool_.configure({node, other}, kTime);
    pool_.found("node", {{{"x:1"}, {{"env", "test"}}}}, kTime);
    pool_.found("other", {{{"y:1"}, {}}}, kTime);
    for (const engine::Scrape& due : pool_.take_due(kTime)) {
      pool_.finished(due.scrape, due.target.job == "node" ? page() : refused());
    }
  }

  static scrape::Response page() {
    scrape::Response response;
    response.begun = kTime;
    response.duration = 20ms;
    response.status = 200;
    response.content_type = "text/plain; version=0.0.4";
    response.body =
        "# HELP load The load.\n# TYPE load gauge\nload 1\n# TYPE hits_total counter\nhits_total "
        "2\n";
    return response;
  }

  static scrape::Response refused() {
    scrape::Response response;
    response.begun = kTime;
    response.failure = "connection refused";
    return response;
  }

  json targets(Pairs pairs = {}) {
    return json::parse(list_targets(Parameters(std::move(pairs)), pool_).body)["data"];
  }
  json metadata(Pairs pairs = {}) {
    return json::parse(list_metadata(Parameters(std::move(pairs)), pool_).body);
  }
  json target_metadata(Pairs pairs = {}) {
    return json::parse(list_target_metadata(Parameters(std::move(pairs)), pool_).body);
  }

  series::Store store_{series::StoreLimits{}};
  engine::TargetPool pool_{store_};
};

TEST_F(TargetsCall, ShowsEachTargetAsPrometheusDoes) {
  EXPECT_EQ(targets()["activeTargets"][0], json::parse(R"({
    "discoveredLabels": {"__address__": "x:1", "__metrics_path__": "/metrics", "__scheme__": "http",
                         "__scrape_interval__": "15s", "__scrape_timeout__": "10s",
                         "env": "test", "job": "node"},
    "labels": {"env": "test", "instance": "x:1", "job": "node"},
    "scrapePool": "node", "scrapeUrl": "http://x:1/metrics", "globalUrl": "http://x:1/metrics",
    "lastError": "", "lastScrape": "2023-11-14T22:13:20Z", "lastScrapeDuration": 0.02,
    "health": "up", "scrapeInterval": "15s", "scrapeTimeout": "10s"})"));
  const json down = targets()["activeTargets"][1];
  EXPECT_EQ(down["health"], "down");
  EXPECT_NE(down["lastError"], "");
}

TEST_F(TargetsCall, ShowsWhatIsAskedFor) {
  EXPECT_EQ(targets({{"scrapePool", "other"}})["activeTargets"].size(), 1U);
  EXPECT_EQ(targets({{"scrapePool", "other"}})["droppedTargetCounts"], nullptr);
  EXPECT_EQ(targets({{"state", "dropped"}})["activeTargets"].size(), 0U);
  EXPECT_EQ(targets({{"state", "any"}})["activeTargets"].size(), 2U);
  EXPECT_EQ(targets({{"state", "x"}})["activeTargets"].size(), 0U);
  EXPECT_EQ(targets()["droppedTargetCounts"], json::parse(R"({"node": 0, "other": 0})"));
}

TEST_F(TargetsCall, ShowsWhatRelabellingDropped) {
  auto picky = std::make_shared<scrape::Job>(*pool_.jobs().at("node").job);
  scrape::RelabelOptions drop;
  drop.action = "drop";
  drop.source_labels = {"__address__"};
  drop.regex = "x:1";
  picky->relabel = {scrape::RelabelRule::create(drop).value()};
  pool_.configure({picky}, kTime);
  const json answer = targets();
  EXPECT_EQ(answer["activeTargets"].size(), 0U);
  ASSERT_EQ(answer["droppedTargets"].size(), 1U);
  EXPECT_EQ(answer["droppedTargets"][0]["discoveredLabels"]["__address__"], "x:1");
  EXPECT_EQ(answer["droppedTargetCounts"]["node"], 1);
}

TEST_F(TargetsCall, ListsScrapePools) {
  EXPECT_EQ(list_scrape_pools(pool_).body,
            R"({"status":"success","data":{"scrapePools":["node","other"]}})");
}

TEST_F(TargetsCall, TellsWhatPagesSayOfTheirMetrics) {
  EXPECT_EQ(metadata()["data"], json::parse(R"({
    "hits_total": [{"type": "counter", "unit": "", "help": ""}],
    "load": [{"type": "gauge", "unit": "", "help": "The load."}]})"));
  EXPECT_EQ(metadata({{"metric", "load"}})["data"].size(), 1U);
  EXPECT_EQ(metadata({{"metric", "nothing"}})["data"], json::object());
  EXPECT_EQ(metadata({{"limit", "1"}})["data"].size(), 1U);
  EXPECT_EQ(metadata({{"limit", "x"}})["error"], "limit must be a number");
}

TEST_F(TargetsCall, TellsItTargetByTarget) {
  const json all = target_metadata()["data"];
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1], json::parse(R"({
    "target": {"env": "test", "instance": "x:1", "job": "node"},
    "metric": "load", "type": "gauge", "unit": "", "help": "The load."})"));
  EXPECT_EQ(target_metadata({{"metric", "load"}})["data"][0].count("metric"), 0U);
  EXPECT_EQ(target_metadata({{"match_target", "{job=\"other\"}"}})["data"].size(), 0U);
  EXPECT_EQ(target_metadata({{"match_target", "{job=\"node\"}"}})["data"].size(), 2U);
  EXPECT_EQ(target_metadata({{"match_target", "{"}})["errorType"], "bad_data");
  EXPECT_EQ(target_metadata({{"limit", "1"}})["data"].size(), 1U);
}

}  // namespace
}  // namespace silicon::api
