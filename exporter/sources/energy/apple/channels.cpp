#include "exporter/sources/energy/apple/channels.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "exporter/core/text.hpp"

namespace silicon::energy {
namespace {

constexpr std::string_view kDigits = "0123456789";

// "0" or "0_1": a unit, or a unit of a die.
bool is_index(std::string_view text) {
  const auto [unit, die] = core::cut(text, '_');
  const bool has_die = unit.size() < text.size();
  const auto is_number = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of(kDigits) == std::string_view::npos;
  };
  return is_number(unit) && (!has_die || is_number(die));
}

bool is_part(std::string_view channel, std::string_view name) {
  return channel.starts_with(name) && is_index(channel.substr(name.size()));
}

bool is_die_total(std::string_view channel, std::string_view name) {
  constexpr std::string_view kDie = "DIE_";
  if (!channel.starts_with(kDie) || !channel.ends_with(name)) return false;
  channel.remove_prefix(kDie.size());
  channel.remove_suffix(std::min(channel.size(), name.size()));
  if (channel.size() < 2 || channel.back() != '_') return false;
  channel.remove_suffix(1);
  return channel.find_first_not_of(kDigits) == std::string_view::npos;
}

using Matches = bool (*)(std::string_view channel, std::string_view name);

struct Rule {
  std::string_view rail;
  std::string_view whole;
  std::string_view part;
  Matches is_part;
};
constexpr std::array kRules = {
    Rule{"cpu", "CPU Energy", "CPU Energy", is_die_total},
    Rule{"gpu", "GPU Energy", "GPU", is_part},
    Rule{"ane", "ANE", "ANE", is_part},
    Rule{"dram", "DRAM", "DRAM", is_part},
};

}  // namespace

std::optional<double> joules_per_unit(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, double>, 4> kUnits{
      {{"mJ", 1e-3}, {"uJ", 1e-6}, {"nJ", 1e-9}, {"J", 1}}};
  unit = core::trimmed(unit);
  for (const auto& [name, joules] : kUnits) {
    if (unit == name) return joules;
  }
  return std::nullopt;
}

bool is_energy_channel(std::string_view channel) {
  channel = core::trimmed(channel);
  return std::any_of(kRules.begin(), kRules.end(), [&](const Rule& rule) {
    return channel == rule.whole || rule.is_part(channel, rule.part);
  });
}

std::vector<RailChannels> rails_of(const std::vector<std::string>& channels) {
  std::vector<RailChannels> rails;
  for (const Rule& rule : kRules) {
    RailChannels rail{std::string(rule.rail), {}};
    const auto whole = std::find_if(
        channels.begin(), channels.end(),
        [&](const std::string& channel) { return core::trimmed(channel) == rule.whole; });
    if (whole != channels.end()) {
      rail.channels = {*whole};
    } else {
      std::copy_if(channels.begin(), channels.end(), std::back_inserter(rail.channels),
                   [&](const std::string& channel) {
                     return rule.is_part(core::trimmed(channel), rule.part);
                   });
    }
    if (!rail.channels.empty()) rails.push_back(std::move(rail));
  }
  return rails;
}

}  // namespace silicon::energy
