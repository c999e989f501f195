#include "alerting/config/routing/read_routing.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "alerting/config/routing/route_matchers.hpp"
#include "alerting/config/routing/time_intervals.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/runtime/yaml/suggestion.hpp"

namespace silicon::config {
namespace {

using routing::RouteSpec;
using runtime::YamlMap;

std::string hint(const std::string& word, const std::vector<std::string>& known) {
  const auto near = runtime::nearest_word(word, known);
  return near ? "; did you mean " + promql::quoted(*near) + "?" : "";
}

class RouteReader {
 public:
  RouteReader(const std::vector<std::string>& receivers, std::vector<std::string> intervals,
              runtime::YamlErrors& notes)
      : receivers_(receivers), intervals_(std::move(intervals)), notes_(notes) {}

  RouteSpec read_root(YamlMap& map) {
    RouteSpec root = read(map, std::chrono::minutes(5), std::chrono::hours(4));
    if (!map.has("receiver")) map.fail("", "root route must specify a default receiver");
    for (const char* key : {"match", "match_re", "matchers"}) {
      if (map.has(key)) map.fail(key, "root route must not have any matchers");
    }
    if (root.continues) map.fail("continue", "cannot have continue in root route");
    if (!root.mute_time_intervals.empty()) {
      map.fail("mute_time_intervals", "root route must not have any mute time intervals");
    }
    if (!root.active_time_intervals.empty()) {
      map.fail("active_time_intervals", "root route must not have any active time intervals");
    }
    return root;
  }

 private:
  RouteSpec read(YamlMap& map, core::Duration interval, core::Duration repeat) {
    RouteSpec route;
    read_receiver(map, "receiver", route.receiver);
    read_group_by(map, route);
    read_matchers(map, "", notes_, route.matchers);
    map.read("continue", route.continues);
    read_wait(map, "group_wait", route.group_wait);
    map.read("group_interval", route.group_interval);
    map.read("repeat_interval", route.repeat_interval);
    read_wait(map, "resolve_wait", route.resolve_wait);
    read_escalation(map, route);
    read_names(map, "mute_time_intervals", route.mute_time_intervals);
    read_names(map, "active_time_intervals", route.active_time_intervals);
    interval = route.group_interval.value_or(interval);
    repeat = route.repeat_interval.value_or(repeat);
    if ((route.group_interval || route.repeat_interval) && repeat < interval) {
      const char* key = route.repeat_interval ? "repeat_interval" : "group_interval";
      notes_.add(map.node(key)->mark, map.path_of(key),
                 "alerts are repeated every " + core::format_duration(interval) +
                     " (group_interval) at the most, not every " + core::format_duration(repeat) +
                     " (repeat_interval)");
    }
    map.read_each("routes",
                  [&](YamlMap& child) { route.routes.push_back(read(child, interval, repeat)); });
    return route;
  }

  static void read_wait(YamlMap& map, std::string_view key, std::optional<core::Duration>& out) {
    core::Duration wait{};
    if (map.read(key, wait, {core::Duration(0), core::Duration::max()})) out = wait;
  }

  void read_receiver(YamlMap& map, std::string_view key, std::string& out) {
    if (!map.read(key, out)) return;
    if (std::find(receivers_.begin(), receivers_.end(), out) == receivers_.end()) {
      map.fail(key, "undefined receiver " + promql::quoted(out) + " used in route" +
                        hint(out, receivers_));
    }
  }

  static void read_group_by(YamlMap& map, RouteSpec& route) {
    std::vector<std::string> names;
    if (!map.read("group_by", names)) return;
    routing::GroupBy group_by;
    std::set<std::string> known;
    for (std::string& name : names) {
      if (name == "...") {
        group_by.all = true;
        continue;
      }
      if (name.empty()) map.fail("group_by", "invalid label name \"\" in group_by list");
      if (!known.insert(name).second) {
        map.fail("group_by", "duplicated label " + promql::quoted(name) + " in group_by");
      }
      group_by.labels.push_back(std::move(name));
    }
    if (group_by.all && !group_by.labels.empty()) {
      map.fail("group_by",
               "cannot have wildcard group_by (`...`) and other labels at the same time");
    }
    route.group_by = std::move(group_by);
  }

  void read_escalation(YamlMap& map, RouteSpec& route) {
    std::vector<routing::EscalationStep> steps;
    map.read_each("escalation", [&](YamlMap& entry) {
      routing::EscalationStep step;
      entry.require("after", step.after);
      if (!entry.has("receiver")) entry.fail("", "an escalation needs a receiver");
      read_receiver(entry, "receiver", step.receiver);
      steps.push_back(std::move(step));
    });
    if (map.has("escalation")) route.escalation = std::move(steps);
  }

  void read_names(YamlMap& map, std::string_view key, std::vector<std::string>& out) {
    map.read(key, out);
    for (const std::string& name : out) {
      if (std::find(intervals_.begin(), intervals_.end(), name) == intervals_.end()) {
        map.fail(key, "undefined time interval " + promql::quoted(name) + " used in route" +
                          hint(name, intervals_));
      }
    }
  }

  const std::vector<std::string>& receivers_;
  std::vector<std::string> intervals_;
  runtime::YamlErrors& notes_;
};

void read_inhibit_rules(YamlMap& root, runtime::YamlErrors& notes,
                        std::vector<routing::InhibitRule>& out) {
  root.read_each("inhibit_rules", [&](YamlMap& map) {
    routing::InhibitRule rule;
    map.read("name", rule.name);
    read_matchers(map, "source_", notes, rule.source);
    read_matchers(map, "target_", notes, rule.target);
    map.read("equal", rule.equal);
    if (std::find(rule.equal.begin(), rule.equal.end(), "") != rule.equal.end()) {
      map.fail("equal", "invalid label name \"\" in equal list");
    }
    out.push_back(std::move(rule));
  });
}

}  // namespace

bool read_routing(YamlMap& root, const std::vector<std::string>& receivers,
                  runtime::YamlErrors& notes, RoutingConfig& out) {
  read_time_intervals(root, out.time_intervals);
  read_inhibit_rules(root, notes, out.inhibit_rules);
  if (!root.has("route")) {
    for (const char* key : {"inhibit_rules", "time_intervals", "mute_time_intervals"}) {
      if (root.has(key)) root.fail(key, "is of no use without `route`: no routes provided");
    }
    return false;
  }
  std::vector<std::string> intervals;
  for (const auto& [name, list] : out.time_intervals) intervals.push_back(name);
  RouteReader reader(receivers, std::move(intervals), notes);
  root.read_map("route", [&](YamlMap& map) { out.root = reader.read_root(map); });
  return true;
}

}  // namespace silicon::config
