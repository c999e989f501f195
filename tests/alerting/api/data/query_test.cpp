#include "alerting/api/data/query.hpp"

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

class Query : public ::testing::Test {
 protected:
  Query() {
    for (int i = 0; i <= 10; ++i) {
      const core::Instant time = kNow - 10min + std::chrono::minutes(i);
      testing::append(store_, {{"__name__", "requests_total"}, {"job", "a"}}, time, i * 60);
      testing::append(store_, {{"__name__", "requests_total"}, {"job", "b"}}, time, i * 120);
    }
  }

  Answer instant(Pairs parameters) {
    return instant_query(Parameters(std::move(parameters)), context());
  }
  Answer range(Pairs parameters) {
    return range_query(Parameters(std::move(parameters)), context());
  }

  static std::string error_of(const Answer& answer) {
    const json body = json::parse(answer.body);
    EXPECT_EQ(body["status"], "error");
    return body.value("error", "");
  }

  QueryContext context() {
    QueryContext context{store_};
    context.now = kNow;
    context.interrupt_after = interrupt_;
    return context;
  }

  series::Store store_{series::StoreLimits{}};
  std::function<promql::Interrupt(core::Duration)> interrupt_;
};

TEST_F(Query, AnswersAtThePresentUnlessToldOtherwise) {
  EXPECT_EQ(instant({{"query", "requests_total{job=\"a\"}"}}).body,
            R"({"status":"success","data":{"resultType":"vector","result":[{"metric":)"
            R"({"__name__":"requests_total","job":"a"},"value":[1700000000,"600"]}]}})");
  const json earlier =
      json::parse(instant({{"query", "requests_total{job=\"a\"}"}, {"time", "1699999940"}}).body);
  EXPECT_EQ(earlier["data"]["result"][0]["value"], json::parse(R"([1699999940,"540"])"));
}

// What Grafana asks to find out whether the data source works.
TEST_F(Query, AnswersArithmetic) {
  EXPECT_EQ(instant({{"query", "1+1"}, {"time", "1700000000.5"}}).body,
            R"({"status":"success","data":{"resultType":"scalar","result":[1700000000.5,"2"]}})");
}

TEST_F(Query, AnswersAMatrixForARangeVector) {
  const json body = json::parse(instant({{"query", "requests_total{job=\"b\"}[2m]"}}).body);
  EXPECT_EQ(body["data"]["resultType"], "matrix");
  EXPECT_EQ(body["data"]["result"][0]["values"],
            json::parse(R"([[1699999940,"1080"],[1700000000,"1200"]])"));
}

TEST_F(Query, RefusesWhatItCannotRead) {
  const Answer syntax = instant({{"query", "requests_total{"}});
  EXPECT_EQ(syntax.status, 400);
  EXPECT_EQ(json::parse(syntax.body)["errorType"], "bad_data");
  EXPECT_EQ(error_of(syntax).find("invalid parameter \"query\": 1:16: parse error: "), 0U)
      << error_of(syntax);
  EXPECT_EQ(
      error_of(instant({})),
      "invalid parameter \"query\": unknown position: parse error: no expression found in input");
  EXPECT_EQ(error_of(instant({{"query", "1"}, {"time", "x"}})),
            "invalid parameter \"time\": invalid time value for 'time': cannot parse \"x\" to a "
            "valid timestamp");
  EXPECT_EQ(error_of(instant({{"query", "1"}, {"timeout", "x"}})),
            "invalid parameter \"timeout\": cannot parse \"x\" to a valid duration");
  EXPECT_EQ(error_of(instant({{"query", "1"}, {"limit", "-2"}})),
            "invalid parameter \"limit\": limit must be non-negative");
  EXPECT_EQ(error_of(instant({{"query", "1"}, {"lookback_delta", "x"}})),
            "error parsing lookback delta duration: cannot parse \"x\" to a valid duration");
}

