#include "exporter/sources/bandwidth/apple/histogram.hpp"

#include <array>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::bandwidth {
namespace {

// The longest first: each ends like the next.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kDirections{
    {{"RD+WR", "all"}, {"RD", "read"}, {"WR", "write"}}};

constexpr std::string_view kController = "AMCC";
constexpr double kMostBytesPerSecond = 1e14;

// "AMCC" of machines with one die, "AMCC0", "AMCC1" of those with more.
bool is_controller(std::string_view agent) {
  return agent.starts_with(kController) &&
         agent.find_first_not_of("0123456789", kController.size()) == std::string_view::npos;
}

}  // namespace

std::optional<TrafficName> parse_traffic_name(std::string_view channel) {
  channel = core::trimmed(channel);
  for (const auto& [suffix, direction] : kDirections) {
    if (!channel.ends_with(suffix)) continue;
    std::string_view agent = channel.substr(0, channel.size() - suffix.size());
    if (!agent.empty() && agent.back() != ' ') return std::nullopt;
    agent = core::trimmed(agent);
    if (is_controller(agent)) agent = {};
    if (!core::is_utf8(agent)) return std::nullopt;
    return TrafficName{std::string(agent), std::string(direction)};
  }
  return std::nullopt;
}

std::optional<double> parse_edge(std::string_view state) {
  constexpr std::string_view kUnit = "GB/s";
  state = core::trimmed(state);
  if (!state.ends_with(kUnit)) return std::nullopt;
  const auto gigabytes =
      core::parse_double(core::trimmed(state.substr(0, state.size() - kUnit.size())));
  if (!gigabytes || !(*gigabytes > 0) || *gigabytes * 1e9 > kMostBytesPerSecond) {
    return std::nullopt;
  }
  return *gigabytes * 1e9;
}

std::optional<Level> level_of(const apple::Channel& delta) {
  const std::vector<std::string>& names = delta.identity->states;
  if (names.empty() || names.size() != delta.residencies.size()) return std::nullopt;
  Level level;
  double lower = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto upper = parse_edge(names[i]);
    if (!upper || *upper <= lower || delta.residencies[i] < 0) return std::nullopt;
    const auto ticks = static_cast<double>(delta.residencies[i]);
    if (i == 0) level.resolution = *upper;
    level.ticks += ticks;
    level.weighted += ticks * (lower + *upper) / 2;
    lower = *upper;
  }
  if (level.ticks <= 0) return std::nullopt;
  level.saturated = delta.residencies.back() > 0;
  return level;
}

}  // namespace silicon::bandwidth
