#include "exporter/platform/apple/report/subscription.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::FakeChannel;

FakeChannel channel(std::string group, std::string subgroup, std::string name, std::int64_t value) {
  return {.group = std::move(group),
          .subgroup = std::move(subgroup),
          .name = std::move(name),
          .driver = "",
          .unit = "mJ",
          .format = kReportSimple,
          .value = value,
          .states = {},
          .published_ticks = 0};
}

class SubscriptionTest : public ::testing::Test {
 protected:
  SubscriptionTest() {
    mac_.channels = {channel("Energy Model", "", "CPU Energy", 1),
                     channel("Energy Model", "", "  GPU Energy ", 2),
                     channel("PMP", "DCS BW", "AMCC RD", 3), channel("PMP", "AF BW", "AMCC RD", 4),
                     channel("AMC Stats", "Perf Counters", "DCS RD", 5)};
  }
  core::Result<Subscription> open(const apple::ChannelChoice& choice) const {
    return Subscription::open(*interfaces_->core_foundation, *interfaces_->io_report, choice,
                              {125, 3});
  }
  static std::vector<std::int64_t> values(const Subscription& subscription) {
    std::vector<apple::Channel> channels;
    std::size_t used = 0;
    subscription.sample(channels, used);
    std::vector<std::int64_t> result;
    for (std::size_t i = 0; i < used; ++i) result.push_back(channels[i].value);
    return result;
  }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
};

using Values = std::vector<std::int64_t>;

TEST_F(SubscriptionTest, SamplesAGroup) {
  const auto subscription = open({.group = "Energy Model", .subgroup = ""});
  ASSERT_TRUE(subscription.ok());
  EXPECT_EQ(values(*subscription), (Values{1, 2}));
  mac_.channels[0].value = 10;
  EXPECT_EQ(values(*subscription), (Values{10, 2}));
}

TEST_F(SubscriptionTest, AsksForChannelsOnce) {
  const auto subscription = open({.group = "Energy Model", .subgroup = ""});
  ASSERT_TRUE(subscription.ok());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(values(*subscription).size(), 2U);
  EXPECT_EQ(mac_.channel_queries, 1);
}

TEST_F(SubscriptionTest, TakesASubgroupOrAll) {
  const auto one = open({.group = "PMP", .subgroup = "DCS BW"});
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(values(*one), Values{3});
  const auto all = open({.group = "PMP", .subgroup = ""});
  ASSERT_TRUE(all.ok());
  EXPECT_EQ(values(*all), (Values{3, 4}));
}

TEST_F(SubscriptionTest, WalksOnlyWantedChannelsByTheirUnpaddedNames) {
  const auto subscription =
      open({.group = "Energy Model", .subgroup = "", .accepts = [](std::string_view name) {
              return name == "GPU Energy";
            }});
  ASSERT_TRUE(subscription.ok());
  EXPECT_EQ(values(*subscription), Values{2});
}

TEST_F(SubscriptionTest, IsAbsentWithoutGroupOrWantedChannel) {
  const auto none = open({.group = "GPU Stats", .subgroup = "GPU Performance States"});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().message(), "no group GPU Stats/GPU Performance States");
  EXPECT_EQ(none.error().kind(), core::ErrorKind::absent);
  const auto unwanted =
      open({.group = "PMP", .subgroup = "", .accepts = [](std::string_view) { return false; }});
  ASSERT_FALSE(unwanted.ok());
  EXPECT_EQ(unwanted.error().message(), "no channel of use in PMP");
}

// As AMC Stats on M3 and later, and PMP on nothing known so far.
TEST_F(SubscriptionTest, SaysWhenTheKernelRefuses) {
  mac_.refused_groups = {"AMC Stats"};
  const auto refused = open({.group = "AMC Stats", .subgroup = ""});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message(), "the kernel refuses AMC Stats");
  EXPECT_EQ(refused.error().kind(), core::ErrorKind::denied);
}

TEST_F(SubscriptionTest, GivesNothingOfWhatVanishesFromSamples) {
  const auto subscription = open({.group = "AMC Stats", .subgroup = ""});
  ASSERT_TRUE(subscription.ok());
  mac_.vanished_groups = {"AMC Stats"};
  EXPECT_EQ(values(*subscription), Values{});
}

TEST_F(SubscriptionTest, GivesNothingWhenTheSampleIsNullOrOdd) {
  const auto subscription = open({.group = "PMP", .subgroup = ""});
  ASSERT_TRUE(subscription.ok());
  mac_.samples_are_null = true;
  EXPECT_EQ(values(*subscription), Values{});
  mac_.samples_are_null = false;
  mac_.samples_are_odd = true;
  EXPECT_EQ(values(*subscription), Values{});
}

TEST_F(SubscriptionTest, PutsItsChannelsBehindOthers) {
  const auto energy = open({.group = "Energy Model", .subgroup = ""});
  const auto memory = open({.group = "PMP", .subgroup = ""});
  ASSERT_TRUE(energy.ok() && memory.ok());
  std::vector<apple::Channel> channels;
  for (int round = 0; round < 2; ++round) {
    std::size_t used = 0;
    energy->sample(channels, used);
    memory->sample(channels, used);
    EXPECT_EQ(used, 4U);
    EXPECT_EQ(channels[3].identity->subgroup, "AF BW");
  }
}

}  // namespace
}  // namespace silicon::apple_platform
