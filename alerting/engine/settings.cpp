#include "alerting/engine/settings.hpp"

#include <algorithm>

#include "alerting/rules/rule.hpp"

namespace silicon::engine {

core::Duration reach_of(const std::vector<rules::Group>& groups, const promql::Options& options) {
  core::Duration reach{0};
  for (const rules::Group& group : groups) {
    for (const rules::Rule& rule : group.rules) {
      reach = std::max(reach, rules::reach_of(*rule.expression) + group.query_offset);
    }
  }
  return reach + options.lookback;
}

}  // namespace silicon::engine
