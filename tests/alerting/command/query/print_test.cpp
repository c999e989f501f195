#include "alerting/command/query/print.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::command {
namespace {

using api::QueryReply;
using Type = QueryReply::Type;

constexpr core::Instant kTime{core::Duration(1'700'000'000'123)};

QueryReply vector_of(std::vector<api::ReplySeries> series) {
  QueryReply reply;
  reply.series = std::move(series);
  return reply;
}

QueryReply matrix_of(std::vector<api::ReplySeries> series) {
  QueryReply reply = vector_of(std::move(series));
  reply.type = Type::matrix;
  return reply;
}

const api::ReplyHistogram kHistogram{kTime, 5, 1.5, {{0, 0.5, 1, 3}, {3, -0.001, 0.001, 2}}};

TEST(QueryText, IsPromtools) {
  EXPECT_EQ(query_text(vector_of({{{{"__name__", "up"}, {"b", "x\"y"}}, {{kTime, 1e30}}, {}},
                                  {{}, {{core::Instant(core::Duration(1000)), NAN}}, {}}})),
            "up{b=\"x\\\"y\"} => 1000000000000000000000000000000 @[1700000000.123]\n"
            "{} => NaN @[1]");
  EXPECT_EQ(query_text(vector_of({{{{"__name__", "h"}}, {}, {kHistogram}}})),
            "h => Count: 5.000000, Sum: 1.500000, Buckets: [(0.5,1]:3 [-0.001,0.001]:2] "
            "@[1700000000.123]");
  EXPECT_EQ(query_text(vector_of({})), "");
}

TEST(QueryText, SortsAMatrixByLabels) {
  const auto order = [](core::Labels a, core::Labels b) {
    return query_text(matrix_of({{std::move(a), {}, {}}, {std::move(b), {}, {}}}));
  };
  EXPECT_EQ(order({{"a", "1"}, {"b", "1"}}, {{"z", "1"}}), "{z=\"1\"} =>\n{a=\"1\", b=\"1\"} =>");
  EXPECT_EQ(order({{"a", "1"}}, {{"b", "1"}}), "{b=\"1\"} =>\n{a=\"1\"} =>");
  EXPECT_EQ(order({{"a", "2"}}, {{"a", "1"}}), "{a=\"1\"} =>\n{a=\"2\"} =>");
}

TEST(QueryText, PrintsAMatrixOverSeveralLines) {
  EXPECT_EQ(query_text(matrix_of({{{{"b", "1"}}, {{kTime, 1}}, {kHistogram}},
                                  {{{"__name__", "up"}}, {{kTime, 1}, {kTime, 0.000001}}, {}}})),
            "{b=\"1\"} =>\n1 @[1700000000.123]\n"
            "Count: 5.000000, Sum: 1.500000, Buckets: [(0.5,1]:3 [-0.001,0.001]:2] "
            "@[1700000000.123]\n"
            "up =>\n1 @[1700000000.123]\n0.000001 @[1700000000.123]");
}

TEST(QueryText, IsOneLineForScalarsAndStrings) {
  QueryReply reply;
  reply.type = Type::scalar;
  reply.scalar = {kTime, 3.5};
  EXPECT_EQ(query_text(reply), "scalar: 3.5 @[1700000000.123]");
  EXPECT_EQ(query_json(reply), "[1700000000.123,\"3.5\"]");
  reply.type = Type::string;
  reply.text = "hi \"x\"";
  EXPECT_EQ(query_text(reply), "hi \"x\"");
  EXPECT_EQ(query_json(reply), "[1700000000.123,\"hi \\\"x\\\"\"]");
}

TEST(QueryJson, IsTheResultAlone) {
  EXPECT_EQ(query_json(vector_of(
                {{{{"__name__", "up"}}, {{kTime, 1}}, {}}, {{{"a", "1"}}, {}, {kHistogram}}})),
            R"([{"metric":{"__name__":"up"},"value":[1700000000.123,"1"]},)"
            R"({"metric":{"a":"1"},"histogram":[1700000000.123,{"count":"5","sum":"1.5",)"
            R"("buckets":[[0,"0.5","1","3"],[3,"-0.001","0.001","2"]]}]}])");
  EXPECT_EQ(query_json(matrix_of({{{}, {{kTime, 1}}, {kHistogram}}})),
            R"([{"metric":{},"values":[[1700000000.123,"1"]],)"
            R"("histograms":[[1700000000.123,{"count":"5","sum":"1.5",)"
            R"("buckets":[[0,"0.5","1","3"],[3,"-0.001","0.001","2"]]}]]}])");
  EXPECT_EQ(query_json(vector_of({})), "[]");
}

}  // namespace
}  // namespace silicon::command
