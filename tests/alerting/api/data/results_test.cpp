#include "alerting/api/data/results.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

core::Instant at(std::int64_t milliseconds) {
  return core::Instant(core::Duration(milliseconds));
}

std::string written(const promql::QueryResult& result) {
  core::JsonWriter json;
  write_result(json, result, at(12'500));
  return json.take();
}

TEST(WriteResult, ShowsEachTypeAsPrometheusDoes) {
  EXPECT_EQ(written({1e22, {}}),
            R"({"resultType":"scalar","result":[12.5,"10000000000000000000000"]})");
  EXPECT_EQ(written({std::string("a\nb"), {}}),
            R"({"resultType":"string","result":[12.5,"a\nb"]})");
  EXPECT_EQ(written({promql::InstantVector{{{{"a", "b"}}, 1e22}}, {}}),
            R"({"resultType":"vector","result":[{"metric":{"a":"b"},"value":[12.500,"1e+22"]}]})");
  const promql::Matrix matrix{{{{"a", "b"}}, {{at(1000), 1}, {at(2500), 0.5}}}};
  EXPECT_EQ(written({matrix, {}}), R"({"resultType":"matrix","result":[)"
                                   R"({"metric":{"a":"b"},"values":[[1,"1"],[2.500,"0.5"]]}]})");
}

TEST(WriteResult, ShowsEmptyResultsAsEmptyLists) {
  EXPECT_EQ(written({promql::InstantVector{}, {}}), R"({"resultType":"vector","result":[]})");
  EXPECT_EQ(written({promql::Matrix{}, {}}), R"({"resultType":"matrix","result":[]})");
}

TEST(Truncate, CutsSeriesNotPoints) {
  promql::QueryResult vector{promql::InstantVector{{{}, 1}, {{}, 2}, {{}, 3}}, {}};
  EXPECT_FALSE(truncate(vector, 0));
  EXPECT_FALSE(truncate(vector, 3));
  EXPECT_TRUE(truncate(vector, 2));
  EXPECT_EQ(std::get<promql::InstantVector>(vector.value).size(), 2U);

  promql::QueryResult matrix{promql::Matrix{{{}, {{at(1), 1}, {at(2), 1}}}, {{}, {}}}, {}};
  EXPECT_TRUE(truncate(matrix, 1));
  EXPECT_EQ(std::get<promql::Matrix>(matrix.value).at(0).points.size(), 2U);

  promql::QueryResult scalar{1.0, {}};
  EXPECT_FALSE(truncate(scalar, 1));
}

}  // namespace
}  // namespace silicon::api
