#include "alerting/api/client/query.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::api {
namespace {

core::Result<QueryReply> reply(const std::string& type, const std::string& result) {
  return read_query_reply(200, R"({"status":"success","data":{"resultType":")" + type +
                                   R"(","result":)" + result + "}}");
}

constexpr core::Instant at_ms(std::int64_t milliseconds) {
  return core::Instant(core::Duration(milliseconds));
}

TEST(QueryReply, IsAVectorOfPoints) {
  const auto read = reply("vector", R"([{"metric":{"__name__":"up","a":"1"},"value":[1.5,"+Inf"]},
                                        {"metric":{},"value":[2,"NaN"]}])");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->type, QueryReply::Type::vector);
  ASSERT_EQ(read->series.size(), 2U);
  EXPECT_EQ(read->series[0].labels, (core::Labels{{"__name__", "up"}, {"a", "1"}}));
  EXPECT_EQ(read->series[0].points.at(0).time, at_ms(1500));
  EXPECT_EQ(read->series[0].points[0].value, HUGE_VAL);
  EXPECT_TRUE(std::isnan(read->series[1].points.at(0).value));
}

TEST(QueryReply, IsAMatrixWithNativeHistograms) {
  const auto read = reply("matrix", R"([{"metric":{"a":"1"},"values":[[1,"2"],[2,"3"]],
      "histograms":[[3,{"count":"5","sum":"1.5","buckets":[[3,"-1","1","5"]]}]]}])");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->series.at(0).points.size(), 2U);
  const ReplyHistogram& histogram = read->series[0].histograms.at(0);
  EXPECT_EQ(histogram.count, 5);
  EXPECT_EQ(histogram.sum, 1.5);
  EXPECT_EQ(histogram.buckets.at(0).boundaries, 3);
  EXPECT_EQ(histogram.buckets[0].lower, -1);
}

TEST(QueryReply, IsAScalarOrAString) {
  EXPECT_EQ(reply("scalar", R"([1,"3.5"])")->scalar.value, 3.5);
  const auto text = reply("string", R"([1,"hi"])");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->text, "hi");
  EXPECT_EQ(text->scalar.time, at_ms(1000));
}

TEST(QueryReply, ClampsTimesThatNobodyHas) {
  EXPECT_EQ(reply("scalar", R"([1e300,"1"])")->scalar.time, at_ms(9'200'000'000'000'000));
}

TEST(QueryReply, RefusesWhatIsNone) {
  for (const char* result :
       {"7", "null", R"([7])", R"([{"metric":{},"value":[1]}])", R"([{"value":["1","1"]}])",
        R"([{"value":[1,"x"]}])", R"([{"value":[1,null]}])", R"([{"histogram":[1,{}]}])",
        R"([{"histogram":[1,{"count":"1","sum":"1","buckets":[[0,"1","1"]]}]}])"}) {
    const auto read = reply("vector", result);
    ASSERT_FALSE(read) << result;
    EXPECT_EQ(read.error().message(), "bad_response: a vector that is none");
  }
  EXPECT_FALSE(reply("scalar", R"([1,"x"])"));
  EXPECT_FALSE(reply("string", R"([1,2])"));
  EXPECT_EQ(reply("stream", "[]").error().message(), "bad_response: no result of a query");
}

TEST(QueryReply, TellsTheServersError) {
  EXPECT_EQ(read_query_reply(422, R"({"status":"error","errorType":"execution","error":"x"})")
                .error()
                .message(),
            "execution: x");
}

}  // namespace
}  // namespace silicon::api
