// Which of the 300 channels of IOReport's "Energy Model" is which rail, and in which unit.
// Exactly, not by parts of names: whoever sums all that contain "CPU" gets three times the truth
// (exelban/stats #2653, all-smi). Pure; any thread. Tested by
// tests/exporter/sources/energy/apple/channels_test.cpp, fuzzed by
// tests/fuzz/apple/channel_names.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::energy {

inline constexpr std::string_view kEnergyGroup = "Energy Model";

// Joules of one unit: "mJ", "uJ", "nJ", "J", with blanks around. Each channel has its own: "GPU
// Energy" is in nJ among neighbours in mJ. nullopt for others: then the channel says nothing.
std::optional<double> joules_per_unit(std::string_view unit);

// Whether a channel may be part of a rail at all; what a reader needs.
bool is_energy_channel(std::string_view channel);

struct RailChannels {
  std::string rail;                   // "cpu", "gpu", "ane", "dram"
  std::vector<std::string> channels;  // their sum; at least one
};

// The rails that these channels make up.
//   cpu   "CPU Energy", else all that end so ("DIE_0_CPU Energy" of an Ultra)
//   gpu   "GPU Energy", else "GPU0" or "GPU0_0"... (of an Ultra: the whole GPU but its SRAM)
//   ane, dram   "ANE", else "ANE0", "ANE0_0"...; "DRAM" in the same way
// Parts are summed only where the whole has no channel.
std::vector<RailChannels> rails_of(const std::vector<std::string>& channels);

}  // namespace silicon::energy
