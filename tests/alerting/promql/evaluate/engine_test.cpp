#include "alerting/promql/evaluate/engine.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/notation/series_notation.hpp"
#include "alerting/series/store.hpp"
#include "tests/support/promqltest/memory_series.hpp"

namespace silicon::promql {
namespace {

using namespace std::chrono_literals;

class EngineTest : public testing::Test {
 protected:
  // A value every 15 s from 0 on.
  void load(const std::string& line) {
    const auto series = parse_series_description(line);
    core::Instant time;
    for (const SequenceValue& value : series->values) {
      if (value.kind == SequenceValue::Kind::number) {
        ASSERT_TRUE(data_.append(series->labels, {time, value.value}));
      }
      time += 15s;
    }
  }

  core::Result<QueryResult> instant(const std::string& text, core::Duration time) {
    const auto query = parse_query(text, options_);
    if (!query) return query.error();
    return Engine(data_, options_).instant(**query, core::Instant(time), interrupt_);
  }

  core::Result<QueryResult> range(const std::string& text, core::Duration end) {
    const auto query = parse_query(text, options_);
    if (!query) return query.error();
    const Grid grid{core::Instant(0s), core::Instant(end), 15s};
    return Engine(data_, options_).range(**query, grid, interrupt_);
  }

  static std::string error(const core::Result<QueryResult>& result) {
    return result ? "no error" : result.error().message();
  }

