#include "exporter/sources/containers/container_source.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
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

// Which CPUs there are changes when one is plugged in or out; that a container ended too long ago
// to be shown is seen in the same minute.
constexpr core::SteadyDuration kHold = 60s;

// Whether the engine says something else of the container's limits than it said before.
bool have_other_limits(const Inventory* before, const Inventory& now, const std::string& id) {
  if (before == nullptr) return false;
  const auto old = before->find(id), container = now.find(id);
  if (old == before->end() || container == now.end()) return false;
  const auto limits = [](const ContainerMetadata& of) {
    return std::tie(of.memory_limit_bytes, of.cpu_quota_microseconds, of.cpu_period_microseconds,
                    of.threads_limit, of.cpuset);
  };
  return limits(old->second) != limits(container->second);
}

class ContainerSource : public sources::Source {
 public:
  explicit ContainerSource(SourceParts parts) : parts_(std::move(parts)) {}

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    const auto readings = parts_.reader->read(tick);
    if (!readings) return readings.error();
    const bool changed = take(*readings, parts_.metadata());
    if (note_kills() || changed) count_kills();
    settle_networks(subjects_);
    core::Families families = usage_.follow(subjects_, tick.wall, changed);
    refresh_placements(tick.steady);
    if (changed || !listed_ || tick.steady - *listed_ >= kHold) list(tick);
    for (std::size_t i = 0; i < subjects_.size(); ++i) {
      const ContainerReading& reading = *subjects_[i].reading;
      entries_[i].oom_kills = subjects_[i].oom_kills;
      entries_[i].cpuset = reading.cpuset && parts_.placements ? &*reading.cpuset : nullptr;
    }
    for (core::Family& family : lifecycle_.follow(entries_, placements_)) {
      families.push_back(std::move(family));
    }
    return families;
  }

 private:
  // Makes the readings the subjects of this sample. Whether they are others than those of the last
  // one, or something else is known of them.
  bool take(Readings readings, MetadataView view) {
    const bool same_ids = std::equal(
        readings.begin(), readings.end(), running_.begin(), running_.end(),
        [](const ContainerReading* reading, const std::string& id) { return reading->id == id; });
    const bool changed = !same_ids || view != view_;
    if (changed) identify(readings, std::move(view));
    for (std::size_t i = 0; i < readings.size(); ++i) subjects_[i].reading = readings[i];
    return changed;
  }

  void identify(Readings readings, MetadataView view) {
    for (const ContainerReading* reading : readings) {
      if (have_other_limits(view_.get(), *view, reading->id)) parts_.reader->look_up(reading->id);
    }
    view_ = std::move(view);
    running_.clear();
    for (const ContainerReading* reading : readings) running_.push_back(reading->id);
    sorted_ = running_;
    std::sort(sorted_.begin(), sorted_.end());
    names_ = unique_names({running_.begin(), running_.end()}, *view_);
    std::erase_if(restarts_, [&](const auto& entry) { return !names_.contains(entry.first); });
    subjects_.clear();
    for (const std::string& id : running_) {
      const auto known = view_->find(id);
      subjects_.push_back({.metadata = known == view_->end() ? nullptr : &known->second,
                           .name = names_.find(id)->second});
    }
    kernel_kills_.assign(running_.size(), {});
  }

  // Whether the kernel says something else of kills in running containers than it last did.
  bool note_kills() {
    bool differs = false;
    for (std::size_t i = 0; i < subjects_.size(); ++i) {
      const ContainerReading& reading = *subjects_[i].reading;
      const KernelKills now{reading.memory_events.oom_kills, reading.created};
      differs = std::exchange(kernel_kills_[i], now) != now || differs;
    }
    return differs;
  }

  void count_kills() {
    kills_.begin();
    for (Subject& subject : subjects_) {
      const ContainerReading& reading = *subject.reading;
      kills_.sight({.id = reading.id,
                    .name = subject.name,
                    .runs = true,
                    .kernel = reading.memory_events.oom_kills,
                    .made = reading.created,
                    .engine = subject.metadata == nullptr ? 0 : subject.metadata->oom_events});
      subject.oom_kills = kills_.total(reading.id);
    }
    for (const auto& [id, container] : *view_) {
      if (is_running(id)) continue;
      kills_.sight({.id = id, .name = names_.find(id)->second, .engine = container.oom_events});
    }
  }

  // Who is shown by state: running containers first, in the reader's order, then those that are
  // shown though they do not run.
  void list(const sources::Tick& tick) {
    listed_ = tick.steady;
    entries_.clear();
    for (std::size_t i = 0; i < running_.size(); ++i) {
      entries_.push_back(entry(running_[i], subjects_[i].name, subjects_[i].metadata));
    }
    for (const std::string_view id : shown_by_state(*view_, parts_.stopped, tick.wall)) {
      if (is_running(id)) continue;
      entries_.push_back(entry(id, names_.find(id)->second, &view_->find(id)->second));
    }
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
    if (!parts_.placements || (placed_ && now - *placed_ < kHold)) return;
    placements_ = parts_.placements();
    placed_ = now;
  }

  struct KernelKills {
    Count count;
    std::optional<core::Instant> made;  // the cgroup that counts

    friend bool operator==(const KernelKills&, const KernelKills&) = default;
  };

  SourceParts parts_;
  MetadataView view_;
  std::vector<std::string> running_;  // ids, as the reader orders them
  std::vector<std::string> sorted_;
  Names names_;
  std::vector<Subject> subjects_;          // parallel to running_
  std::vector<KernelKills> kernel_kills_;  // likewise
  OomLedger kills_;
  Usage usage_;
  std::map<std::string, sources::RisingCounter, std::less<>> restarts_;  // by id
  Lifecycle lifecycle_;
  std::vector<LifecycleEntry> entries_;
  std::optional<core::SteadyInstant> listed_;
  cpu::Placements placements_;
  std::optional<core::SteadyInstant> placed_;
};

}  // namespace

std::unique_ptr<sources::Source> container_source(SourceParts parts) {
  return std::make_unique<ContainerSource>(std::move(parts));
}

}  // namespace silicon::containers
