#include "alerting/promql/check/check.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/syntax/print.hpp"

namespace silicon::promql {
namespace {

std::string error(const std::string& text, const Options& options = {}) {
  const auto query = parse_query(text, options);
  return query ? "no error" : query.error().message();
}

ValueType type(const std::string& text) {
  const auto query = parse_query(text, {});
  EXPECT_TRUE(query) << query.error().message();
  return type_of(**query);
}

TEST(TypeOf, FollowsFromTheParts) {
  EXPECT_EQ(type("1 + 2"), ValueType::scalar);
  EXPECT_EQ(type("-(1)"), ValueType::scalar);
  EXPECT_EQ(type("\"text\""), ValueType::string);
  EXPECT_EQ(type("up"), ValueType::vector);
  EXPECT_EQ(type("up + 1"), ValueType::vector);
  EXPECT_EQ(type("up[5m]"), ValueType::matrix);
  EXPECT_EQ(type("(up[5m:])"), ValueType::matrix);
  EXPECT_EQ(type("sum(up)"), ValueType::vector);
  EXPECT_EQ(type("scalar(up)"), ValueType::scalar);
}

TEST(Check, RefusesSelectorsThatMeanEverything) {
  const std::string message =
      "1:1: parse error: vector selector must contain at least one non-empty matcher";
  EXPECT_EQ(error("{}"), message);
  EXPECT_EQ(error("{a=\"\"}"), message);
  EXPECT_EQ(error("{a=~\".*\", b!=\"x\"}[5m]"), message);
  EXPECT_EQ(error("up{__name__=\"down\"}"),
            "1:1: parse error: metric name must not be set twice: \"up\" or \"down\"");
}

TEST(Check, LetsInfoAskForLabelsThatMayBeAbsent) {
  Options options;
  options.experimental_functions = true;
  EXPECT_EQ(error("info(up, {zone=\"\"})", options), "no error");
  EXPECT_EQ(error("info(up, down{zone=\"\"})", options),
            "1:10: parse error: expected label selectors only, got vector selector instead");
  EXPECT_EQ(error("info(up, sum(up))", options),
            "1:10: parse error: expected label selectors only");
}

TEST(Check, RefusesArgumentsOfTheWrongType) {
  EXPECT_EQ(error("rate(up)"),
            "1:6: parse error: expected type range vector in call to function "
            "\"rate\", got instant vector");
  EXPECT_EQ(error("sum(1)"),
            "1:5: parse error: expected type instant vector in aggregation expression, got scalar");
  EXPECT_EQ(error("topk(up, up)"),
            "1:6: parse error: expected type scalar in aggregation parameter, got instant vector");
  EXPECT_EQ(error("count_values(1, up)"),
            "1:14: parse error: expected type string in aggregation parameter, got scalar");
  EXPECT_EQ(error("-up[5m]"),
            "1:1: parse error: unary expression only allowed on expressions of "
            "type scalar or instant vector, got \"range vector\"");
  EXPECT_EQ(error("up[5m] + 1"),
            "1:1: parse error: binary expression must contain only scalar and "
            "instant vector types");
  EXPECT_EQ(error("1[5m:1m]"),
            "1:1: parse error: subquery is only allowed on instant vector, got scalar instead");
}

TEST(Check, CountsArguments) {
  EXPECT_EQ(error("rate()"), "1:1: parse error: expected 1 argument(s) in call to \"rate\", got 0");
  EXPECT_EQ(error("round(up, 1, 2)"),
            "1:1: parse error: expected at most 2 argument(s) in call to \"round\", got 3");
  EXPECT_EQ(error("label_join(up)"),
            "1:1: parse error: expected at least 3 argument(s) in call to \"label_join\", got 1");
  EXPECT_EQ(error("label_join(up, \"a\", \"b\", \"c\", \"d\", \"e\")"), "no error");
  EXPECT_EQ(error("hour()"), "no error");
  EXPECT_EQ(error("nosuch(up)"), "1:1: parse error: unknown function with name \"nosuch\"");
}

TEST(Check, JudgesOperators) {
  EXPECT_EQ(error("1 > 2"), "1:3: parse error: comparisons between scalars must use BOOL modifier");
  EXPECT_EQ(error("up + bool 1"),
            "1:4: parse error: bool modifier can only be used on comparison operators");
  EXPECT_EQ(error("up and 1"),
            "1:1: parse error: set operator \"and\" not allowed in binary scalar expression");
  EXPECT_EQ(error("up and on(a) group_left() up"),
            "1:1: parse error: no grouping allowed for \"and\" operation");
  EXPECT_EQ(error("up + on(a) group_left(a) up"),
            "1:4: parse error: label \"a\" must not occur in ON and GROUP clause at once");
  EXPECT_EQ(error("up + on(a) 1"),
            "1:1: parse error: vector matching only allowed between instant vectors");
  EXPECT_NE(error("up </ 1").find("native histograms, which are not supported"), std::string::npos);
}

TEST(Check, KnowsWhatIsSwitchedOff) {
  EXPECT_EQ(error("mad_over_time(up[5m])"),
            "1:1: parse error: function \"mad_over_time\" is not enabled");
  EXPECT_EQ(error("limitk(1, up)"),
            "1:1: parse error: limitk() is experimental and must be enabled with "
            "--enable-feature=promql-experimental-functions");
  EXPECT_EQ(error("up + fill(0) up"), "1:1: parse error: fill modifiers are not enabled");
  Options all;
  all.experimental_functions = true;
  all.fill_modifiers = true;
  EXPECT_EQ(error("mad_over_time(up[5m]) + limitk(1, up) + fill(0) up", all), "no error");
  EXPECT_EQ(error("info(up, {job=\"a\"})", all), "no error");
  EXPECT_EQ(error("info(up, sum(up))", all), "1:10: parse error: expected label selectors only");
  EXPECT_NE(error("up and fill(0) up", all).find("not allowed for set operators"),
            std::string::npos);
}

TEST(Check, LooksEverywhere) {
  for (const char* text :
       {"sum(rate(up))", "(rate(up))", "-rate(up)", "1 + rate(up)", "rate(up) + 1", "abs(rate(up))",
        "rate(up)[5m:]", "topk(rate(up), up)"}) {
    EXPECT_NE(error(text).find("expected type range vector"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace silicon::promql
