#include "alerting/series/store.hpp"

#include <algorithm>
#include <utility>

#include "alerting/series/index/lookup.hpp"

namespace silicon::series {
namespace {

// A series that got no point for so long gives back the room its open chunk has to grow.
constexpr core::Duration kIdle = std::chrono::minutes(5);

constexpr std::size_t kSheddingShare = 20;
// Series that are fetched before they are needed: from one batch to the next the processor's caches
// forget them. What that gains stands in scrape_cache.cpp.
constexpr std::size_t kSeriesAhead = 8;

core::Error full(std::string_view what, std::size_t limit) {
  return core::Error("no room for another series: the store has reached its limit of " +
                     std::to_string(limit) + " " + std::string(what));
}

void add(const chunks::Chunk& chunk, StoreStats& stats) {
  ++stats.chunks;
  stats.points += chunk.count;
  stats.chunk_bytes += (chunk.bits + 7) / 8;
}

void add(const Record& record, StoreStats& stats) {
  if (record.empty()) return;
  for (const chunks::Chunk& chunk : record.closed()) add(chunk, stats);
  add(record.open(), stats);
  stats.oldest = std::min(stats.oldest.value_or(record.first()), record.first());
  stats.newest = std::max(stats.newest.value_or(record.last()), record.last());
}

}  // namespace

core::Result<SeriesRef> Store::intern(const core::Labels& labels) {
  if (labels.empty()) return core::Error("a series needs a label", core::ErrorKind::invalid);
  const std::lock_guard lock(mutex_);
  if (const auto id = index_.find(labels)) return SeriesRef{*id, slots_[*id].generation};
  if (index_.size() >= limits_.max_series) {
    ++counts_.series_refused;
    return full("series", limits_.max_series);
  }
  const std::size_t needed = index::LabelIndex::bytes_of(labels) + sizeof(Slot);
  if (bytes() + needed > limits_.max_bytes) shed_chunks();
  if (bytes() + needed > limits_.max_bytes) {
    ++counts_.series_refused;
    return full("bytes", limits_.max_bytes);
  }
  const index::Id id = index_.add(labels);
  if (id == slots_.size()) {
    slots_.emplace_back();
    record_bytes_ += sizeof(Slot);
  }
  slots_[id].used = true;
  ++counts_.series_created;
  return SeriesRef{id, slots_[id].generation};
}

std::size_t Store::append(std::span<Append> batch) {
  const std::lock_guard lock(mutex_);
  std::size_t stored = 0;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (i + kSeriesAhead < batch.size()) {
      const index::Id ahead = batch[i + kSeriesAhead].series.id;
      if (ahead < slots_.size()) slots_[ahead].record.fetch();
    }
    Append& append = batch[i];
    append.outcome = append_one(append);
    ++counts_.appends[static_cast<std::size_t>(append.outcome)];
    if (append.outcome == AppendOutcome::stored) ++stored;
  }
  if (bytes() > limits_.max_bytes) shed();
  return stored;
}

AppendOutcome Store::append_one(const Append& append) {
  const auto [id, generation] = append.series;
  if (id >= slots_.size() || !slots_[id].used || slots_[id].generation != generation) {
    return AppendOutcome::unknown_series;
  }
  if (oldest_kept_ && append.point.time < *oldest_kept_) return AppendOutcome::too_old;
  Record& record = slots_[id].record;
  record_bytes_ -= record.bytes();
  const AppendOutcome outcome = record.append(append.point);
  record_bytes_ += record.bytes();
  return outcome;
}

core::Result<std::vector<SeriesView>> Store::select(std::span<const Matcher> matchers,
                                                    core::Instant start, core::Instant end,
                                                    const SelectLimits& limits) const {
  const std::lock_guard lock(mutex_);
  const index::Ids ids = index::lookup(index_, matchers);
  std::vector<SeriesView> views;
  views.reserve(std::min(ids.size(), limits.max_series));
  for (const index::Id id : ids) {
    const Record& record = slots_[id].record;
    if (record.empty() || record.last() < start || record.first() > end) continue;
    if (views.size() == limits.max_series) {
      return core::Error(
          "the selector matches more than " + std::to_string(limits.max_series) + " series",
          core::ErrorKind::invalid);
    }
    views.push_back(record.view(index_.labels(id)));
  }
  return views;
}

std::vector<std::string> Store::label_names() const {
  const std::lock_guard lock(mutex_);
  return index_.names();
}

std::vector<std::string> Store::label_values(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> result;
  if (const auto* values = index_.values(name)) {
    for (const auto& [value, ids] : *values) result.push_back(value);
  }
  return result;
}

