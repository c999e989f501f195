#include "alerting/api/data/series.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerting/series/store.hpp"
#include "tests/support/store_helpers.hpp"

namespace silicon::api {
namespace {

using nlohmann::json;
using Pairs = std::vector<std::pair<std::string, std::string>>;
using namespace std::chrono_literals;

const core::Instant kNow(1'700'000'000s);

class SeriesCalls : public ::testing::Test {
 protected:
  SeriesCalls() {
    testing::append(store_, {{"__name__", "up"}, {"job", "b"}, {"instance", "x:1"}}, kNow, 1);
    testing::append(store_, {{"__name__", "up"}, {"job", "a"}, {"instance", "x:2"}}, kNow, 0);
    testing::append(store_, {{"__name__", "old"}, {"env", "test"}}, kNow - 2h, 0);
  }

  json series(Pairs pairs) {
    return json::parse(list_series(Parameters(std::move(pairs)), store_).body);
  }
  json names(Pairs pairs) {
    return json::parse(list_label_names(Parameters(std::move(pairs)), store_).body);
  }
  json values(std::string_view name, Pairs pairs) {
    return json::parse(list_label_values(name, Parameters(std::move(pairs)), store_).body);
  }

  series::Store store_{series::StoreLimits{}};
};

TEST_F(SeriesCalls, ListEachSeriesOnceInOrder) {
  EXPECT_EQ(series({{"match[]", "up"}, {"match[]", "{job=\"a\"}"}})["data"], json::parse(R"([
    {"__name__":"up","instance":"x:1","job":"b"},
    {"__name__":"up","instance":"x:2","job":"a"}])"));
}

TEST_F(SeriesCalls, KeepToTheSpanOfTime) {
  EXPECT_EQ(series({{"match[]", "{__name__!=\"\"}"}, {"start", "1699999999"}})["data"].size(), 2U);
  EXPECT_EQ(series({{"match[]", "{__name__!=\"\"}"}, {"end", "1699999999"}})["data"].size(), 1U);
  EXPECT_EQ(names({{"end", "1699999999"}})["data"], json::parse(R"(["__name__","env"])"));
}

TEST_F(SeriesCalls, RefuseInPrometheusWords) {
  EXPECT_EQ(series({})["error"], "no match[] parameter provided");
  EXPECT_EQ(series({{"match[]", "{}"}})["error"],
            "invalid parameter \"match[]\": match[] must contain at least one non-empty matcher");
  EXPECT_EQ(series({{"match[]", "up"}, {"start", "x"}})["error"],
            "invalid parameter \"start\": invalid time value for 'start': cannot parse \"x\" to a "
            "valid timestamp");
  EXPECT_EQ(names({{"match[]", "{job=~\".*\"}"}})["error"],
            "match[] must contain at least one non-empty matcher");
  EXPECT_EQ(names({{"limit", "x"}})["error"],
            "invalid parameter \"limit\": strconv.Atoi: parsing \"x\": invalid syntax");
  EXPECT_EQ(values("", {})["error"], "invalid label name: \"\"");
  for (const char* no_selector : {"up offset 5m", "sum(up)", "up[5m]", "1", "up @ 5"}) {
    EXPECT_EQ(series({{"match[]", no_selector}})["errorType"], "bad_data") << no_selector;
  }
}

TEST_F(SeriesCalls, ListNamesAndValuesSorted) {
  EXPECT_EQ(names({})["data"], json::parse(R"(["__name__","env","instance","job"])"));
  EXPECT_EQ(values("__name__", {})["data"], json::parse(R"(["old","up"])"));
  EXPECT_EQ(values("job", {{"match[]", "up{instance=\"x:2\"}"}})["data"], json::parse(R"(["a"])"));
  EXPECT_EQ(values("nothing", {})["data"], json::array());
}

TEST_F(SeriesCalls, SayWhatTheLimitCutOff) {
  EXPECT_EQ(names({{"limit", "2"}})["data"].size(), 2U);
  EXPECT_EQ(names({{"limit", "2"}})["warnings"][0], "results truncated due to limit");
  EXPECT_EQ(names({{"limit", "4"}}).count("warnings"), 0U);
  EXPECT_EQ(series({{"match[]", "up"}, {"limit", "1"}})["data"].size(), 1U);
}

}  // namespace
}  // namespace silicon::api
