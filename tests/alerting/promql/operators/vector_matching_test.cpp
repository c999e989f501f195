#include "alerting/promql/operators/vector_matching.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/parse/parser.hpp"

namespace silicon::promql {
namespace {

struct Series {
  core::Labels labels;
  std::vector<double> values;
};

Columns columns(const std::vector<Series>& series) {
  Columns result(series.empty() ? 1 : series.front().values.size());
  for (const Series& one : series) {
    const std::span<double> row = result.add({one.labels, false});
    std::copy(one.values.begin(), one.values.end(), row.begin());
  }
  return result;
}

core::Result<Columns> matched(const std::string& expression, const std::vector<Series>& left,
                              const std::vector<Series>& right) {
  const auto parsed = parse(expression);
  return match_vectors(*(*parsed)->as<Binary>(), columns(left), columns(right), {});
}

std::string error(const std::string& expression, const std::vector<Series>& left,
                  const std::vector<Series>& right) {
  const auto result = matched(expression, left, right);
  return result ? "no error" : result.error().message();
}

const double kGap = absent();

TEST(MatchVectors, PairsSeriesWithEqualLabels) {
  const auto result = matched("l - r", {{{{"a", "1"}}, {5}}, {{{"a", "2"}}, {6}}},
                              {{{{"a", "2"}}, {4}}, {{{"a", "3"}}, {1}}});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->size(), 1U);
  EXPECT_EQ(result->row(0)[0], 2);
}

TEST(MatchVectors, CopiesLabelsFromTheOneSide) {
  const auto result = matched("l * on (a) group_left (role) r", {{{{"a", "1"}, {"b", "x"}}, {5}}},
                              {{{{"a", "1"}, {"role", "db"}}, {2}}});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->head(0).labels, (core::Labels{{"a", "1"}, {"b", "x"}, {"role", "db"}}));
}

TEST(MatchVectors, LetsPartnersTakeTurns) {
  const auto result =
      matched("l + on (a) r", {{{{"a", "1"}}, {1, 2}}},
              {{{{"a", "1"}, {"b", "x"}}, {10, kGap}}, {{{"a", "1"}, {"b", "y"}}, {kGap, 20}}});
  ASSERT_TRUE(result) << result.error().message();
  ASSERT_EQ(result->size(), 1U);
  EXPECT_EQ(result->row(0)[0], 11);
  EXPECT_EQ(result->row(0)[1], 22);
}

TEST(MatchVectors, RefusesTwoPartnersAtOnce) {
  EXPECT_EQ(
      error("l + on (a) r", {{{{"a", "1"}}, {1}}},
            {{{{"a", "1"}, {"b", "x"}}, {10}}, {{{"a", "1"}, {"b", "y"}}, {20}}}),
      "found duplicate series for the match group {a=\"1\"} on the right hand-side of the "
      "operation: [{a=\"1\", b=\"y\"}, {a=\"1\", b=\"x\"}];many-to-many matching not allowed: "
      "matching labels must be unique on one side");
}

TEST(MatchVectors, RefusesManyWithoutGrouping) {
  const std::vector<Series> many{{{{"a", "1"}, {"b", "x"}}, {1}}, {{{"a", "1"}, {"b", "y"}}, {2}}};
  const std::vector<Series> one{{{{"a", "1"}}, {5}}};
  const std::string message =
      "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)";
  EXPECT_EQ(error("l + on (a) r", many, one), message);
  EXPECT_EQ(error("l > on (a) r", many, one), message) << "even where the filter drops all";
  EXPECT_EQ(error("l + on (a) group_left r", many, one), "no error");
}

TEST(MatchVectors, FillsInMissingPartners) {
  const auto result =
      matched("l + fill(100) r", {{{{"a", "1"}}, {5}}, {{{"a", "2"}}, {6}}}, {{{{"a", "3"}}, {4}}});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->size(), 3U);
  EXPECT_EQ(result->row(0)[0] + result->row(1)[0] + result->row(2)[0], 315);
}

}  // namespace
}  // namespace silicon::promql
