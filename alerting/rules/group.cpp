#include "alerting/rules/group.hpp"

#include <cassert>

namespace silicon::rules {
namespace {

core::Duration shift_of(const Group& group) {
  const core::Labels key{{"name", group.name}, {"file", group.file}};
  const auto interval = static_cast<std::uint64_t>(group.interval.count());
  return core::Duration(static_cast<core::Duration::rep>(key.hash() % interval));
}

}  // namespace

alert::RuleIdentity identity_of(const Group& group, std::size_t index) {
  const Rule& rule = group.rules[index];
  std::size_t occurrence = 0;
  for (std::size_t i = 0; i < index; ++i) {
    const Rule& other = group.rules[i];
    if (other.kind == rule.kind && other.name == rule.name && other.labels == rule.labels) {
      ++occurrence;
    }
  }
  return {group.file, group.name, rule.name, rule.labels, occurrence};
}

core::Instant slot_at(const Group& group, core::Instant now) {
  assert(group.interval > core::Duration::zero());
  const core::Duration since = now.time_since_epoch() - shift_of(group);
  core::Duration past = since % group.interval;
  if (past < core::Duration::zero()) past += group.interval;
  return now - past;
}

std::uint64_t missed_slots(const Group& group, core::Instant last, core::Instant slot) {
  const auto steps = (slot - last) / group.interval;
  return steps > 1 ? static_cast<std::uint64_t>(steps) - 1 : 0;
}

}  // namespace silicon::rules
