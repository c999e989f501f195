#include "exporter/platform/apple/report/channel_reader.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>

#include "exporter/platform/apple/foundation/values.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::FakeChannel;

class ChannelReaderTest : public ::testing::Test {
 protected:
  // Reads the first channel of the fake Mac, as a sample would hold it.
  bool read(apple::Channel& channel) {
    const auto& report = *interfaces_->io_report;
    const Owned<CfString> group = make_string(cf(), mac_.channels.at(0).group);
    const Owned<CfMutableDictionary> found(
        cf(), report.copy_channels_in_group(group.get(), nullptr, 0, 0, 0));
    CfMutableDictionary subscribed_raw = nullptr;
    const Owned<IoReportSubscription> subscription(
        cf(), report.create_subscription(nullptr, found.get(), &subscribed_raw, 0, nullptr));
    const Owned<CfMutableDictionary> subscribed(cf(), subscribed_raw);
    const Owned<CfDictionary> sample(
        cf(), report.create_samples(subscription.get(), subscribed.get(), nullptr));
    const CfArray channels = array_of(cf(), value_under(sample.get()));
    return reader_->read(cf().array_get_value(channels, 0), channel);
  }
  CfType value_under(CfDictionary sample) const {
    const Owned<CfString> key = make_string(cf(), "IOReportChannels");
    return cf().dictionary_get_value(sample, key.get());
  }
  const CoreFoundationApi& cf() const { return *interfaces_->core_foundation; }
  void TearDown() override {
    reader_.reset();
    EXPECT_EQ(mac_.leftovers(), "");
  }

  testing::apple::FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
  std::optional<ChannelReader> reader_{std::in_place, *interfaces_->core_foundation,
                                       *interfaces_->io_report, MachTimebase{125, 3}};
};

FakeChannel energy() {
  return {.group = "Energy Model",
          .subgroup = "",
          .name = "CPU Energy",
          .driver = "AppleT6041PMGR",
          .unit = "mJ",
          .format = kReportSimple,
          .value = 77,
          .states = {},
          .published_ticks = 24'000'000};
}

FakeChannel residency() {
  return {.group = "CPU Stats",
          .subgroup = "CPU Core Performance States",
          .name = "PCPU000",
          .driver = "",
          .unit = "24Mticks",
          .format = kReportState,
          .value = 0,
          .states = {{"IDLE", 1}, {"V0P18", 2}},
          .published_ticks = 0};
}

TEST_F(ChannelReaderTest, ReadsASimpleChannelWhole) {
  mac_.channels = {energy()};
  apple::Channel channel;
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.identity->group, "Energy Model");
  EXPECT_EQ(channel.identity->subgroup, "");
  EXPECT_EQ(channel.identity->channel, "CPU Energy");
  EXPECT_EQ(channel.identity->driver, "AppleT6041PMGR");
  EXPECT_EQ(channel.identity->unit, "mJ");
  EXPECT_EQ(channel.identity->format, apple::ChannelFormat::simple);
  EXPECT_EQ(channel.value, 77);
  EXPECT_EQ(channel.published_ns, 1'000'000'000U);
}

TEST_F(ChannelReaderTest, ReadsStatesInTheirOrder) {
  mac_.channels = {residency()};
  apple::Channel channel;
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.identity->states, (std::vector<std::string>{"IDLE", "V0P18"}));
  EXPECT_EQ(channel.residencies, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(channel.published_ns, std::nullopt);
}

TEST_F(ChannelReaderTest, KeepsTheIdentityOfAChannelThatIsTheSame) {
  mac_.channels = {residency()};
  apple::Channel channel;
  ASSERT_TRUE(read(channel));
  const auto identity = channel.identity;
  mac_.channels[0].states[1].second = 9;
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.identity, identity);
  EXPECT_EQ(channel.residencies[1], 9);
}

TEST_F(ChannelReaderTest, ReadsAnewWhatIsAnotherChannel) {
  mac_.channels = {residency()};
  apple::Channel channel;
  ASSERT_TRUE(read(channel));
  mac_.channels[0].name = "PCPU010";
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.identity->channel, "PCPU010");
  mac_.channels[0].states.emplace_back("V1P17", 3);
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.residencies.size(), 3U);
  mac_.channels = {energy()};
  ASSERT_TRUE(read(channel));
  EXPECT_TRUE(channel.residencies.empty());
  EXPECT_EQ(channel.value, 77);
}

TEST_F(ChannelReaderTest, HandsOnWhatTheSystemCallsInvalid) {
  mac_.channels = {energy()};
  mac_.channels[0].value = std::numeric_limits<std::int64_t>::min();
  apple::Channel channel;
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.value, std::numeric_limits<std::int64_t>::min());
}

TEST_F(ChannelReaderTest, KeepsNamesLongerThanCoreFoundationLends) {
  const std::string name(100, 'n');
  mac_.channels = {energy()};
  mac_.channels[0].name = name;
  apple::Channel channel;
  ASSERT_TRUE(read(channel));
  const auto identity = channel.identity;
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.identity->channel, name);
  EXPECT_EQ(channel.identity, identity);
}

TEST_F(ChannelReaderTest, PassesOverOtherFormatsAndChannelsWithoutName) {
  apple::Channel channel;
  mac_.channels = {energy()};
  mac_.channels[0].format = 3;
  EXPECT_FALSE(read(channel));
  mac_.channels = {energy()};
  mac_.channels[0].name = "";
  EXPECT_FALSE(read(channel));
  mac_.channels = {residency()};
  mac_.channels[0].states[0].first = "";
  ASSERT_TRUE(read(channel));
  EXPECT_EQ(channel.identity->states[0], "");
}

TEST_F(ChannelReaderTest, PassesOverWhatIsNoChannel) {
  apple::Channel channel;
  EXPECT_FALSE(reader_->read(nullptr, channel));
  const Owned<CfString> text = make_string(cf(), "text");
  EXPECT_FALSE(reader_->read(text.get(), channel));
  const Owned<CfMutableDictionary> dictionary = make_dictionary(cf());
  EXPECT_FALSE(reader_->read(dictionary.get(), channel));
  EXPECT_EQ(reader_->name_of(text.get()), "");
}

TEST(NanosecondsOf, AreTicksInTheirTimebase) {
  EXPECT_EQ(nanoseconds_of(24'000'000, {125, 3}), 1'000'000'000U);
  EXPECT_EQ(nanoseconds_of(7, {1, 1}), 7U);
  EXPECT_EQ(nanoseconds_of(7, {0, 1}), std::nullopt);
  EXPECT_EQ(nanoseconds_of(7, {1, 0}), std::nullopt);
}

TEST(NanosecondsOf, HoldForCenturies) {
  const std::uint64_t century_ticks = 24'000'000ULL * 3'155'760'000ULL;
  EXPECT_EQ(nanoseconds_of(century_ticks, {125, 3}), 3'155'760'000'000'000'000ULL);
}

}  // namespace
}  // namespace silicon::apple_platform
