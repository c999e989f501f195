#include "exporter/sources/bandwidth/resctrl.hpp"

#include <set>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::bandwidth {
namespace {

// A pebibyte between two readings: hours of the fastest memory there is.
constexpr std::uint64_t kMaxGain = std::uint64_t{1} << 50U;

}  // namespace

MbmReading parse_mbm(std::string_view text) {
  text = core::trimmed(text);
  // arch/x86/kernel/cpu/resctrl/ctrlmondata.c, rdtgroup_mondata_show(); "Unassigned" since 6.18.
  if (text == "Unavailable" || text == "Unassigned") return {MbmReading::State::unavailable};
  if (text == "Error") return {MbmReading::State::error};
  const auto bytes = core::parse_unsigned(text);
  if (!bytes) return {MbmReading::State::garbage};
  return {MbmReading::State::counted, *bytes};
}

void MbmSum::update(const std::string& counter, std::uint64_t bytes) {
  const auto [found, is_new] = counters_.try_emplace(counter, bytes);
  std::uint64_t& before = found->second;
  if (!is_new && bytes > before && bytes - before <= kMaxGain) total_ += bytes - before;
  before = bytes;
}

void MbmSum::keep_only(const std::vector<std::string>& counters) {
  const std::set<std::string_view> kept(counters.begin(), counters.end());
  std::erase_if(counters_, [&](const auto& entry) { return !kept.contains(entry.first); });
}

}  // namespace silicon::bandwidth
