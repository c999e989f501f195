#include "alerting/routing/tree/route.hpp"

#include <algorithm>
#include <utility>

#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::routing {
namespace {

template <class T>
void inherit(T& option, const std::optional<T>& written) {
  if (written) option = *written;
}

RouteOptions options_of(const RouteSpec& spec, RouteOptions options) {
  if (!spec.receiver.empty()) options.receiver = spec.receiver;
  if (spec.group_by) {
    // As in 0.28: '...' leaves the parent's labels, which then do not count, and an empty list says
    // nothing.
    if (spec.group_by->all) options.group_by.all = true;
    if (!spec.group_by->labels.empty()) options.group_by = {spec.group_by->labels, false};
  }
  inherit(options.group_wait, spec.group_wait);
  inherit(options.group_interval, spec.group_interval);
  inherit(options.repeat_interval, spec.repeat_interval);
  if (spec.resolve_wait) options.resolve_wait = spec.resolve_wait;
  inherit(options.escalation, spec.escalation);
  std::stable_sort(
      options.escalation.begin(), options.escalation.end(),
      [](const EscalationStep& a, const EscalationStep& b) { return a.after < b.after; });
  options.mute_time_intervals = spec.mute_time_intervals;
  options.active_time_intervals = spec.active_time_intervals;
  return options;
}

}  // namespace

RouteTree::RouteTree(const RouteSpec& root) {
  add(root, std::nullopt);
}

std::size_t RouteTree::add(const RouteSpec& spec, std::optional<std::size_t> parent) {
  Route route;
  route.options = options_of(spec, parent ? routes_[*parent].options : RouteOptions{});
  route.matchers = spec.matchers;
  sort_matchers(route.matchers);
  route.continues = spec.continues;
  route.parent = parent;
  route.key = (parent ? routes_[*parent].key + "/" : "") + matchers_text(route.matchers);
  const auto alike = std::count_if(routes_.begin(), routes_.end(),
                                   [&](const Route& other) { return other.key == route.key; });
  route.identity = route.key + (alike > 0 ? "#" + std::to_string(alike) : "");
  const std::size_t place = routes_.size();
  routes_.push_back(std::move(route));
  for (const RouteSpec& child : spec.routes) {
    const std::size_t added = add(child, place);
    routes_[place].children.push_back(added);
  }
  return place;
}

bool RouteTree::descend(std::size_t at, const core::Labels& labels,
                        std::vector<std::size_t>& out) const {
  const Route& route = routes_[at];
  if (!matches(route.matchers, labels)) return false;
  const std::size_t before = out.size();
  for (const std::size_t child : route.children) {
    if (descend(child, labels, out) && !routes_[child].continues) break;
  }
  if (out.size() == before) out.push_back(at);
  return true;
}

std::vector<std::size_t> RouteTree::match(const core::Labels& labels) const {
  std::vector<std::size_t> out;
  if (!descend(0, labels, out)) out.push_back(0);
  return out;
}

bool RouteTree::explain(std::size_t at, int depth, const core::Labels& labels,
                        std::vector<RouteStep>& out) const {
  const Route& route = routes_[at];
  const std::size_t place = out.size();
  out.push_back({at, depth, std::nullopt, false});
  for (const Matcher& matcher : route.matchers) {
    if (matcher.matches(labels)) continue;
    out[place].failed = matcher;
    return false;
  }
  bool taken = false;
  for (const std::size_t child : route.children) {
    if (!explain(child, depth + 1, labels, out)) continue;
    taken = true;
    if (!routes_[child].continues) break;
  }
  out[place].chosen = !taken;
  return true;
}

std::vector<RouteStep> RouteTree::trace(const core::Labels& labels) const {
  std::vector<RouteStep> out;
  explain(0, 0, labels, out);
  return out;
}

core::Labels group_labels(const GroupBy& group_by, const core::Labels& labels) {
  if (group_by.all) return labels;
  std::vector<core::LabelView> out;
  for (const std::string& name : group_by.labels) out.push_back({name, labels.get(name)});
  return core::Labels(out);
}

std::string group_key(const Route& route, const core::Labels& group) {
  std::string out = route.key + ":{";
  const char* separator = "";
  for (const core::LabelView label : group) {
    out.append(separator).append(label.name).append("=").append(promql::quoted(label.value));
    separator = ", ";
  }
  return out + "}";
}

}  // namespace silicon::routing
