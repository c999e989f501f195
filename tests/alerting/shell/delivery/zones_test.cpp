#include "alerting/shell/delivery/zones.hpp"

#include <gtest/gtest.h>

namespace silicon::shell {
namespace {

const core::Instant kSummer(std::chrono::seconds(1'690'000'000));

TEST(ZoneLookup, SaysWhatTheClocksOfAPlaceSay) {
  const auto offset = zone_lookup()("Europe/Berlin", kSummer);
  ASSERT_TRUE(offset);
  EXPECT_EQ(offset->east, std::chrono::hours(2));
  EXPECT_EQ(offset->name, "CEST");
}

TEST(ZoneLookup, RefusesAZoneThatNobodyKnows) {
  const auto offset = zone_lookup()("Mars/Olympus", kSummer);
  ASSERT_FALSE(offset);
  EXPECT_NE(offset.error().message().find("unknown time zone"), std::string::npos);
}

}  // namespace
}  // namespace silicon::shell
