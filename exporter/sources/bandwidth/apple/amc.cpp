#include "exporter/sources/bandwidth/apple/amc.hpp"

#include <set>
#include <string_view>

#include "exporter/core/text.hpp"
#include "exporter/sources/bandwidth/apple/histogram.hpp"

namespace silicon::bandwidth {

AmcTraffic amc_traffic(const std::vector<apple::Channel>& deltas) {
  AmcTraffic traffic;
  std::map<std::string, double> sum_of_agents;
  for (const apple::Channel& delta : deltas) {
    const apple::ChannelIdentity& identity = *delta.identity;
    if (identity.format != apple::ChannelFormat::simple) continue;
    auto name = parse_traffic_name(identity.channel);
    if (!name || name->direction == "all") continue;
    constexpr std::string_view kSide = "DCS";
    const std::string_view agent = name->agent;
    if (!agent.ends_with(kSide)) continue;
    std::string who(core::trimmed(agent.substr(0, agent.size() - kSide.size())));
    const auto bytes = static_cast<double>(delta.value);
    if (!who.empty()) sum_of_agents[name->direction] += bytes;
    traffic.bytes[{std::move(who), name->direction}] += bytes;
  }
  for (const auto& [direction, bytes] : sum_of_agents) {
    traffic.bytes.try_emplace({"", direction}, bytes);
  }
  std::set<std::string> agents;
  for (const auto& [key, bytes] : traffic.bytes) agents.insert(key.first);
  for (const std::string& agent : agents) {
    const auto read = traffic.bytes.find({agent, "read"});
    const auto write = traffic.bytes.find({agent, "write"});
    if (read == traffic.bytes.end() || write == traffic.bytes.end()) continue;
    traffic.bytes[{agent, "all"}] = read->second + write->second;
  }
  return traffic;
}

}  // namespace silicon::bandwidth
