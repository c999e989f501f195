#include "exporter/runtime/http/civet/connections.hpp"

#include <algorithm>
#include <utility>
namespace silicon::runtime {
namespace {

// The longest sleep of the watching thread while anybody is connected: how late a cut can be.
constexpr core::SteadyDuration kLongestSleep = std::chrono::seconds(1);
constexpr core::SteadyDuration kRetry = std::chrono::milliseconds(10);

std::optional<core::SteadyDuration> limit_of(ConnectionPhase phase,
                                             const ConnectionLimits& limits) {
  switch (phase) {
    case ConnectionPhase::fresh:
    case ConnectionPhase::reading:
      return limits.request;
    case ConnectionPhase::sending:
      return limits.sending;
    case ConnectionPhase::idle:
      return limits.idle;
    case ConnectionPhase::answering:
      return std::nullopt;
  }
  return std::nullopt;
}

// The connection that has been in `phase` for longest.
std::optional<std::size_t> oldest(const std::vector<ConnectionState>& connections,
                                  ConnectionPhase phase) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < connections.size(); ++i) {
    if (connections[i].phase != phase) continue;
    if (!found || connections[i].since < connections[*found].since) found = i;
  }
  return found;
}

void consider(std::optional<Cut>& best, const Cut& candidate) {
  if (!best || candidate.when < best->when) best = candidate;
}

}  // namespace

std::optional<Cut> next_cut(const std::vector<ConnectionState>& connections,
                            const ConnectionLimits& limits) {
  std::optional<Cut> next;
  for (std::size_t i = 0; i < connections.size(); ++i) {
    const auto limit = limit_of(connections[i].phase, limits);
    if (limit) consider(next, {i, connections[i].since + *limit});
  }
  if (connections.size() < limits.workers) return next;
  for (const auto& [phase, patience] : {std::pair(ConnectionPhase::fresh, limits.grace),
                                        std::pair(ConnectionPhase::idle, limits.grace),
                                        std::pair(ConnectionPhase::sending, limits.request)}) {
    const auto victim = oldest(connections, phase);
    if (!victim) continue;
    consider(next, {*victim, connections[*victim].since + patience});
    break;
  }
  return next;
}

Connections::Connections(const ConnectionLimits& limits, const core::Clock& clock,
                         ShutDown shut_down)
    : limits_(limits),
      clock_(clock),
      shut_down_(std::move(shut_down)),
      thread_([this] { watch(); }) {}

Connections::~Connections() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Connections::open(Id id) {
  const std::lock_guard lock(mutex_);
  Entry entry;
  entry.state.since = clock_.steady();
  entries_[id] = entry;
  // While some are connected and workers are free, the thread wakes up in time by itself.
  if (entries_.size() == 1 || entries_.size() >= limits_.workers || ending_) changed_.notify_all();
}

void Connections::enter(Id id, ConnectionPhase phase) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  found->second.state = {phase, clock_.steady()};
  if (ending_) {
    changed_.notify_all();
    if (is_quiet()) quiet_.notify_all();
  }
}

void Connections::close(Id id) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  if (found->second.may_idle) --idling_;
  entries_.erase(found);
  if (is_quiet()) quiet_.notify_all();
}

bool Connections::grant_idling(Id id) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || ending_) return false;
  if (found->second.may_idle) return true;
  if (idling_ >= limits_.workers / 2) return false;
  ++idling_;
  return found->second.may_idle = true;
}

void Connections::begin_ending() {
  const std::lock_guard lock(mutex_);
  ending_ = true;
  changed_.notify_all();
}

bool Connections::wait_until_quiet(core::SteadyDuration limit) {
  std::unique_lock lock(mutex_);
  return quiet_.wait_for(lock, limit, [this] { return is_quiet(); });
}

std::size_t Connections::open_count() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

bool Connections::is_quiet() const {
  return std::all_of(entries_.begin(), entries_.end(), [](const auto& entry) {
    const ConnectionPhase phase = entry.second.state.phase;
    return phase == ConnectionPhase::fresh || phase == ConnectionPhase::idle;
  });
}

void Connections::watch() {
  std::unique_lock lock(mutex_);
  while (!leaving_) {
    const std::optional<core::SteadyInstant> next = cut_overdue();
    if (next) {
      changed_.wait_for(lock, std::min(*next - clock_.steady(), kLongestSleep));
    } else if (entries_.empty()) {
      changed_.wait(lock);
    } else {
      changed_.wait_for(lock, kLongestSleep);
    }
  }
}

// Cuts whatever is overdue and returns when the next one will be. Called with the lock held: an
// entry is there until close(), so the socket that is shut down is still that connection's.
std::optional<core::SteadyInstant> Connections::cut_overdue() {
  for (;;) {
    std::vector<ConnectionState> states;
    std::vector<std::pair<Id, Entry*>> entries;
    for (auto& [id, entry] : entries_) {
      if (entry.cut) continue;
      states.push_back(entry.state);
      entries.emplace_back(id, &entry);
    }
    ConnectionLimits limits = limits_;
    if (ending_) limits.idle = limits.request = core::SteadyDuration::zero();
    const std::optional<Cut> next = next_cut(states, limits);
    if (!next) return std::nullopt;
    if (next->when > clock_.steady()) return next->when;
    const auto& [id, entry] = entries[next->index];
    if (!shut_down_(id)) return clock_.steady() + kRetry;
    entry->cut = true;
  }
}

}  // namespace silicon::runtime