TEST_F(Query, SaysWhenAnExpressionCannotBeEvaluated) {
  const Answer answer = instant({{"query", "requests_total * on() group_left() requests_total"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(json::parse(answer.body)["errorType"], "execution");
}

TEST_F(Query, CarriesRemarks) {
  const json body = json::parse(instant({{"query", "rate(requests[5m])"}}).body);
  EXPECT_EQ(body.count("infos"), 0U);  // nothing was found, so there is nothing to remark
  testing::append(store_, {{"__name__", "requests"}}, kNow - 1min, 1);
  testing::append(store_, {{"__name__", "requests"}}, kNow, 2);
  const json remarked = json::parse(instant({{"query", "rate(requests[5m])"}}).body);
  EXPECT_EQ(remarked["infos"][0],
            "PromQL info: metric might not be a counter, name does not end in "
            "_total/_sum/_count/_bucket: \"requests\" (1:6)");
}

TEST_F(Query, CutsTheResultToTheLimit) {
  const json body = json::parse(instant({{"query", "requests_total"}, {"limit", "1"}}).body);
  EXPECT_EQ(body["data"]["result"].size(), 1U);
  EXPECT_EQ(body["warnings"], json::parse(R"(["results truncated due to limit"])"));
}

TEST_F(Query, IsEndedWhenItTakesTooLong) {
  core::Duration asked{0};
  interrupt_ = [&asked](core::Duration limit) {
    asked = limit;
    return [] { return std::optional<std::string>("query timed out in expression evaluation"); };
  };
  const Answer answer = instant({{"query", "sum(requests_total)"}, {"timeout", "3s"}});
  EXPECT_EQ(asked, 3s);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(json::parse(answer.body)["errorType"], "timeout");
  instant({{"query", "sum(requests_total)"}, {"timeout", "1d"}});
  EXPECT_EQ(asked, 2min);  // never longer than the program's own
}

TEST_F(Query, LooksBackAsFarAsAsked) {
  const json body = json::parse(
      instant({{"query", "requests_total"}, {"time", "1700000100"}, {"lookback_delta", "90s"}})
          .body);
  EXPECT_EQ(body["data"]["result"].size(), 0U);
}

TEST_F(Query, OverARangeGivesEachStep) {
  EXPECT_EQ(range({{"query", "sum(requests_total)"},
                   {"start", "1699999880"},
                   {"end", "1700000000"},
                   {"step", "1m"}})
                .body,
            R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{},)"
            R"("values":[[1699999880,"1440"],[1699999940,"1620"],[1700000000,"1800"]]}]}})");
}

TEST_F(Query, OverARangeRefusesInPrometheusWords) {
  const auto error = [&](std::string query, std::string start, std::string end, std::string step) {
    return error_of(range({{"query", std::move(query)},
                           {"start", std::move(start)},
                           {"end", std::move(end)},
                           {"step", std::move(step)}}));
  };
  EXPECT_EQ(error("1", "", "2", "1"),
            "invalid parameter \"start\": cannot parse \"\" to a valid timestamp");
  EXPECT_EQ(error("1", "1", "x", "1"),
            "invalid parameter \"end\": cannot parse \"x\" to a valid timestamp");
  EXPECT_EQ(error("1", "3", "2", "1"),
            "invalid parameter \"end\": end timestamp must not be before start time");
  EXPECT_EQ(error("1", "1", "2", ""),
            "invalid parameter \"step\": cannot parse \"\" to a valid duration");
  EXPECT_EQ(error("1", "1", "2", "0"),
            "invalid parameter \"step\": zero or negative query resolution step widths are not "
            "accepted. Try a positive integer");
  EXPECT_EQ(error("1", "0", "11001", "1"),
            "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query "
            "resolution (?step=XX)");
  EXPECT_EQ(
      error("up[5m]", "1", "2", "1"),
      "invalid parameter \"query\": invalid expression type \"range vector\" for range query, "
      "must be Scalar or instant Vector");
}

TEST_F(Query, MayAskForExactlyAsManyPointsAsPrometheusAllows) {
  const Answer answer =
      range({{"query", "vector(1)"}, {"start", "0"}, {"end", "11000"}, {"step", "1"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["data"]["result"][0]["values"].size(), 11001U);
}

TEST_F(Query, SurvivesAbsurdTimes) {
  for (const char* time : {"1e300", "-1e300", "Inf", "9223372036854775807"}) {
    EXPECT_EQ(instant({{"query", "rate(requests_total[1d]) offset 5y"}, {"time", time}}).status,
              400);
    EXPECT_EQ(instant({{"query", "rate(requests_total[1d] offset 5y)"}, {"time", time}}).status,
              200);
    EXPECT_EQ(range({{"query", "vector(1)"}, {"start", time}, {"end", time}, {"step", "1"}}).status,
              200);
  }
  EXPECT_EQ(range({{"query", "1"}, {"start", "-1e300"}, {"end", "1e300"}, {"step", "9e9"}}).status,
            200);
}

TEST(FormatQuery, PrintsTheExpressionAsPrometheusDoes) {
  EXPECT_EQ(format_query(Parameters(Pairs{{"query", "sum by(job)(rate(a[5m]))"}}), {}).body,
            R"json({"status":"success","data":"sum by (job) (rate(a[5m]))"})json");
  EXPECT_EQ(format_query(Parameters(Pairs{{"query", "sum("}}), {}).status, 400);
}

TEST(ParseQuery, ShowsTheExpressionAsATree) {
  EXPECT_EQ(parse_query(Parameters(Pairs{{"query", "(1)"}}), {}).body,
            R"json({"status":"success","data":{"expr":{"type":"numberLiteral","val":"1"},)json"
            R"json("type":"parenExpr"}})json");
  EXPECT_EQ(parse_query(Parameters(Pairs{{"query", "m +"}}), {}).body,
            R"json({"status":"error","errorType":"bad_data","error":"invalid parameter )json"
            R"json(\"query\": 1:4: parse error: unexpected end of input"})json");
}

}  // namespace
}  // namespace silicon::api
