#include "alerting/engine/reports.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::engine {
namespace {

Say said_of(const rules::Group& group, const rules::RuleTransition& step) {
  using Kind = alert::Transition::Kind;
  const Kind kind = step.transition.kind;
  const bool news = kind == Kind::fired || kind == Kind::held || kind == Kind::resolved;
  Say say{news ? Importance::info : Importance::debug, "alert changes", {}};
  say.fields = {{"alert", group.rules[step.rule].name},
                {"state", std::string(alert::transition_name(kind))},
                {"labels", promql::labels_text(step.transition.alert.labels)},
                {"value", core::format_double(step.transition.alert.value)}};
  return say;
}

}  // namespace

void report_transitions(const rules::Group& group, const std::vector<rules::RuleTransition>& steps,
                        Commands& commands) {
  const std::size_t count = std::min(steps.size(), kMostSaid);
  for (std::size_t i = 0; i < count; ++i) commands.emplace_back(said_of(group, steps[i]));
  if (count == steps.size()) return;
  commands.emplace_back(
      Say{Importance::info,
          "more alerts change: see silicon-alerter history",
          {{"group", group.name}, {"more", std::to_string(steps.size() - count)}}});
}

state::HistoryEntry entry_of(const rules::Group& group, const rules::RuleTransition& step,
                             core::Instant time) {
  const alert::Alert& alert = step.transition.alert;
  return {time,         group.file,
          group.name,   group.rules[step.rule].name,
          alert.labels, std::string(alert::transition_name(step.transition.kind)),
          alert.value,  alert.resolved_value};
}

void report_failures(GroupSet::Member& member, const std::vector<rules::RuleFailure>& failures,
                     Commands& commands) {
  std::vector<std::string> now(member.group.rules.size());
  for (const rules::RuleFailure& failure : failures) now[failure.rule] = failure.error;
  member.said.resize(now.size());
  for (std::size_t rule = 0; rule < now.size(); ++rule) {
    // The same failure every second is news once.
    if (now[rule].empty() || now[rule] == member.said[rule]) continue;
    commands.emplace_back(Say{Importance::warning,
                              "rule failed",
                              {{"rule", member.group.rules[rule].name},
                               {"group", member.group.name},
                               {"file", member.group.file},
                               {"error", now[rule]}}});
  }
  member.said = std::move(now);
}

void report_empty(const GroupSet::Member& member, std::size_t after, Commands& commands) {
  if (after == 0) return;
  for (std::size_t rule = 0; rule < member.state.rules.size(); ++rule) {
    if (member.state.rules[rule].evaluations_without_series != after) {
      continue;
    }
    commands.emplace_back(Say{Importance::warning,
                              "rule finds no series: is what it watches scraped?",
                              {{"rule", member.group.rules[rule].name},
                               {"group", member.group.name},
                               {"expression", member.group.rules[rule].expression_text}}});
  }
}

}  // namespace silicon::engine
