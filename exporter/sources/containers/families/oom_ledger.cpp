#include "exporter/sources/containers/families/oom_ledger.hpp"

#include <algorithm>

namespace silicon::containers {
namespace {

// Names of containers that are gone are remembered, but not without end.
constexpr std::size_t kMostNames = 4096;

}  // namespace

std::uint64_t OomLedger::Container::kills() const {
  return std::max(kernel_before + kernel, engine);
}

void OomLedger::begin() {
  for (auto at = containers_.begin(); at != containers_.end();) {
    const Container& container = at->second;
    if (container.round == round_) {
      ++at;
      continue;
    }
    if (container.kills() > 0) gone_[container.name] += container.kills();
    at = containers_.erase(at);
  }
  while (gone_.size() > kMostNames) gone_.erase(gone_.begin());
  ++round_;
}

void OomLedger::sight(const Sighting& sighting) {
  auto found = containers_.find(sighting.id);
  if (found == containers_.end()) {
    found = containers_.emplace(std::string(sighting.id), Container{}).first;
  }
  Container& container = found->second;
  container.round = round_;
  container.name = sighting.name;
  container.engine = std::max(container.engine, sighting.engine);
  if (!sighting.kernel) {
    container.stood = container.stood || !sighting.runs;
    return;
  }
  const bool made_anew = container.made && sighting.made && container.made != sighting.made;
  const bool another_cgroup = container.stood || made_anew || *sighting.kernel < container.kernel;
  if (another_cgroup) container.kernel_before += container.kernel;
  if (another_cgroup || sighting.made) container.made = sighting.made;
  container.kernel = *sighting.kernel;
  container.stood = false;
}

std::uint64_t OomLedger::total(std::string_view id) const {
  const auto container = containers_.find(id);
  if (container == containers_.end()) return 0;
  const auto gone = gone_.find(container->second.name);
  return container->second.kills() + (gone == gone_.end() ? 0 : gone->second);
}

}  // namespace silicon::containers
