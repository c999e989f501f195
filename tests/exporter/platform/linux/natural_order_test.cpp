#include "exporter/platform/linux/natural_order.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace silicon::linux_platform {
namespace {

TEST(NaturalOrder, SortsNumbersInsideNamesAsNumbers) {
  std::vector<std::string> names{"cpu10", "cpu2", "cpu1", "cpufreq", "cpu", "policy0"};
  std::sort(names.begin(), names.end(), natural_less);
  EXPECT_EQ(names,
            (std::vector<std::string>{"cpu", "cpu1", "cpu2", "cpu10", "cpufreq", "policy0"}));
}

TEST(NaturalOrder, ComparesSeveralNumbersInOneName) {
  EXPECT_TRUE(natural_less("nvme0n2p10", "nvme0n10p1"));
  EXPECT_TRUE(natural_less("nvme0n1p9", "nvme0n1p10"));
  EXPECT_FALSE(natural_less("nvme1n1", "nvme0n9"));
}

TEST(NaturalOrder, KnowsNumbersLongerThanAnyInteger) {
  EXPECT_TRUE(natural_less("a99999999999999999999999", "a100000000000000000000000"));
}

TEST(NaturalOrder, OrdersNamesThatDifferInLeadingZerosOnly) {
  EXPECT_TRUE(natural_less("cpu01", "cpu1"));
  EXPECT_FALSE(natural_less("cpu1", "cpu01"));
  EXPECT_FALSE(natural_less("cpu1", "cpu1"));
}

TEST(NaturalOrder, PutsTheShorterOfTwoNamesFirst) {
  EXPECT_TRUE(natural_less("", "a"));
  EXPECT_TRUE(natural_less("cpu1", "cpu1a"));
  EXPECT_FALSE(natural_less("cpu1a", "cpu1"));
}

}  // namespace
}  // namespace silicon::linux_platform
