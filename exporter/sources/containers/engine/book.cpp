#include "exporter/sources/containers/engine/book.hpp"

#include <algorithm>
#include <utility>

namespace silicon::engine {
namespace {

using containers::ContainerState;

// When it ended, or was made: what "latest" means of containers that do not run.
core::Instant latest_moment(const ContainerMetadata& metadata) {
  return std::max(metadata.finished.value_or(core::Instant()),
                  metadata.created.value_or(core::Instant()));
}

bool is_stopped(const ContainerMetadata& metadata) {
  return metadata.state == ContainerState::created || metadata.state == ContainerState::exited ||
         metadata.state == ContainerState::dead;
}

bool goes_first(const ContainerMetadata& a, const ContainerMetadata& b) {
  const bool a_stopped = is_stopped(a);
  const bool b_stopped = is_stopped(b);
  if (a_stopped != b_stopped) return b_stopped;
  return latest_moment(a) > latest_moment(b);
}

// Takes over what a list says; whether it differs in what an inspection would show better.
bool take_over(const ContainerMetadata& listed, ContainerMetadata& known) {
  const bool changed = listed.state != known.state || listed.name != known.name;
  known.name = listed.name;
  if (listed.state) known.state = listed.state;
  if (listed.health) known.health = listed.health;
  if (listed.exit_code) known.exit_code = listed.exit_code;
  return changed;
}

}  // namespace

void Book::keep_within_limits(std::vector<ContainerMetadata>& list) const {
  // A list does not say when a container ended; an earlier inspection did.
  for (ContainerMetadata& container : list) {
    const ContainerMetadata* known = find(container.id);
    if (known != nullptr) container.finished = known->finished;
  }
  std::stable_sort(list.begin(), list.end(), goes_first);
  const auto first_stopped = std::find_if(list.begin(), list.end(), is_stopped);
  const auto running = static_cast<std::size_t>(first_stopped - list.begin());
  const std::size_t most = std::min(limits_.containers, running + limits_.stopped);
  if (list.size() > most) list.resize(most);
}

void Book::reconcile(std::vector<ContainerMetadata> list) {
  keep_within_limits(list);
  Entries entries;
  for (ContainerMetadata& container : list) {
    const std::string id = container.id;
    auto known = entries_.extract(id);
    if (known.empty()) {
      entries.emplace(id, Entry{std::move(container), true, std::nullopt});
      continue;
    }
    Entry& entry = known.mapped();
    const bool changed = take_over(container, entry.container);
    // Without a count of restarts it was never inspected with success.
    entry.stale = entry.stale || changed || !entry.container.restarts;
    entries.insert(std::move(known));
  }
  entries_ = std::move(entries);
}

void Book::learn(std::string_view id, std::optional<ContainerMetadata> container) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  entry.stale = false;
  if (!container || container->id != id) return;
  const ContainerMetadata before = std::move(entry.container);
  entry.container = *std::move(container);
  ContainerMetadata& metadata = entry.container;
  if (!metadata.exit_code) metadata.exit_code = before.exit_code;
  metadata.oom_events = before.oom_events;
}

void Book::forget(std::string_view id) {
  const auto found = entries_.find(id);
  if (found != entries_.end()) entries_.erase(found);
}

bool Book::add_created(const Event& event) {
  if (entries_.size() >= limits_.containers) return false;
  ContainerMetadata container;
  container.id = event.id;
  container.name = event.name;
  container.image = event.image;
  container.state = ContainerState::created;
  container.created = event.time;
  entries_.emplace(event.id, Entry{std::move(container), true, std::nullopt});
  return true;
}

bool Book::apply(const Event& event) {
  using Action = Event::Action;
  const auto found = entries_.find(event.id);
  if (found == entries_.end()) {
    const bool is_new = event.action == Action::create || event.action == Action::start;
    return is_new && add_created(event) && (event.action == Action::create || apply(event));
  }
  Entry& entry = found->second;
  ContainerMetadata& metadata = entry.container;
  const ContainerMetadata before = metadata;
  switch (event.action) {
    case Action::destroy:
      entries_.erase(found);
      return true;
    case Action::start:
    case Action::restart:
      metadata.state = ContainerState::running;
      metadata.started = event.time;
      entry.stale = true;
      break;
    case Action::die:
      metadata.state = ContainerState::exited;
      metadata.finished = event.time;
      metadata.exit_code = event.exit_code;
      entry.stale = true;  // it may be about to restart
      break;
    case Action::pause:
      metadata.state = ContainerState::paused;
      break;
    case Action::unpause:
      metadata.state = ContainerState::running;
      break;
    case Action::rename:
      if (!event.name.empty()) metadata.name = event.name;
      break;
    case Action::health:
      if (event.health) metadata.health = event.health;
      break;
    case Action::oom:
      ++metadata.oom_events;
      break;
    case Action::create:
    case Action::update:
      entry.stale = true;
      break;
    case Action::other:
      break;
  }
  return metadata != before;
}

std::vector<std::string> Book::take_due(core::SteadyInstant now, std::size_t most) {
  std::vector<std::string> due;
  for (auto& [id, entry] : entries_) {
    if (due.size() == most) break;
    if (!entry.stale) continue;
    if (entry.asked && now - *entry.asked < limits_.inspection_distance) continue;
    entry.asked = now;
    due.push_back(id);
  }
  return due;
}

bool Book::has_stale() const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [](const auto& item) { return item.second.stale; });
}

containers::Inventory Book::inventory() const {
  containers::Inventory inventory;
  for (const auto& [id, entry] : entries_) inventory.emplace(id, entry.container);
  return inventory;
}

containers::Inventory Book::remembered() const {
  containers::Inventory inventory;
  for (const auto& [id, entry] : entries_) {
    const ContainerMetadata& metadata = entry.container;
    if (!has_processes(metadata)) continue;
    ContainerMetadata kept;
    kept.id = metadata.id;
    kept.name = metadata.name;
    kept.image = metadata.image;
    kept.labels = metadata.labels;
    kept.created = metadata.created;
    kept.oom_events = metadata.oom_events;
    inventory.emplace(id, std::move(kept));
  }
  return inventory;
}

std::vector<const ContainerMetadata*> Book::running() const {
  std::vector<const ContainerMetadata*> result;
  for (const auto& [id, entry] : entries_) {
    if (has_processes(entry.container)) result.push_back(&entry.container);
  }
  return result;
}

const ContainerMetadata* Book::find(std::string_view id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second.container;
}

}  // namespace silicon::engine
