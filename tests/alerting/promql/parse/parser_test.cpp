#include "alerting/promql/parse/parser.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/syntax/print.hpp"

namespace silicon::promql {
namespace {

std::string error(const std::string& text) {
  const auto parsed = parse(text);
  return parsed ? "parsed as " + print(**parsed) : parsed.error().message();
}

ExpressionPtr parsed(const std::string& text) {
  auto result = parse(text);
  EXPECT_TRUE(result) << text << ": " << result.error().message();
  return result ? *std::move(result) : nullptr;
}

TEST(Parser, GroupsByPrecedence) {
  const auto sum = parsed("1 + 2 * 3");
  const auto& plus = *sum->as<Binary>();
  EXPECT_EQ(plus.op, Operator::add);
  EXPECT_EQ(plus.right->as<Binary>()->op, Operator::multiply);
  const auto tower = parsed("2 ^ 3 ^ 2");
  EXPECT_EQ(print(*tower->as<Binary>()->right), "3 ^ 2") << "powers group from the right";
  const auto difference = parsed("1 - 2 - 3");
  EXPECT_EQ(print(*difference->as<Binary>()->left), "1 - 2");
  const auto negative = parsed("-a ^ 2");
  EXPECT_EQ(print(*negative->as<Unary>()->operand), "a ^ 2") << "a sign binds like *";
  EXPECT_NE(parsed("-a * 2")->as<Binary>(), nullptr);
}

TEST(Parser, KnowsWhereExpressionsStand) {
  const auto sum = parsed("  sum(a) + b[5m] ");
  EXPECT_EQ(sum->position, (Position{2, 16}));
  EXPECT_EQ(sum->as<Binary>()->left->position, (Position{2, 8}));
  EXPECT_EQ(sum->as<Binary>()->right->position, (Position{11, 16}));
}

TEST(Parser, TakesWordsOfTheLanguageAsNames) {
  EXPECT_EQ(print(*parsed("sum + by")), "sum + by");
  EXPECT_EQ(print(*parsed("sum by (by, sum, and) (offset)")), "sum by (by, sum, and) (offset)");
  EXPECT_EQ(print(*parsed("sum by (a:b) (c)")), "sum by (\"a:b\") (c)");
  EXPECT_EQ(print(*parsed("start{end=\"x\"}")), "start{end=\"x\"}");
  EXPECT_EQ(print(*parsed("fill + fill_left")), "fill + fill_left");
}

TEST(Parser, ReadsMatchers) {
  const auto expression = parsed("up{a=\"1\", b!='2', c=~`3`, d!~\"4\",}");
  const auto& selector = *expression->as<VectorSelector>();
  EXPECT_EQ(selector.name, "up");
  ASSERT_EQ(selector.matchers.size(), 5U);
  EXPECT_EQ(selector.matchers[1].type(), match::MatchType::not_equal);
  EXPECT_EQ(selector.matchers[3].value(), "4");
  EXPECT_EQ(selector.matchers[4].name(), "__name__");
}

TEST(Parser, ReadsModifiersInAnyOrder) {
  for (const char* text : {"up offset 5m @ 100", "up @ 100 offset 5m", "up @ 1m40s offset 300"}) {
    EXPECT_EQ(print(*parsed(text)), "up @ 100.000 offset 5m") << text;
  }
  EXPECT_EQ(print(*parsed("up offset 2 ^ 2")), "up offset 2s ^ 2") << "the offset ends at ^";
  EXPECT_EQ(print(*parsed("up offset (2 ^ 2)")), "up offset (2 ^ 2)");
}

TEST(Parser, ReportsPlaceAndCause) {
  EXPECT_EQ(error(""), "1:1: parse error: no expression found in input");
  EXPECT_EQ(error("a +"), "1:4: parse error: unexpected end of input");
  EXPECT_EQ(error("a b"), "1:3: parse error: unexpected identifier \"b\"");
  EXPECT_EQ(error("a\n+ * b"), "2:3: parse error: unexpected <op:*>");
  EXPECT_EQ(error("sum(a"), "1:6: parse error: unclosed left parenthesis");
  EXPECT_EQ(error("sum by a (b)"),
            "1:8: parse error: unexpected identifier \"a\" in grouping opts, expected \"(\"");
  EXPECT_EQ(
      error("sum by (a b) (c)"),
      "1:11: parse error: unexpected identifier \"b\" in grouping opts, expected \",\" or \")\"");
  EXPECT_EQ(error("sum by (1) (c)"),
            "1:9: parse error: unexpected number \"1\" in grouping opts, expected label");
  EXPECT_EQ(error("{a=}"), "1:4: parse error: unexpected \"}\" in label matching, expected string");
  EXPECT_EQ(error("{a}"),
            "1:3: parse error: unexpected \"}\" in label matching, expected label "
            "matching operator");
  EXPECT_EQ(error("{,}"),
            "1:2: parse error: unexpected \",\" in label matching, expected "
            "identifier or \"}\"");
  EXPECT_EQ(error("a @ b"),
            "1:5: parse error: unexpected identifier \"b\" in @, expected timestamp");
  EXPECT_EQ(error("f(a,)"), "1:4: parse error: trailing commas not allowed in function call args");
  EXPECT_EQ(error("f(a, ,b)"),
            "1:4: parse error: trailing commas not allowed in function call args");
  EXPECT_EQ(error("a)"), "1:3: parse error: unexpected right parenthesis ')'");
  EXPECT_EQ(error("a ! b"), "1:3: parse error: unexpected character after '!': ' '");
  EXPECT_EQ(error("1.2345sum"), "1:1: parse error: bad number or duration syntax: \"1.2345su\"");
  EXPECT_EQ(error("a[1m1]"), "1:3: parse error: bad number or duration syntax: \"1m1\"");
}

TEST(Parser, TakesNumbersForNoLabels) {
  EXPECT_EQ(error("sum by (nan) (up)"),
            "1:9: parse error: unexpected number \"nan\" in grouping opts, expected label");
}

TEST(Parser, RefusesASecondNameInBraces) {
  EXPECT_EQ(error("{\"up\", \"down\"}"),
            "1:8: parse error: metric name must not be set twice: \"up\" or \"down\"");
}

TEST(Parser, RefusesMisplacedRangesAndModifiers) {
  EXPECT_EQ(error("(a)[5m]"), "1:4: parse error: ranges only allowed for vector selectors");
  EXPECT_EQ(error("a offset 1m [5m]"),
            "1:13: parse error: no offset modifiers allowed before range");
  EXPECT_EQ(error("a @ 1 [5m]"), "1:7: parse error: no @ modifiers allowed before range");
  EXPECT_EQ(error("a[0]"), "1:3: parse error: duration must be greater than 0");
  EXPECT_EQ(error("a[5m:0s]"), "1:6: parse error: duration must be greater than 0");
  EXPECT_EQ(error("1 offset 5m"),
            "1:1: parse error: offset modifier must be preceded by an instant vector selector or "
            "range vector selector or a subquery");
  EXPECT_EQ(error("a offset 5m offset 5m"),
            "1:1: parse error: offset may not be set multiple times");
  EXPECT_EQ(error("a @ 1 @ 2"), "1:1: parse error: @ <timestamp> may not be set multiple times");
  EXPECT_EQ(error("a @ inf"), "1:1: parse error: timestamp out of bounds for @ modifier: +Inf");
  EXPECT_EQ(error("a[5m] anchored"), "1:7: parse error: the anchored modifier is not supported");
}

TEST(Parser, RefusesWrongNumbersOfAggregationArguments) {
  EXPECT_EQ(error("sum()"), "1:1: parse error: no arguments for aggregate expression provided");
  EXPECT_EQ(error("topk(a)"),
            "1:1: parse error: wrong number of arguments for aggregate "
            "expression provided, expected 2, got 1");
}

TEST(Parser, RefusesBadRegularExpressions) {
  EXPECT_NE(error("a{b=~\"(\"}").find("1:4: parse error: error parsing regexp"), std::string::npos);
  EXPECT_NE(error("a{b=~\"x{2000}\"}").find("parse error"), std::string::npos);
}

// Whatever is left out of a good expression, or put where it does not belong, there is a place and
// a cause, or it is another good expression.
TEST(Parser, ReportsAPlaceForEveryMutilation) {
  const std::string good =
      "sum by (a) (rate(x{b=~\"c|d\", e!=\"f\"}[5m] offset 1m)) / on (a) group_left (g) "
      "quantile(0.9, max_over_time(y[1h:1m] @ end())) > bool -1.5e3";
  ASSERT_TRUE(parse(good));
  const auto check = [](const std::string& text) {
    const auto result = parse(text);
    if (result) return;
    const std::string message = result.error().message();
    EXPECT_TRUE(message.starts_with("1:")) << text << "\n" << message;
    EXPECT_NE(message.find(": parse error: "), std::string::npos) << message;
    EXPECT_FALSE(message.ends_with(": ")) << message;
  };
  for (std::size_t at = 0; at < good.size(); ++at) {
    check(good.substr(0, at));
    check(good.substr(at));
    check(good.substr(0, at) + good.substr(at + 1));
    for (const char* extra : {"(", ")", "[", "]", "{", "}", "\"", ",", "@", "\xff", "#", "5m"}) {
      check(good.substr(0, at) + extra + good.substr(at));
    }
  }
}

TEST(Parser, IsNotDrownedByNesting) {
  EXPECT_NE(error(std::string(100000, '(')).find("nested deeper than 100 levels"),
            std::string::npos);
  EXPECT_NE(error(std::string(100000, '-') + "1").find("nested deeper"), std::string::npos);
  EXPECT_NE(error("a[" + std::string(1000, '(')).find("nested deeper"), std::string::npos);
  std::string chain = "1";
  for (int i = 0; i < 5000; ++i) chain += "+1";
  EXPECT_NE(error(chain).find("more than 2000 operators"), std::string::npos);
  EXPECT_NE(error(std::string(200 * 1024, 'a')).find("longer than"), std::string::npos);
}

TEST(LineAndColumn, CountFromOne) {
  EXPECT_EQ(line_and_column("ab\ncd", 0), "1:1");
  EXPECT_EQ(line_and_column("ab\ncd", 4), "2:2");
  EXPECT_EQ(line_and_column("", 0), "1:1");
}

}  // namespace
}  // namespace silicon::promql