  promqltest::MemorySeries data_;
  Options options_;
  Interrupt interrupt_;
};

TEST_F(EngineTest, GivesEveryKindOfValue) {
  load("x 1 2 3");
  EXPECT_EQ(std::get<double>(instant("1 + 1", 0s)->value), 2);
  EXPECT_EQ(std::get<std::string>(instant("\"text\"", 0s)->value), "text");
  EXPECT_EQ(std::get<InstantVector>(instant("x", 15s)->value).at(0).value, 2);
  const auto matrix = std::get<Matrix>(instant("x[1m]", 30s)->value);
  ASSERT_EQ(matrix.size(), 1U);
  EXPECT_EQ(matrix[0].points.size(), 3U);
  EXPECT_EQ(std::get<Matrix>(instant("x[1m:15s]", 30s)->value).at(0).points.size(), 3U);
}

TEST_F(EngineTest, WalksARangeInSteps) {
  load("x 1 2 _x20 4");
  const auto matrix = std::get<Matrix>(range("x * 2", 330s)->value);
  ASSERT_EQ(matrix.size(), 1U);
  ASSERT_EQ(matrix[0].points.size(), 22U) << "five minutes of lookback leave one step empty";
  EXPECT_EQ(matrix[0].points[20].time, core::Instant(300s));
  EXPECT_EQ(matrix[0].points[21].time, core::Instant(330s));
  EXPECT_EQ(matrix[0].points[21].value, 8);
}

TEST_F(EngineTest, SortsRangesByLabels) {
  load("x{l=\"b\"} 1 1");
  load("x{l=\"a\"} 2 2");
  const auto matrix = std::get<Matrix>(range("x", 15s)->value);
  ASSERT_EQ(matrix.size(), 2U);
  EXPECT_EQ(matrix[0].labels.get("l"), "a");
}

TEST_F(EngineTest, RefusesRangesOfStringsAndRangeVectors) {
  EXPECT_EQ(error(range("x[5m]", 15s)),
            "invalid expression type \"range vector\" for range query, must be Scalar or instant "
            "Vector");
  EXPECT_NE(error(range("\"text\"", 15s)).find("\"string\""), std::string::npos);
}

TEST_F(EngineTest, EvaluatesFixedTimesOnce) {
  load("x 1 2 3 4");
  const auto matrix = std::get<Matrix>(range("x @ 30 + x", 45s)->value);
  EXPECT_EQ(matrix.at(0).points.at(0).value, 4);
  EXPECT_EQ(matrix.at(0).points.at(3).value, 7);
  const auto ends = std::get<Matrix>(range("x @ end() - x @ start()", 45s)->value);
  EXPECT_EQ(ends.at(0).points.at(1).value, 3);
}

TEST_F(EngineTest, CarriesRemarks) {
  load("x 1 2 3");
  const auto result = instant("rate(x[1m])", 30s);
  ASSERT_EQ(result->annotations.size(), 1U);
  EXPECT_EQ(render(result->annotations[0], "rate(x[1m])"),
            "PromQL info: metric might not be a counter, name does not end in "
            "_total/_sum/_count/_bucket: \"x\" (1:6)");
  EXPECT_TRUE(instant("rate(x[1s])", 30s)->annotations.empty()) << "nothing to remark on";
}

TEST_F(EngineTest, DropsNamesAtOnceOrAtTheEnd) {
  load("a_total{l=\"1\"} 0 1 2 3");
  load("b_total{l=\"1\"} 0 2 4 6");
  const std::string query = "max by (l) (rate({l=\"1\"}[1m]))";
  EXPECT_EQ(error(instant(query, 45s)), "vector cannot contain metrics with the same labelset");
  options_.delayed_name_removal = true;
  EXPECT_EQ(error(instant(query, 45s)), "no error");
  EXPECT_EQ(error(instant("rate({l=\"1\"}[1m])", 45s)),
            "vector cannot contain metrics with the same labelset");
}

TEST_F(EngineTest, ForgetsANameThatASubqueryHasDropped) {
  load("a_total 0 1 2 3 4 5 6 7 8");
  options_.delayed_name_removal = true;
  const auto result = instant("last_over_time(rate(a_total[1m])[1m:15s])", 2min);
  EXPECT_TRUE(std::get<InstantVector>(result->value).at(0).labels.empty());
  EXPECT_EQ(std::get<InstantVector>(instant("last_over_time(a_total[1m])", 2min)->value)
                .at(0)
                .labels.get("__name__"),
            "a_total");
}

TEST_F(EngineTest, StopsWhereTooMuchIsAsked) {
  load("x 1x100");
  options_.max_samples = 50;
  const std::string message(kTooManySamples);
  EXPECT_EQ(error(range("x", 1500s)), message);
  EXPECT_EQ(error(instant("sum_over_time(x[1h])", 1500s)), message);
  EXPECT_EQ(error(instant("sum_over_time(vector(1)[1h:1s])", 1500s)), message);
  EXPECT_EQ(error(instant("x", 1500s)), "no error");
}

TEST_F(EngineTest, CountsWhatItHoldsWhileItGoesOn) {
  load("x 1x100");
  options_.max_samples = 250;  // of 101 steps: two tables, not three
  EXPECT_EQ(error(range("x + x", 1500s)), "no error");
  EXPECT_EQ(error(range("x + x + x + x", 1500s)), "no error") << "two at a time";
  EXPECT_EQ(error(range("x ^ (x ^ (x ^ x))", 1500s)), std::string(kTooManySamples));
}

TEST_F(EngineTest, BoundsWhatAggregationsAdd) {
  load("x 0+1x100");
  options_.max_samples = 1000;  // 101 values of 101 steps are ten times that
  EXPECT_EQ(error(range("count_values(\"v\", x)", 1500s)), std::string(kTooManySamples));
  EXPECT_EQ(error(range("count_values(\"v\", x > 95)", 1500s)), "no error");
}

TEST_F(EngineTest, StopsWhenSeriesAreTooMany) {
  load("x{a=\"1\"} 1");
  load("x{a=\"2\"} 1");
  options_.max_series = 1;
  series::Store store{series::StoreLimits{}};
  for (const char* a : {"1", "2"}) {
    const core::Labels labels{{"__name__", "x"}, {"a", a}};
    std::vector<series::Append> batch{{*store.intern(labels), {core::Instant(0s), 1}}};
    store.append(batch);
  }
  const auto query = parse_query("x", options_);
  EXPECT_EQ(error(Engine(store, options_).instant(**query, core::Instant(0s))),
            "the selector matches more than 1 series");
}

TEST_F(EngineTest, StopsInTheMiddleOfAWideWindow) {
  int asked = 0;
  interrupt_ = [&]() -> std::optional<std::string> {
    return ++asked > 10 ? std::optional<std::string>("query timed out in expression evaluation")
                        : std::nullopt;
  };
  // A million points under each of ten thousand steps would take a minute.
  const std::string query = "count_over_time(vector(1)[1000000s:1s])";
  EXPECT_EQ(error(range(query, 150000s)), "query timed out in expression evaluation");
}

TEST_F(EngineTest, SurvivesAbsurdTimes) {
  load("x 1x100");
  for (const char* query :
       {"x[290y]", "x offset 290y", "x offset -290y", "x @ 9100000000000000",
        "x @ -9100000000000000", "sum_over_time(x[290y] offset 290y @ -9100000000000000)",
        "sum_over_time(x[290y:1y] @ 9100000000000000 offset -290y)",
        "max_over_time(max_over_time(max_over_time(x[290y:290y])[290y:290y])[290y:290y])",
        "rate(x[290y])", "predict_linear(x[290y], 1e300)", "deriv(x[290y] @ 9100000000000000)"}) {
    EXPECT_EQ(error(instant(query, 60s)), "no error") << query;
  }
  EXPECT_EQ(error(instant("sum_over_time(x[290y:1ms])", 60s)), std::string(kTooManySamples));
  EXPECT_NE(error(instant("x @ 1e300", 0s)).find("out of bounds"), std::string::npos);
  EXPECT_NE(error(instant("x[1e300]", 0s)).find("out of range"), std::string::npos);
  EXPECT_NE(error(instant("x offset 1e300", 0s)).find("out of range"), std::string::npos);
}

TEST_F(EngineTest, SurvivesTheDeepestTrees) {
  load("x 1x4");
  std::string chain = "x";
  for (int i = 0; i < 1999; ++i) chain += " + x";
  EXPECT_EQ(std::get<InstantVector>(instant(chain, 0s)->value).at(0).value, 2000);
  std::string nested = "x";
  for (int i = 0; i < 99; ++i) nested = "abs(" + nested + ")";
  EXPECT_EQ(error(instant(nested, 0s)), "no error");
  std::string subqueries = "x";
  for (int i = 0; i < 90; ++i) subqueries = "max_over_time(" + subqueries + "[15s:15s])";
  EXPECT_EQ(error(instant(subqueries, 60s)), "no error");
}

TEST_F(EngineTest, StopsWhenInterrupted) {
  load("x 1x100");
  int asked = 0;
  interrupt_ = [&]() -> std::optional<std::string> {
    if (++asked < 3) return std::nullopt;
    return "query timed out in expression evaluation";
  };
  EXPECT_EQ(error(instant("x + x + x + x", 0s)), "query timed out in expression evaluation");
  EXPECT_EQ(asked, 3);
}

TEST_F(EngineTest, LooksBackAsFarAsItIsTold) {
  load("x 1");
  options_.lookback = 30s;
  EXPECT_EQ(std::get<InstantVector>(instant("x", 29s)->value).size(), 1U);
  EXPECT_TRUE(std::get<InstantVector>(instant("x", 30s)->value).empty());
}

TEST_F(EngineTest, JoinsInfoLabels) {
  options_.experimental_functions = true;
  load("x{instance=\"a\", job=\"j\"} 1");
  load("target_info{instance=\"a\", job=\"j\", os=\"linux\", arch=\"arm\"} 1");
  load("other_info{instance=\"a\", job=\"j\", rack=\"7\"} 1");
  const auto labels = [&](const std::string& query) {
    const auto result = instant(query, 0s);
    const auto& vector = std::get<InstantVector>(result->value);
    return vector.empty() ? core::Labels{{"none", "at all"}} : vector[0].labels;
  };
  const core::Labels base{{"__name__", "x"}, {"instance", "a"}, {"job", "j"}};
  EXPECT_EQ(labels("info(x)"), base.with("os", "linux").with("arch", "arm"));
  EXPECT_EQ(labels("info(x, {os=~\".+\"})"), base.with("os", "linux"));
  EXPECT_EQ(labels("info(x, {__name__=\"other_info\"})"), base.with("rack", "7"));
  EXPECT_EQ(labels("info(x, {os=\"beos\"})"), (core::Labels{{"none", "at all"}}));
}

TEST_F(EngineTest, KnowsTheQueryAroundIt) {
  options_.experimental_functions = true;
  const auto at = [&](const std::string& query) {
    return std::get<Matrix>(range(query, 60s)->value).at(0).points.at(2).value;
  };
  EXPECT_EQ(at("start()"), 0);
  EXPECT_EQ(at("end()"), 60);
  EXPECT_EQ(at("step()"), 15);
  EXPECT_EQ(at("range()"), 60);
  EXPECT_EQ(at("max_of(time(), 40)"), 40);
  EXPECT_EQ(at("min_of(time(), 40)"), 30);
}

}  // namespace
}  // namespace silicon::promql
