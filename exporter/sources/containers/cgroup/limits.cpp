#include "exporter/sources/containers/cgroup/limits.hpp"

#include <algorithm>

#include "exporter/sources/containers/cgroup/numbers.hpp"

namespace silicon::containers {
namespace {

void tighten(Count& limit, const Count& other) {
  if (!other || other == Limits::kUnlimited) {
    if (!limit) limit = other;
    return;
  }
  if (!limit || limit == Limits::kUnlimited) {
    limit = other;
  } else {
    limit = std::min(*limit, *other);
  }
}

// How many CPUs a quota comes to; only where there is one.
double cpus(const Limits& limits) {
  return static_cast<double>(*limits.cpu_quota_microseconds) /
         static_cast<double>(*limits.cpu_period_microseconds);
}

bool has_quota(const Limits& limits) {
  return limits.cpu_quota_microseconds.value_or(Limits::kUnlimited) != Limits::kUnlimited &&
         limits.cpu_period_microseconds.value_or(0) > 0;
}

void set_quota(Count quota, Count period, Limits& limits) {
  if (!quota || !period || *period == 0) return;
  limits.cpu_quota_microseconds = quota;
  limits.cpu_period_microseconds = period;
}

}  // namespace

void read_cpu_max(std::string_view text, Limits& limits) {
  const std::string_view quota = core::take_field(text);
  set_quota(parse_limit(quota), parse_count(text), limits);
}

void read_cfs(std::string_view quota, std::string_view period, Limits& limits) {
  set_quota(parse_limit(quota), parse_count(period), limits);
}

Count shares_of_weight(std::string_view text) {
  constexpr std::uint64_t kMostWeight = 10'000;
  const Count weight = parse_count(text);
  if (!weight || *weight == 0 || *weight > kMostWeight) return std::nullopt;
  return 2 + (*weight - 1) * 262'142 / 9'999;
}

void tighten(Limits& limits, const Limits& other) {
  tighten(limits.memory_bytes, other.memory_bytes);
  tighten(limits.swap_bytes, other.swap_bytes);
  tighten(limits.threads, other.threads);
  const bool tighter = has_quota(other) && (!has_quota(limits) || cpus(other) < cpus(limits));
  if (tighter || !limits.cpu_quota_microseconds) {
    limits.cpu_quota_microseconds = other.cpu_quota_microseconds;
    limits.cpu_period_microseconds = other.cpu_period_microseconds;
  }
}

}  // namespace silicon::containers
