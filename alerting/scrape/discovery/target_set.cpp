#include "alerting/scrape/discovery/target_set.hpp"

#include <algorithm>
#include <unordered_map>

namespace silicon::scrape {
namespace {

class Collector {
 public:
  explicit Collector(const Job& job) : job_(job) {}

  void add(const std::string& address, const core::Labels& group) {
    const core::Labels own = {{"__address__", address}};
    const core::Labels discovered = discovered_labels(own, group, job_);
    auto target = make_target(discovered, job_);
    if (!target) {
      set_.problems.push_back("target " + address + ": " + target.error().message());
    } else if (!target->has_value()) {
      if (++set_.dropped_count <= kMostDropped) set_.dropped.push_back(discovered);
    } else {
      add(**std::move(target));
    }
  }

  TargetSet take() && {
    if (job_.target_limit > 0 && set_.active.size() > job_.target_limit) {
      set_.limit_error =
          "target_limit exceeded (number of targets: " + std::to_string(set_.active.size()) +
          ", limit: " + std::to_string(job_.target_limit) + ")";
    }
    return std::move(set_);
  }

 private:
  void add(Target target) {
    const auto [first, last] = places_.equal_range(target.hash);
    const bool known = std::any_of(
        first, last, [&](const auto& place) { return set_.active[place.second] == target; });
    if (known) return;
    places_.emplace(target.hash, set_.active.size());
    set_.active.push_back(std::move(target));
  }

  const Job& job_;
  TargetSet set_;
  std::unordered_multimap<std::uint64_t, std::size_t> places_;  // in set_.active, by hash
};

}  // namespace

TargetSet make_targets(const Job& job, const TargetGroups& groups) {
  Collector collector(job);
  for (const TargetGroup& group : groups) {
    for (const std::string& address : group.addresses) collector.add(address, group.labels);
  }
  return std::move(collector).take();
}

}  // namespace silicon::scrape
