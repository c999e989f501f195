#include "alerting/api/status/about.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/store_helpers.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;
using namespace std::chrono_literals;

const core::Instant kTime(1'700'000'000s);

About about() {
  About result;
  result.version = "0.1.0";
  result.host_name = "mini";
  result.directory = "/srv";
  result.started = kTime;
  result.configured = kTime + 1s;
  result.retention = 2h;
  result.flags = {{"query.timeout", "2m"}};
  result.config = "global: {}\n";
  return result;
}

json data_of(const Answer& answer) {
  return json::parse(answer.body)["data"];
}

TEST(About, NamesAPrometheusWhoseCallsItAnswers) {
  EXPECT_EQ(data_of(build_info(about())), json::parse(R"({
    "version": "3.5.0", "revision": "silicon-alerter", "branch": "0.1.0", "buildUser": "",
    "buildDate": "", "goVersion": ""})"));
}

TEST(About, TellsHowItRuns) {
  const json data = data_of(runtime_info(about(), kTime + 5s));
  EXPECT_EQ(data["startTime"], "2023-11-14T22:13:20Z");
  EXPECT_EQ(data["lastConfigTime"], "2023-11-14T22:13:21Z");
  EXPECT_EQ(data["serverTime"], "2023-11-14T22:13:25Z");
  EXPECT_EQ(data["hostname"], "mini");
  EXPECT_EQ(data["CWD"], "/srv");
  EXPECT_EQ(data["storageRetention"], "2h");
  EXPECT_EQ(data["reloadConfigSuccess"], true);
}

TEST(About, ShowsConfigurationAndFlags) {
  EXPECT_EQ(data_of(show_config(about()))["yaml"], "global: {}\n");
  EXPECT_EQ(data_of(show_flags(about()))["query.timeout"], "2m");
  EXPECT_EQ(data_of(wal_replay()), json::parse(R"({"min": 0, "max": 0, "current": 0})"));
}

TEST(StoreStatistics, CountSeriesLabelsAndValues) {
  series::Store store{series::StoreLimits{}};
  testing::append(store, {{"__name__", "up"}, {"job", "a"}}, kTime, 1);
  testing::append(store, {{"__name__", "up"}, {"job", "b"}}, kTime + 1s, 1);
  testing::append(store, {{"__name__", "load"}, {"job", "a"}}, kTime, 1);
  const json data = data_of(store_statistics({}, store));
  EXPECT_EQ(data["headStats"]["numSeries"], 3);
  EXPECT_EQ(data["headStats"]["numLabelPairs"], 4);
  EXPECT_EQ(data["headStats"]["minTime"], 1'700'000'000'000);
  EXPECT_EQ(data["headStats"]["maxTime"], 1'700'000'001'000);
  EXPECT_EQ(data["seriesCountByMetricName"],
            json::parse(R"([{"name": "up", "value": 2}, {"name": "load", "value": 1}])"));
  EXPECT_EQ(data["labelValueCountByLabelName"][0]["value"], 2);
  EXPECT_EQ(data["seriesCountByLabelValuePair"][0],
            json::parse(R"({"name": "job=a", "value": 2})"));
  EXPECT_EQ(
      data_of(store_statistics(Parameters(Pairs{{"limit", "1"}}), store))["seriesCountByMetricName"]
          .size(),
      1U);
  for (const char* bad : {"0", "x", "-1"}) {
    EXPECT_EQ(store_statistics(Parameters(Pairs{{"limit", bad}}), store).status, 400) << bad;
  }
}

TEST(StoreStatistics, OfAnEmptyStoreAreEmpty) {
  const series::Store store{series::StoreLimits{}};
  const json data = data_of(store_statistics({}, store));
  EXPECT_EQ(data["headStats"]["numSeries"], 0);
  EXPECT_EQ(data["seriesCountByMetricName"], json::array());
}

}  // namespace
}  // namespace silicon::api