// A new series' first point may still be on its way when the first sweep comes by.
bool Store::is_spent(Slot& slot, core::Instant cutoff) const {
  if (slot.record.empty()) return std::exchange(slot.seen_empty, true);
  slot.seen_empty = false;
  return slot.record.last() < cutoff;
}

std::size_t Store::drop_before(Slot& slot, core::Instant time) {
  record_bytes_ -= slot.record.bytes();
  const std::size_t lost = slot.record.drop_before(time);
  record_bytes_ += slot.record.bytes();
  return lost;
}

void Store::expire(core::Instant now) {
  const std::lock_guard lock(mutex_);
  const core::Instant cutoff = now - limits_.retention;
  oldest_kept_ = cutoff;
  index::Ids spent;
  for (index::Id id = 0; id < slots_.size(); ++id) {
    Slot& slot = slots_[id];
    if (!slot.used) continue;
    if (is_spent(slot, cutoff)) {
      counts_.points_expired += slot.record.points();
      spent.push_back(id);
      continue;
    }
    counts_.points_expired += drop_before(slot, cutoff);
    if (!slot.record.empty() && slot.record.last() < now - kIdle) {
      record_bytes_ -= slot.record.bytes();
      slot.record.trim();
      record_bytes_ += slot.record.bytes();
    }
  }
  remove(spent);
}

void Store::rewind(core::Instant now) {
  const std::lock_guard lock(mutex_);
  for (Slot& slot : slots_) {
    record_bytes_ -= slot.record.bytes();
    counts_.points_rewound += slot.record.drop_after(now);
    record_bytes_ += slot.record.bytes();
  }
  if (oldest_kept_) oldest_kept_ = std::min(*oldest_kept_, now - limits_.retention);
}

// The oldest closed chunks go first, whosever they are.
void Store::shed_chunks() {
  if (bytes() <= shedding_target()) return;
  const core::Instant time = shedding_time(bytes() - shedding_target());
  for (Slot& slot : slots_) counts_.points_shed += drop_before(slot, time);
}

// Should only open chunks and labels be left, the series that were silent longest go.
void Store::shed() {
  shed_chunks();
  while (bytes() > limits_.max_bytes && index_.size() > 0) shed_series();
}

// Somewhat below the limit, so that it need not be done again at once.
std::size_t Store::shedding_target() const {
  return limits_.max_bytes - limits_.max_bytes / kSheddingShare;
}

// The time before which closed chunks of about `surplus` bytes end.
core::Instant Store::shedding_time(std::size_t surplus) const {
  std::vector<std::pair<core::Instant, std::size_t>> chunks;
  for (const Slot& slot : slots_) {
    for (const chunks::Chunk& chunk : slot.record.closed()) {
      chunks.emplace_back(chunk.last, chunk.block.bytes() + sizeof(chunk));
    }
  }
  std::sort(chunks.begin(), chunks.end());
  std::size_t freed = 0;
  for (const auto& [last, size] : chunks) {
    freed += size;
    if (freed >= surplus) return last + core::Duration(1);
  }
  return core::Instant::max();
}

void Store::shed_series() {
  std::vector<std::pair<core::Instant, index::Id>> by_age;
  for (const index::Id id : index_.all()) {
    const Record& record = slots_[id].record;
    by_age.emplace_back(record.empty() ? core::Instant::min() : record.last(), id);
  }
  std::sort(by_age.begin(), by_age.end());
  index::Ids shed;
  std::size_t left = bytes();
  for (const auto& [last, id] : by_age) {
    if (left <= shedding_target()) break;
    const std::size_t freed =
        slots_[id].record.bytes() + index::LabelIndex::bytes_of(index_.labels(id));
    left -= std::min(left, freed);
    counts_.points_shed += slots_[id].record.points();
    shed.push_back(id);
  }
  std::sort(shed.begin(), shed.end());
  remove(shed);
}

void Store::remove(const index::Ids& ids) {
  index_.remove(ids);
  for (const index::Id id : ids) {
    record_bytes_ -= slots_[id].record.bytes();
    slots_[id] = Slot{Record(), slots_[id].generation + 1, false, false};
  }
  counts_.series_removed += ids.size();
}

void Store::set_limits(const StoreLimits& limits) {
  const std::lock_guard lock(mutex_);
  limits_ = limits;
  if (bytes() > limits_.max_bytes) shed();
}

StoreStats Store::stats() const {
  const std::lock_guard lock(mutex_);
  StoreStats stats = counts_;
  stats.limits = limits_;
  stats.series = index_.size();
  stats.bytes = bytes();
  for (const Slot& slot : slots_) add(slot.record, stats);
  return stats;
}

}  // namespace silicon::series
