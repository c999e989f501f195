#include "alerting/config/values/bytes.hpp"

#include <gtest/gtest.h>

namespace silicon::config {
namespace {

TEST(ParseBytes, KnowsUnitsOf1024WithAndWithoutTheI) {
  EXPECT_EQ(*parse_bytes("0"), 0U);
  EXPECT_EQ(*parse_bytes("100B"), 100U);
  EXPECT_EQ(*parse_bytes("1KB"), 1024U);
  EXPECT_EQ(*parse_bytes("1KiB"), 1024U);
  EXPECT_EQ(*parse_bytes("15MB"), 15U << 20);
  EXPECT_EQ(*parse_bytes("1.5GiB"), 3ULL << 29);
}

TEST(ParseBytes, RefusesWhatIsNoSize) {
  for (const char* text : {"", "1", "100", "MB", "1mb", "1 MB", "-1MB", "1XB", "1KBs", "9999EB",
                           "1e3MB", "1.2.3MB", "NaNMB"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

TEST(FormatBytes, TakesTheLargestUnitThatFits) {
  EXPECT_EQ(format_bytes(0), "0B");
  EXPECT_EQ(format_bytes(1000), "1000B");
  EXPECT_EQ(format_bytes(1 << 20), "1MiB");
  EXPECT_EQ(format_bytes(3ULL << 29), "1536MiB");
}

}  // namespace
}  // namespace silicon::config
