#include "exporter/sources/containers/families/shared_networks.hpp"

#include <cstdint>
#include <map>
#include <tuple>

namespace silicon::containers {
namespace {

struct Network {
  Subject* owner = nullptr;
  const ContainerReading* read = nullptr;  // the one with the interfaces
};

bool goes_before(const Subject& a, const Subject& b) {
  const auto rank = [](const Subject& subject) {
    if (subject.metadata == nullptr) return 1;
    return subject.metadata->owns_network ? 0 : 2;
  };
  return std::tuple(rank(a), a.name) < std::tuple(rank(b), b.name);
}

}  // namespace

void settle_networks(std::span<Subject> subjects) {
  std::map<std::uint64_t, Network> networks;
  for (Subject& subject : subjects) {
    const ContainerReading& reading = *subject.reading;
    subject.network = reading.network_namespace ? nullptr : &reading;
    if (!reading.network_namespace) continue;
    Network& network = networks[*reading.network_namespace];
    if (network.owner == nullptr || goes_before(subject, *network.owner)) network.owner = &subject;
    if (network.read == nullptr && !reading.interfaces.empty()) network.read = &reading;
  }
  for (const auto& [number, network] : networks) network.owner->network = network.read;
}

}  // namespace silicon::containers
