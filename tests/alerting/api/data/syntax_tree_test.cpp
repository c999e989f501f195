#include "alerting/api/data/syntax_tree.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/check/check.hpp"

// What Prometheus 3.5.3 answers.
namespace silicon::api {
namespace {

std::string tree(std::string_view query) {
  const auto expression = promql::parse_query(query, {});
  if (!expression) return expression.error().message();
  core::JsonWriter json;
  write_tree(json, **expression);
  return json.take();
}

// The tree of a selector without modifiers.
std::string selected(const std::string& name) {
  return R"({"matchers":[{"name":"__name__","type":"=","value":")" + name + R"("}],"name":")" +
         name + R"(","offset":0,"startOrEnd":null,"timestamp":null,"type":"vectorSelector"})";
}

TEST(SyntaxTree, ShowsLiterals) {
  EXPECT_EQ(tree("1.5"), R"({"type":"numberLiteral","val":"1.5"})");
  EXPECT_EQ(tree("1e-7"), R"({"type":"numberLiteral","val":"0.0000001"})");
  EXPECT_EQ(tree("+Inf"), R"({"type":"numberLiteral","val":"+Inf"})");
  EXPECT_EQ(tree("5m"), R"({"type":"numberLiteral","val":"300"})");
  EXPECT_EQ(tree("\"a\\\"b\""), R"({"type":"stringLiteral","val":"a\"b"})");
  EXPECT_EQ(tree("-(2)"),
            R"({"expr":{"expr":{"type":"numberLiteral","val":"2"},"type":"parenExpr"},"op":"-",)"
            R"("type":"unaryExpr"})");
}

TEST(SyntaxTree, ShowsSelectors) {
  EXPECT_EQ(tree("m"), selected("m"));
  EXPECT_EQ(tree("m{x=\"1\",y!=\"2\",z=~\"a.*\",w!~\"b\"} @ 12.5 offset -1m"),
            R"({"matchers":[{"name":"x","type":"=","value":"1"},)"
            R"({"name":"y","type":"!=","value":"2"},{"name":"z","type":"=~","value":"a.*"},)"
            R"({"name":"w","type":"!~","value":"b"},{"name":"__name__","type":"=","value":"m"}],)"
            R"("name":"m","offset":-60000,"startOrEnd":null,"timestamp":12500,)"
            R"("type":"vectorSelector"})");
  EXPECT_EQ(tree("{\"x y\"}"),
            R"({"matchers":[{"name":"__name__","type":"=","value":"x y"}],"name":"","offset":0,)"
            R"("startOrEnd":null,"timestamp":null,"type":"vectorSelector"})");
  EXPECT_EQ(tree("{__name__=\"m\",a=\"b\"}"),
            R"({"matchers":[{"name":"__name__","type":"=","value":"m"},)"
            R"({"name":"a","type":"=","value":"b"}],"name":"","offset":0,"startOrEnd":null,)"
            R"("timestamp":null,"type":"vectorSelector"})");
  EXPECT_EQ(tree("m[5m] @ end()"),
            R"({"matchers":[{"name":"__name__","type":"=","value":"m"}],"name":"m","offset":0,)"
            R"("range":300000,"startOrEnd":"end","timestamp":null,"type":"matrixSelector"})");
}

TEST(SyntaxTree, ShowsSubqueries) {
  const std::string inner = R"({"expr":)" + selected("m");
  EXPECT_EQ(tree("m[10m:30s] @ start() offset 2m"),
            inner + R"(,"offset":120000,"range":600000,"startOrEnd":"start","step":30000,)"
                    R"("timestamp":null,"type":"subquery"})");
  EXPECT_EQ(tree("m[10m:] @ 3"),
            inner + R"(,"offset":0,"range":600000,"startOrEnd":null,"step":0,"timestamp":3000,)"
                    R"("type":"subquery"})");
}

TEST(SyntaxTree, ShowsOperatorsAndHowTheyMatch) {
  const auto matched = [](const std::string& matching, const std::string& op) {
    return R"({"bool":false,"lhs":)" + selected("m") + R"(,"matching":)" + matching + R"(,"op":")" +
           op + R"(","rhs":)" + selected("n") + R"(,"type":"binaryExpr"})";
  };
  EXPECT_EQ(tree("m == n"),
            matched(R"({"card":"one-to-one","include":[],"labels":[],"on":false})", "=="));
  EXPECT_EQ(tree("m / on (a) group_left(c) n"),
            matched(R"({"card":"many-to-one","include":["c"],"labels":["a"],"on":true})", "/"));
  EXPECT_EQ(tree("m + on() group_right n"),
            matched(R"({"card":"one-to-many","include":[],"labels":[],"on":true})", "+"));
  EXPECT_EQ(
      tree("m unless on(b,a) n"),
      matched(R"({"card":"many-to-many","include":[],"labels":["b","a"],"on":true})", "unless"));
  EXPECT_EQ(tree("m != bool 2"), R"({"bool":true,"lhs":)" + selected("m") +
                                     R"(,"matching":null,"op":"!=","rhs":)"
                                     R"({"type":"numberLiteral","val":"2"},"type":"binaryExpr"})");
}

TEST(SyntaxTree, ShowsAggregationsAndCalls) {
  EXPECT_EQ(tree("sum without () (m)"),
            R"({"expr":)" + selected("m") +
                R"(,"grouping":[],"op":"sum","param":null,"type":"aggregation","without":true})");
  EXPECT_EQ(tree("topk by (b, a) (3, m)"),
            R"({"expr":)" + selected("m") +
                R"(,"grouping":["b","a"],"op":"topk","param":{"type":"numberLiteral","val":"3"},)"
                R"("type":"aggregation","without":false})");
  EXPECT_EQ(tree("round(m)"),
            R"({"args":[)" + selected("m") +
                R"(],"func":{"argTypes":["vector","scalar"],"name":"round","returnType":"vector",)"
                R"("variadic":1},"type":"call"})");
  EXPECT_EQ(tree("time()"),
            R"({"args":[],"func":{"argTypes":[],"name":"time","returnType":"scalar",)"
            R"("variadic":0},"type":"call"})");
}

}  // namespace
}  // namespace silicon::api
