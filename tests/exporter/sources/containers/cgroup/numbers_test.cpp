#include "exporter/sources/containers/cgroup/numbers.hpp"

#include <gtest/gtest.h>

namespace silicon::containers {
namespace {

TEST(CgroupNumbers, AreWholeFiles) {
  EXPECT_EQ(parse_count("4096\n"), 4096U);
  EXPECT_EQ(parse_count("0"), 0U);
  EXPECT_EQ(parse_count(""), std::nullopt);
  EXPECT_EQ(parse_count("-1\n"), std::nullopt);
  EXPECT_EQ(parse_count("12 34\n"), std::nullopt);
  EXPECT_EQ(parse_count("99999999999999999999\n"), std::nullopt);
}

TEST(CgroupLimits, AreNoneInThreeNotations) {
  EXPECT_EQ(parse_limit("max\n"), Limits::kUnlimited);
  EXPECT_EQ(parse_limit("-1\n"), Limits::kUnlimited);
  EXPECT_EQ(parse_limit("9223372036854771712\n"), Limits::kUnlimited);  // v1, pages of 4 KiB
  EXPECT_EQ(parse_limit("9223372036854710272\n"), Limits::kUnlimited);  // v1, pages of 64 KiB
  EXPECT_EQ(parse_limit("18446744073709551615\n"), Limits::kUnlimited);
}

TEST(CgroupLimits, AreNumbersOrNotThere) {
  EXPECT_EQ(parse_limit("67108864\n"), 67'108'864U);
  EXPECT_EQ(parse_limit("-2\n"), std::nullopt);
  EXPECT_EQ(parse_limit("0\n"), std::nullopt);
  EXPECT_EQ(parse_limit("maximum\n"), std::nullopt);
  EXPECT_EQ(parse_limit(""), std::nullopt);
}

}  // namespace
}  // namespace silicon::containers
