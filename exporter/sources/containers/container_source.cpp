#include "exporter/sources/containers/container_source.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/sources/containers/families/names.hpp"
#include "exporter/sources/containers/families/oom_ledger.hpp"
#include "exporter/sources/containers/families/shared_networks.hpp"
#include "exporter/sources/containers/families/usage.hpp"
#include "exporter/sources/rising_counter.hpp"

namespace silicon::containers {
namespace {

using namespace std::chrono_literals;

// Which CPUs there are changes when one is plugged in or out.
constexpr core::SteadyDuration kPlacementsHold = 60s;

class ContainerSource : public sources::Source {
 public:
  explicit ContainerSource(SourceParts parts) : parts_(std::move(parts)) {}

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    const auto readings = parts_.reader->read(tick);
    if (!readings) return readings.error();
    MetadataView view = parts_.metadata();
    const bool renamed = name(*readings, view);
    std::vector<Subject> subjects = this->subjects(*readings, *view);
    count_kills(subjects, *view);
    settle_networks(subjects);
    core::Families families = usage_.follow(subjects, tick.wall, renamed);
    refresh_placements(tick.steady);
    const std::vector<LifecycleEntry> entries = this->entries(subjects, *view, tick.wall);
    for (core::Family& family : lifecycle_families(entries, placements_)) {
      families.push_back(std::move(family));
    }
    view_ = std::move(view);
    return families;
  }

 private:
  using Readings = std::span<const ContainerReading>;

  // Whether a name or a label may have changed.
  bool name(Readings readings, const MetadataView& view) {
    const bool same_ids = std::equal(
        readings.begin(), readings.end(), running_.begin(), running_.end(),
        [](const ContainerReading& reading, const std::string& id) { return reading.id == id; });
    if (same_ids && view == view_) return false;
    running_.clear();
    for (const ContainerReading& reading : readings) running_.push_back(reading.id);
    sorted_ = running_;
    std::sort(sorted_.begin(), sorted_.end());
    names_ = unique_names({running_.begin(), running_.end()}, *view);
    std::erase_if(restarts_, [&](const auto& entry) { return !names_.contains(entry.first); });
    return true;
  }

  std::vector<Subject> subjects(Readings readings, const Inventory& inventory) const {
    std::vector<Subject> subjects;
    subjects.reserve(readings.size());
    for (const ContainerReading& reading : readings) {
      const auto known = inventory.find(reading.id);
      subjects.push_back({.reading = &reading,
                          .metadata = known == inventory.end() ? nullptr : &known->second,
                          .name = names_.find(reading.id)->second});
    }
    return subjects;
  }

  void count_kills(std::vector<Subject>& subjects, const Inventory& inventory) {
    kills_.begin();
    for (Subject& subject : subjects) {
      const ContainerReading& reading = *subject.reading;
      kills_.sight({.id = reading.id,
                    .name = subject.name,
                    .kernel = reading.memory_events.oom_kills,
                    .made = reading.created,
                    .engine = subject.metadata == nullptr ? 0 : subject.metadata->oom_events});
      subject.oom_kills = kills_.total(reading.id);
    }
    for (const auto& [id, container] : inventory) {
      if (is_running(id)) continue;
      kills_.sight({.id = id, .name = names_.find(id)->second, .engine = container.oom_events});
    }
  }

  // Running containers first, in the reader's order, then those that are shown by their state.
  std::vector<LifecycleEntry> entries(const std::vector<Subject>& subjects,
                                      const Inventory& inventory, core::Instant now) {
    std::vector<LifecycleEntry> entries;
    entries.reserve(subjects.size());
    for (const Subject& subject : subjects) {
      const ContainerReading& reading = *subject.reading;
      LifecycleEntry entry = this->entry(reading.id, subject.name, subject.metadata);
      if (reading.cpuset && parts_.placements) entry.cpuset = &*reading.cpuset;
      entries.push_back(entry);
    }
    for (const std::string_view id : shown_by_state(inventory, parts_.stopped, now)) {
      if (is_running(id)) continue;
      entries.push_back(entry(id, names_.find(id)->second, &inventory.find(id)->second));
    }
    return entries;
  }

  LifecycleEntry entry(std::string_view id, std::string_view name,
                       const ContainerMetadata* metadata) {
    LifecycleEntry entry{.name = name, .metadata = metadata, .oom_kills = kills_.total(id)};
    if (metadata == nullptr || !metadata->restarts) return entry;
    auto counter = restarts_.find(id);
    if (counter == restarts_.end()) counter = restarts_.emplace(id, sources::RisingCounter{}).first;
    entry.restarts = counter->second.follow(*metadata->restarts);
    return entry;
  }

  bool is_running(std::string_view id) const {
    return std::binary_search(sorted_.begin(), sorted_.end(), id);
  }

  void refresh_placements(core::SteadyInstant now) {
    if (!parts_.placements || (placed_ && now - *placed_ < kPlacementsHold)) return;
    placements_ = parts_.placements();
    placed_ = now;
  }

  SourceParts parts_;
  MetadataView view_;
  std::vector<std::string> running_;  // ids, as the reader orders them
  std::vector<std::string> sorted_;
  Names names_;
  OomLedger kills_;
  Usage usage_;
  std::map<std::string, sources::RisingCounter, std::less<>> restarts_;  // by id
  cpu::Placements placements_;
  std::optional<core::SteadyInstant> placed_;
};

}  // namespace

std::unique_ptr<sources::Source> container_source(SourceParts parts) {
  return std::make_unique<ContainerSource>(std::move(parts));
}

}  // namespace silicon::containers
