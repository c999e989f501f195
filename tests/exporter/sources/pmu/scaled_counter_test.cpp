#include "exporter/sources/pmu/scaled_counter.hpp"

#include <gtest/gtest.h>

namespace silicon::pmu {
namespace {

TEST(ScaledCounter, CountsFromItsFirstReadingOn) {
  ScaledCounter counter;
  EXPECT_FALSE(counter.update({1'000'000, 500, 500}));
  EXPECT_EQ(counter.total(), 0);
  EXPECT_TRUE(counter.update({1'000'250, 1500, 1500}));
  EXPECT_EQ(counter.total(), 250);
}

TEST(ScaledCounter, ExtrapolatesWhenItSharedItsRegister) {
  ScaledCounter counter;
  counter.update({0, 0, 0});
  EXPECT_TRUE(counter.update({100, 1000, 250}));
  EXPECT_EQ(counter.total(), 400);
  EXPECT_TRUE(counter.update({150, 2000, 1250}));
  EXPECT_EQ(counter.total(), 450) << "each interval by its own share, so that it never falls";
}

TEST(ScaledCounter, CoversAnIntervalWithoutARegisterLater) {
  ScaledCounter counter;
  counter.update({10, 1000, 1000});
  EXPECT_FALSE(counter.update({10, 2000, 1000}));
  EXPECT_TRUE(counter.update({60, 3000, 2000}));
  EXPECT_EQ(counter.total(), 100);
}

TEST(ScaledCounter, BeginsAnewWhenTheKernelDoes) {
  ScaledCounter counter;
  counter.update({500, 1000, 1000});
  EXPECT_FALSE(counter.update({3, 2000, 2000}));
  EXPECT_TRUE(counter.update({13, 3000, 3000}));
  EXPECT_EQ(counter.total(), 10);
}

}  // namespace
}  // namespace silicon::pmu
