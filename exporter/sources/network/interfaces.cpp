#include "exporter/sources/network/interfaces.hpp"

#include <algorithm>
#include <optional>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::network {
namespace {

// Interfaces that are gone are remembered, but not without end.
constexpr std::size_t kMostInterfaces = 4096;

// receive: bytes packets errs drop fifo frame compressed multicast;
// transmit: bytes packets errs drop fifo colls carrier compressed.
constexpr std::size_t kNumbers = 16;
constexpr std::size_t kTransmit = 8;

std::optional<InterfaceCounts> parse_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = core::trimmed(line.substr(0, colon));
  if (name.empty() || !core::is_utf8(name)) return std::nullopt;
  const std::vector<std::string_view> fields = core::fields(line.substr(colon + 1));
  if (fields.size() < kNumbers) return std::nullopt;
  std::array<std::uint64_t, kNumbers> numbers{};
  for (std::size_t i = 0; i < kNumbers; ++i) {
    const auto number = core::parse_unsigned(fields[i]);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  const auto direction = [&](std::size_t first) {
    return DirectionCounts{numbers[first], numbers[first + 1], numbers[first + 2],
                           numbers[first + 3]};
  };
  return InterfaceCounts{name, direction(0), direction(kTransmit)};
}

core::Families empty_families() {
  return {
      core::counter("silicon_network_receive_bytes_total",
                    "Bytes received on the interface, link-layer headers included. From the "
                    "kernel."),
      core::counter("silicon_network_receive_packets_total", "Packets received on the interface."),
      core::counter("silicon_network_receive_errors_total",
                    "Packets that arrived broken, as the driver counts them."),
      core::counter("silicon_network_receive_drops_total",
                    "Packets that arrived and found no room or no taker."),
      core::counter("silicon_network_transmit_bytes_total",
                    "Bytes sent on the interface, link-layer headers included. From the kernel."),
      core::counter("silicon_network_transmit_packets_total", "Packets sent on the interface."),
      core::counter("silicon_network_transmit_errors_total",
                    "Packets that could not be sent, as the driver counts them."),
      core::counter("silicon_network_transmit_drops_total",
                    "Packets that were dropped before they were sent."),
  };
}

}  // namespace

std::vector<InterfaceCounts> parse_net_dev(std::string_view text) {
  std::vector<InterfaceCounts> interfaces;
  core::for_each_line(text, [&](std::string_view line) {
    if (const auto counts = parse_line(line)) interfaces.push_back(*counts);
  });
  return interfaces;
}

bool belongs_to_an_engine(std::string_view interface) {
  for (const std::string_view prefix : {"veth", "docker", "cni", "virbr", "nerdctl"}) {
    if (interface.starts_with(prefix)) return true;
  }
  constexpr std::string_view kDockerBridge = "br-";
  constexpr std::size_t kDigits = 12;  // the beginning of the network's identifier
  return interface.starts_with(kDockerBridge) &&
         interface.size() == kDockerBridge.size() + kDigits &&
         interface.find_first_not_of("0123456789abcdef", kDockerBridge.size()) ==
             std::string_view::npos;
}

void Traffic::update(const std::vector<InterfaceCounts>& interfaces) {
  present_.clear();
  if (interfaces_.size() > kMostInterfaces) interfaces_.clear();
  for (const InterfaceCounts& counts : interfaces) {
    auto found = interfaces_.find(counts.interface);
    if (found == interfaces_.end()) {
      const std::string name(counts.interface);
      const Interface added{
          .labels = core::Labels{{"interface", name}}, .counters = {}, .known = {}};
      found = interfaces_.emplace(name, added).first;
    }
    Interface& interface = found->second;
    if (std::find(present_.begin(), present_.end(), &interface) != present_.end()) continue;
    const DirectionCounts& in = counts.receive;
    const DirectionCounts& out = counts.transmit;
    const std::array<std::optional<std::uint64_t>, kCounters> readings{
        in.bytes, in.packets, in.errors, in.drops, out.bytes, out.packets, out.errors, out.drops};
    for (std::size_t i = 0; i < kCounters; ++i) {
      interface.known[i] = readings[i].has_value();
      if (readings[i]) interface.counters[i].follow(*readings[i]);
    }
    present_.push_back(&interface);
  }
}

core::Families Traffic::families() const {
  if (present_.empty()) return {};
  core::Families families = empty_families();
  for (const Interface* interface : present_) {
    for (std::size_t i = 0; i < kCounters; ++i) {
      if (!interface->known[i]) continue;
      families[i].add(interface->labels, static_cast<double>(interface->counters[i].total()));
    }
  }
  std::erase_if(families, [](const core::Family& family) { return family.samples.empty(); });
  return families;
}

}  // namespace silicon::network
