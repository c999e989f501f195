// Any lines "STATE=TICKS" as a histogram of PMP: its mean lies between the middle of its first
// level and that of its last.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/bandwidth/apple/histogram.hpp"
#include "exporter/sources/bandwidth/apple/meter.hpp"

namespace {

namespace apple = silicon::apple;
namespace bandwidth = silicon::bandwidth;

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const bandwidth::Level& level, const apple::ChannelIdentity& identity) {
  const double highest = bandwidth::parse_edge(identity.states.back()).value_or(0);
  const double mean = level.weighted / level.ticks;
  require(level.ticks > 0 && level.resolution > 0);
  require(mean >= level.resolution / 2 * (1 - 1e-9) && mean <= highest * (1 + 1e-9));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  apple::ChannelIdentity identity{
      "PMP", "DCS BW", "AMCC RD+WR", "", "events", apple::ChannelFormat::state, {}};
  apple::Channel channel;
  silicon::core::for_each_line(text, [&](std::string_view line) {
    const auto [state, ticks] = silicon::core::cut(line, '=');
    if (ticks.empty()) identity.channel = line;
    identity.states.emplace_back(state);
    channel.residencies.push_back(silicon::core::parse_signed(ticks).value_or(0));
  });
  channel.identity = std::make_shared<const apple::ChannelIdentity>(identity);
  if (const auto level = bandwidth::level_of(channel)) check(*level, identity);
  bandwidth::AppleMeter meter(1e11);
  apple::Sample sample;
  meter.update(sample, std::nullopt);
  sample.ioreport = {channel};
  meter.update(sample, 1);
  for (std::int64_t& ticks : channel.residencies) ticks = ticks > 0 ? ticks / 2 : ticks;
  sample.ioreport = {channel};
  meter.update(sample, 1);
  (void)meter.families();
  return 0;
}
