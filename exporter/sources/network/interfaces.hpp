// What network interfaces carried: /proc/net/dev, and the families made of it.
// Not connections, not containers (their ends of a pair are their own business).
// Traffic has state: one thread at a time. Tested by
// tests/exporter/sources/network/interfaces_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/sources/rising_counter.hpp"

namespace silicon::network {

// Of one direction, as the kernel sums them up. net/core/net-procfs.c: `drops` of receive are
// rx_dropped + rx_missed_errors.
struct DirectionCounts {
  std::uint64_t bytes = 0;
  std::uint64_t packets = 0;
  std::uint64_t errors = 0;
  std::optional<std::uint64_t> drops = 0;  // nullopt: not known

  friend bool operator==(const DirectionCounts&, const DirectionCounts&) = default;
};

struct InterfaceCounts {
  std::string_view interface;  // points into the text
  DirectionCounts receive;
  DirectionCounts transmit;
};

// Every line that is "NAME: sixteen numbers"; old kernels leave no blank behind the colon. The two
// lines of headings and whatever else is no interface are passed over.
std::vector<InterfaceCounts> parse_net_dev(std::string_view text);

// The interfaces of a container engine or hypervisor, which come and go with what runs there and
// repeat what other interfaces carry: veth*, docker*, cni*, virbr*, nerdctl*, and Docker's br-
// followed by 12 hexadecimal digits. lo, bonds, VLANs, WireGuard, tun and a person's own bridges
// (br0, br-lan) are not among them.
bool belongs_to_an_engine(std::string_view interface);

// Keeps the counters of each interface from going backwards, when it is made again too.
class Traffic {
 public:
  void update(const std::vector<InterfaceCounts>& interfaces);

  // silicon_network_{receive,transmit}_{bytes,packets,errors,drops}_total{interface} of the
  // interfaces of the last update(), in its order.
  core::Families families() const;

 private:
  static constexpr std::size_t kCounters = 8;
  struct Interface {
    core::Labels labels;
    std::array<sources::RisingCounter, kCounters> counters;
    std::array<bool, kCounters> known;
  };

  std::map<std::string, Interface, std::less<>> interfaces_;
  std::vector<const Interface*> present_;  // into interfaces_
};

}  // namespace silicon::network
