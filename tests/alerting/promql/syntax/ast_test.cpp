#include "alerting/promql/syntax/ast.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/parse/parser.hpp"
#include "alerting/promql/syntax/print.hpp"

namespace silicon::promql {
namespace {

TEST(Clone, CopiesEveryKindOfNode) {
  for (const char* text : {
           "1.5",
           "5m",
           "\"text\"",
           "up{job=~\"a|b\"} @ start() offset 5m",
           "up[5m + step() * 2] @ 10.000",
           "(a + b)[1h:min_of(5m, range())] offset -(1m)",
           "-a ^ +b",
           "a * on (x) group_left (y) b or ignoring (z) c",
           "topk by (job) (3, a) / sum without () (b)",
           "label_replace(a, \"b\", \"c\", \"d\", \"e\")",
       }) {
    const auto parsed = parse(text);
    ASSERT_TRUE(parsed) << text << ": " << parsed.error().message();
    const ExpressionPtr copy = clone(**parsed);
    EXPECT_NE(copy.get(), parsed->get());
    EXPECT_EQ(print(*copy), print(**parsed));
    EXPECT_EQ(copy->position, (*parsed)->position);
  }
}

TEST(Unwrapped, LooksInsideAllParentheses) {
  const auto parsed = parse("((up))");
  ASSERT_TRUE(parsed);
  EXPECT_NE(unwrapped(**parsed).as<VectorSelector>(), nullptr);
  EXPECT_NE((*parsed)->as<Parentheses>(), nullptr);
}

}  // namespace
}  // namespace silicon::promql
