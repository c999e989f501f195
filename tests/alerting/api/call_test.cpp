#include "alerting/api/call.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/store_helpers.hpp"

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
       {"labels", "query_exemplars", "rules", "alerts", "targets", "targets/metadata", "metadata",
        "scrape_pools", "alertmanagers", "notifications", "status/config", "status/flags",
        "status/buildinfo", "status/runtimeinfo", "status/tsdb", "status/walreplay",
        "label/job/values"}) {
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
  EXPECT_EQ(json::parse(get("query_exemplars", {{"query", "up"}}).body)["data"], json::array());
}

TEST_F(Call, TakesPostOnlyWherePrometheusDoes) {
  for (const char* path : {"query", "query_range", "series", "labels", "format_query"}) {
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

}  // namespace
}  // namespace silicon::api
