#include "exporter/serve/merge.hpp"

#include <gtest/gtest.h>

namespace silicon::serve {
namespace {

using core::Families;
using core::Family;
using core::MetricType;

Family gauge(std::string name, std::initializer_list<std::pair<std::string, double>> sensors,
             std::string help = "") {
  Family family{std::move(name), std::move(help), MetricType::gauge, {}, {}};
  for (const auto& [sensor, value] : sensors) family.add({{"sensor", sensor}}, value);
  return family;
}

std::vector<std::string> names(const MergedFamilies& merged) {
  std::vector<std::string> result;
  for (const Family* family : merged.families) result.push_back(family->name);
  return result;
}

TEST(Merge, SortsFamiliesOfAllPartsByName) {
  const Families one{gauge("c", {{"x", 1}}), gauge("a", {{"x", 1}})};
  const Families two{gauge("b", {{"x", 1}})};
  EXPECT_EQ(names(merge({&one, &two})), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(Merge, JoinsFamiliesOfOneNameInTheOrderOfTheirParts) {
  const Families zones{gauge("temperature", {{"cpu", 40}}, "From zones.")};
  const Families chips{gauge("temperature", {{"nvme", 50}}, "From chips.")};
  const MergedFamilies merged = merge({&zones, &chips});
  ASSERT_EQ(merged.families.size(), 1U);
  EXPECT_EQ(merged.families[0]->help, "From zones.");
  ASSERT_EQ(merged.families[0]->samples.size(), 2U);
  EXPECT_EQ(merged.families[0]->samples[1].value, 50);
}

TEST(Merge, KeepsTheFirstOfTwoSamplesForOneSeries) {
  const Families zones{gauge("temperature", {{"cpu", 40}})};
  const Families chips{gauge("temperature", {{"cpu", 41}, {"nvme", 50}})};
  const MergedFamilies merged = merge({&zones, &chips});
  ASSERT_EQ(merged.families[0]->samples.size(), 2U);
  EXPECT_EQ(merged.families[0]->samples[0].value, 40);
}

TEST(Merge, TellsTheSeriesOfAHistogramApartByTheirSuffix) {
  Family histogram{"h", "", MetricType::histogram, {}, {}};
  histogram.samples = {{core::Suffix::sum, {}, 1}, {core::Suffix::count, {}, 2}};
  const Families one{histogram};
  const Families two{gauge("z", {{"x", 1}}), histogram};
  EXPECT_EQ(merge({&one, &two}).families[0]->samples.size(), 2U);
}

TEST(Merge, LeavesOutAFamilyThatContradictsTheTypeOfTheFirst) {
  const Families one{gauge("x", {{"a", 1}})};
  Families two{gauge("x", {{"b", 2}})};
  two[0].type = MetricType::counter;
  const MergedFamilies merged = merge({&one, &two});
  ASSERT_EQ(merged.families[0]->samples.size(), 1U);
  EXPECT_EQ(merged.families[0]->type, MetricType::gauge);
}

TEST(Merge, LeavesOutFamiliesWithoutSamples) {
  const Families one{gauge("x", {})};
  EXPECT_TRUE(merge({&one}).families.empty());
  EXPECT_TRUE(merge({}).families.empty());
}

}  // namespace
}  // namespace silicon::serve
