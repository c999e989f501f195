#include "alerting/promql/aggregations/aggregate.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "alerting/promql/parse/parser.hpp"

namespace silicon::promql {
namespace {

Columns input() {
  Columns columns(2);
  const auto add = [&](const char* host, const char* cpu, double first, double second) {
    const std::span<double> row = columns.add({{{"cpu", cpu}, {"host", host}}, false});
    row[0] = first;
    row[1] = second;
  };
  add("ant", "0", 1, 2);
  add("ant", "1", 3, absent());
  add("bee", "0", 5, 6);
  return columns;
}

core::Result<Columns> result_of(const std::string& expression, Value parameter = {}) {
  const auto parsed = parse(expression);
  Annotations notes;
  return aggregate(*(*parsed)->as<Aggregate>(), parameter, input(), {}, notes);
}

std::vector<double> first_row(const core::Result<Columns>& result) {
  EXPECT_TRUE(result);
  const auto row = result->row(0);
  return {row.begin(), row.end()};
}

TEST(Aggregate, CombinesWhatIsThereAtEachStep) {
  EXPECT_EQ(first_row(result_of("sum(x)")), (std::vector<double>{9, 8}));
  EXPECT_EQ(first_row(result_of("count(x)")), (std::vector<double>{3, 2}));
  EXPECT_EQ(first_row(result_of("avg by (host) (x)")), (std::vector<double>{2, 2}));
  EXPECT_EQ(first_row(result_of("max(x)")), (std::vector<double>{5, 6}));
  EXPECT_EQ(first_row(result_of("min without (cpu) (x)")), (std::vector<double>{1, 2}));
  EXPECT_EQ(first_row(result_of("group(x)")), (std::vector<double>{1, 1}));
  EXPECT_EQ(first_row(result_of("stdvar by (host) (x)")), (std::vector<double>{1, 0}));
  EXPECT_EQ(first_row(result_of("stddev by (host) (x)")), (std::vector<double>{1, 0}));
}

TEST(Aggregate, LabelsGroups) {
  const auto by = result_of("sum by (host) (x)");
  ASSERT_EQ(by->size(), 2U);
  EXPECT_EQ(by->head(1).labels, (core::Labels{{"host", "bee"}}));
  EXPECT_EQ(result_of("sum without (host) (x)")->head(0).labels, (core::Labels{{"cpu", "0"}}));
}

TEST(Aggregate, TakesAParameterPerStep) {
  const auto top = result_of("topk(1, x)", Scalars{1, 2});
  ASSERT_TRUE(top);
  ASSERT_EQ(top->size(), 2U) << "one at the first step, two at the second";
  EXPECT_TRUE(is_absent(top->row(0)[0]));
  EXPECT_EQ(top->row(0)[1], 2);
  EXPECT_EQ(first_row(result_of("quantile(0, x)", Scalars{0, 1})), (std::vector<double>{1, 6}));
}

TEST(Aggregate, RefusesSenselessParameters) {
  EXPECT_EQ(result_of("topk(1, x)", Scalars{1, NAN}).error().message(), "Parameter value is NaN");
  EXPECT_EQ(result_of("bottomk(1, x)", Scalars{1e30, 1}).error().message(),
            "Scalar value 1e+30 overflows int64");
  EXPECT_EQ(result_of("limit_ratio(1, x)", Scalars{NAN, 1}).error().message(),
            "Ratio value is NaN");
  EXPECT_EQ(result_of("count_values('x', x)", std::string("a\xc5z")).error().message(),
            "invalid label name \"a\\xc5z\"");
}

TEST(Aggregate, SplitsByRatioWithoutOverlap) {
  const auto some = result_of("limit_ratio(1, x)", Scalars{0.4, 0.4});
  const auto rest = result_of("limit_ratio(1, x)", Scalars{-0.6, -0.6});
  ASSERT_TRUE(some && rest);
  EXPECT_EQ(some->size() + rest->size(), 3U);
}

TEST(Aggregate, CountsEqualValues) {
  const auto counts = result_of("count_values by (host) ('value', x)", std::string("value"));
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->size(), 5U);
  EXPECT_EQ(counts->head(0).labels, (core::Labels{{"host", "ant"}, {"value", "1"}}));
}

}  // namespace
}  // namespace silicon::promql
