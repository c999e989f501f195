#include "exporter/runtime/logging/repeat_filter.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

using std::chrono::seconds;

core::SteadyInstant at(int second) {
  return core::SteadyInstant(seconds(second));
}

TEST(RepeatFilter, SaysTheFirstMessageOfAKey) {
  RepeatFilter filter(seconds(60));
  EXPECT_EQ(filter.admit("cpu", at(0)), 0U);
}

TEST(RepeatFilter, KeepsQuietWithinTheInterval) {
  RepeatFilter filter(seconds(60));
  filter.admit("cpu", at(0));
  EXPECT_EQ(filter.admit("cpu", at(1)), std::nullopt);
  EXPECT_EQ(filter.admit("cpu", at(59)), std::nullopt);
}

TEST(RepeatFilter, ThenSaysHowOftenItKeptQuiet) {
  RepeatFilter filter(seconds(60));
  filter.admit("cpu", at(0));
  filter.admit("cpu", at(1));
  filter.admit("cpu", at(2));
  EXPECT_EQ(filter.admit("cpu", at(60)), 2U);
  EXPECT_EQ(filter.admit("cpu", at(61)), std::nullopt);
  EXPECT_EQ(filter.admit("cpu", at(120)), 1U);
}

TEST(RepeatFilter, CountsFromTheLastTimeItSpoke) {
  RepeatFilter filter(seconds(60));
  filter.admit("cpu", at(0));
  EXPECT_EQ(filter.admit("cpu", at(100)), 0U);
  EXPECT_EQ(filter.admit("cpu", at(150)), std::nullopt);
  EXPECT_EQ(filter.admit("cpu", at(160)), 1U);
}

TEST(RepeatFilter, KeepsKeysApart) {
  RepeatFilter filter(seconds(60));
  filter.admit("cpu", at(0));
  EXPECT_EQ(filter.admit("gpu", at(1)), 0U);
}

TEST(RepeatFilter, ForgetsTheKeyLongestSilentWhenThereAreTooMany) {
  RepeatFilter filter(seconds(60), 2);
  filter.admit("old", at(0));
  filter.admit("new", at(1));
  filter.admit("newest", at(2));
  EXPECT_EQ(filter.admit("new", at(3)), std::nullopt);
  EXPECT_EQ(filter.admit("newest", at(3)), std::nullopt);
  EXPECT_EQ(filter.admit("old", at(3)), 0U);
}

}  // namespace
}  // namespace silicon::runtime
