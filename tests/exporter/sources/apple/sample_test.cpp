#include "exporter/sources/apple/sample.hpp"

#include <gtest/gtest.h>

namespace silicon::apple {
namespace {

Channel channel(std::string group, std::string subgroup, std::string name) {
  ChannelIdentity identity;
  identity.group = std::move(group);
  identity.subgroup = std::move(subgroup);
  identity.channel = std::move(name);
  return {std::make_shared<const ChannelIdentity>(std::move(identity)), 0, {}, {}};
}

TEST(FindChannel, ComparesGroupSubgroupAndNameWhole) {
  const std::vector<Channel> channels{channel("PMP", "DCS BW", "AMCC RD"),
                                      channel("PMP", "AF BW", "AMCC RD+WR"),
                                      channel("PMP", "DCS BW", "AMCC RD+WR")};
  EXPECT_EQ(find_channel(channels, "PMP", "DCS BW", "AMCC RD+WR"), &channels[2]);
  EXPECT_EQ(find_channel(channels, "PMP", "DCS BW", "AMCC"), nullptr);
  EXPECT_EQ(find_channel(channels, "PMP0", "DCS BW", "AMCC RD"), nullptr);
}

TEST(SysctlNumber, IsThereForNumbersOnly) {
  Machine machine;
  machine.sysctl["hw.memsize"] = std::int64_t{1} << 37;
  machine.sysctl["hw.perflevel0.name"] = std::string("Performance");
  EXPECT_EQ(sysctl_number(machine, "hw.memsize"), std::int64_t{137438953472});
  EXPECT_EQ(sysctl_number(machine, "hw.perflevel0.name"), std::nullopt);
  EXPECT_EQ(sysctl_number(machine, "hw.ncpu"), std::nullopt);
}

TEST(Sample, HasNothingThatNobodyPutThere) {
  const Sample sample;
  EXPECT_TRUE(sample.cpu_ticks.empty() && sample.ioreport.empty() && sample.smc.empty());
  EXPECT_FALSE(sample.swap || sample.pressure_level || sample.thermal_pressure || sample.load);
}

}  // namespace
}  // namespace silicon::apple
