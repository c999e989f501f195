#include "exporter/sources/containers/cgroup/limits.hpp"

#include <gtest/gtest.h>

namespace silicon::containers {
namespace {

TEST(CpuMax, IsAQuotaAndAPeriod) {
  Limits limits;
  read_cpu_max("50000 100000\n", limits);
  EXPECT_EQ(limits.cpu_quota_microseconds, 50'000U);
  EXPECT_EQ(limits.cpu_period_microseconds, 100'000U);
  read_cpu_max("max 20000\n", limits);
  EXPECT_EQ(limits.cpu_quota_microseconds, Limits::kUnlimited);
  EXPECT_EQ(limits.cpu_period_microseconds, 20'000U);
}

TEST(CpuMax, IsNothingWhereItIsBroken) {
  for (const std::string_view text : {"", "max", "50000", "50000 0", "x 100000", "-5 100000"}) {
    Limits limits;
    read_cpu_max(text, limits);
    EXPECT_EQ(limits.cpu_quota_microseconds, std::nullopt) << text;
    EXPECT_EQ(limits.cpu_period_microseconds, std::nullopt) << text;
  }
}

TEST(Cfs, IsTwoFiles) {
  Limits limits;
  read_cfs("-1\n", "100000\n", limits);
  EXPECT_EQ(limits.cpu_quota_microseconds, Limits::kUnlimited);
  read_cfs("150000\n", "100000\n", limits);
  EXPECT_EQ(limits.cpu_quota_microseconds, 150'000U);
  Limits none;
  read_cfs("150000\n", "", none);
  EXPECT_EQ(none.cpu_quota_microseconds, std::nullopt);
}

TEST(Shares, AreWeightsOnAnotherScale) {
  EXPECT_EQ(shares_of_weight("1\n"), 2U);
  EXPECT_EQ(shares_of_weight("100\n"), 2597U);
  EXPECT_EQ(shares_of_weight("10000\n"), 262'144U);
  EXPECT_EQ(shares_of_weight("0\n"), std::nullopt);
  EXPECT_EQ(shares_of_weight("10001\n"), std::nullopt);
  EXPECT_EQ(shares_of_weight("idle\n"), std::nullopt);
}

Limits memory(Count bytes) {
  Limits limits;
  limits.memory_bytes = bytes;
  return limits;
}

Count tightened(Count own, Count other) {
  Limits limits = memory(own);
  tighten(limits, memory(other));
  return limits.memory_bytes;
}

TEST(Tighten, TakesTheSmallest) {
  EXPECT_EQ(tightened(100, 50), 50U);
  EXPECT_EQ(tightened(50, 100), 50U);
  EXPECT_EQ(tightened(Limits::kUnlimited, 64), 64U);
  EXPECT_EQ(tightened(64, Limits::kUnlimited), 64U);
  EXPECT_EQ(tightened(Limits::kUnlimited, Limits::kUnlimited), Limits::kUnlimited);
}

TEST(Tighten, KnowsUnknownFromUnlimited) {
  EXPECT_EQ(tightened(std::nullopt, std::nullopt), std::nullopt);
  EXPECT_EQ(tightened(std::nullopt, Limits::kUnlimited), Limits::kUnlimited);
  EXPECT_EQ(tightened(std::nullopt, 64), 64U);
  EXPECT_EQ(tightened(64, std::nullopt), 64U);
}

Limits quota(std::uint64_t microseconds, std::uint64_t period) {
  Limits limits;
  limits.cpu_quota_microseconds = microseconds;
  limits.cpu_period_microseconds = period;
  return limits;
}

TEST(Tighten, ComparesQuotasByTheirShareOfThePeriod) {
  Limits limits = quota(50'000, 100'000);
  tighten(limits, quota(40'000, 20'000));  // two CPUs
  EXPECT_EQ(limits.cpu_quota_microseconds, 50'000U);
  tighten(limits, quota(5'000, 20'000));  // a quarter
  EXPECT_EQ(limits.cpu_quota_microseconds, 5'000U);
  EXPECT_EQ(limits.cpu_period_microseconds, 20'000U);
  Limits free = quota(Limits::kUnlimited, 100'000);
  tighten(free, quota(70'000, 100'000));
  EXPECT_EQ(free.cpu_quota_microseconds, 70'000U);
  tighten(free, quota(Limits::kUnlimited, 100'000));
  EXPECT_EQ(free.cpu_quota_microseconds, 70'000U);
}

TEST(Tighten, LeavesSharesAlone) {
  Limits limits, other;
  limits.cpu_shares = 1024;
  other.cpu_shares = 2;
  tighten(limits, other);
  EXPECT_EQ(limits.cpu_shares, 1024U);
}

}  // namespace
}  // namespace silicon::containers
