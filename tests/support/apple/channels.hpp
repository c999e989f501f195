// IOReport channels and samples as short as tests want them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::testing {

using States = std::vector<std::pair<std::string, std::int64_t>>;

inline apple::Channel simple_channel(std::string group, std::string subgroup, std::string name,
                                     std::string unit, std::int64_t value) {
  apple::ChannelIdentity identity;
  identity.group = std::move(group);
  identity.subgroup = std::move(subgroup);
  identity.channel = std::move(name);
  identity.unit = std::move(unit);
  return {std::make_shared<const apple::ChannelIdentity>(std::move(identity)), value, {}, {}};
}

inline apple::Channel state_channel(std::string group, std::string subgroup, std::string name,
                                    const States& states) {
  apple::ChannelIdentity identity;
  identity.group = std::move(group);
  identity.subgroup = std::move(subgroup);
  identity.channel = std::move(name);
  identity.unit = "24Mticks";
  identity.format = apple::ChannelFormat::state;
  apple::Channel channel;
  for (const auto& [state, ticks] : states) {
    identity.states.push_back(state);
    channel.residencies.push_back(ticks);
  }
  channel.identity = std::make_shared<const apple::ChannelIdentity>(std::move(identity));
  return channel;
}

// The same channel with all its counters at 0: what differences begin with.
inline apple::Channel zeroed(apple::Channel channel) {
  channel.value = 0;
  for (std::int64_t& ticks : channel.residencies) ticks = 0;
  return channel;
}

inline std::vector<apple::Channel> zeroed(std::vector<apple::Channel> channels) {
  for (apple::Channel& channel : channels) channel = zeroed(std::move(channel));
  return channels;
}

// A sample at so many seconds of both clocks, the wall clock being at 1.7e9 when the other began.
inline apple::Sample sample_at(double seconds, std::vector<apple::Channel> channels = {}) {
  apple::Sample sample;
  sample.mono_ns = static_cast<std::uint64_t>(seconds * 1e9);
  sample.unix_ms = 1'700'000'000'000 + static_cast<std::int64_t>(seconds * 1e3);
  sample.ioreport = std::move(channels);
  return sample;
}

}  // namespace silicon::testing
