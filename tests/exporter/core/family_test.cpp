#include "exporter/core/family.hpp"

#include <gtest/gtest.h>

namespace silicon::core {
namespace {

Family with_one_sample(const std::string& name) {
  Family family = gauge(name, "Some figure.");
  family.add({{"cpu", "0"}}, 1);
  return family;
}

TEST(WithSamples, LeavesOutFamiliesThatHaveNoneAndKeepsTheOrder) {
  const Families families = with_samples(with_one_sample("b"), gauge("empty", "Nothing."),
                                         with_one_sample("a"), counter("none_total", "Nothing."));
  ASSERT_EQ(families.size(), 2U);
  EXPECT_EQ(families[0].name, "b");
  EXPECT_EQ(families[1].name, "a");
}

TEST(WithSamples, MovesTheSamplesThatItKeeps) {
  Family family = with_one_sample("a");
  const Sample* const sample = family.samples.data();
  const Families families = with_samples(std::move(family));
  EXPECT_EQ(families.at(0).samples.data(), sample);
}

TEST(WithSamples, MayLeaveNothing) {
  EXPECT_TRUE(with_samples(gauge("empty", "Nothing.")).empty());
}

}  // namespace
}  // namespace silicon::core
