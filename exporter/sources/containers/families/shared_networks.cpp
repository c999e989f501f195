#include "exporter/sources/containers/families/shared_networks.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace silicon::containers {
namespace {

bool goes_before(const Subject& a, const Subject& b) {
  const auto rank = [](const Subject& subject) {
    if (subject.metadata == nullptr) return 1;
    return subject.metadata->owns_network ? 0 : 2;
  };
  return std::tuple(rank(a), a.name) < std::tuple(rank(b), b.name);
}

}  // namespace

void settle_networks(std::span<Subject> subjects) {
  std::vector<std::pair<std::uint64_t, Subject*>> users;  // of each network
  users.reserve(subjects.size());
  for (Subject& subject : subjects) {
    const Count& network = subject.reading->network_namespace;
    subject.network = network ? nullptr : subject.reading;
    if (network) users.emplace_back(*network, &subject);
  }
  std::sort(users.begin(), users.end());
  for (auto at = users.begin(); at != users.end();) {
    Subject* owner = at->second;
    const ContainerReading* read = nullptr;  // the one with the interfaces
    for (const std::uint64_t network = at->first; at != users.end() && at->first == network; ++at) {
      Subject* user = at->second;
      if (goes_before(*user, *owner)) owner = user;
      if (read == nullptr && !user->reading->interfaces.empty()) read = user->reading;
    }
    owner->network = read;
  }
}

}  // namespace silicon::containers
