// What the log and the history say of evaluations. One thread at a time.
// Tested by tests/alerting/engine/reports_test.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "alerting/engine/commands.hpp"
#include "alerting/engine/groups/group_set.hpp"
#include "alerting/rules/evaluate.hpp"

namespace silicon::engine {

// Steps in the lives of alerts: of one evaluation no more than so many one by one, and how many
// more there were.
inline constexpr std::size_t kMostSaid = 100;
void report_transitions(const rules::Group& group, const std::vector<rules::RuleTransition>& steps,
                        Commands& commands);

// One step, for the history.
state::HistoryEntry entry_of(const rules::Group& group, const rules::RuleTransition& step,
                             core::Instant time);

// Rules that failed, each failure when it is news.
void report_failures(GroupSet::Member& member, const std::vector<rules::RuleFailure>& failures,
                     Commands& commands);

// Rules whose selectors have found nothing that many times in a row; 0: never.
void report_empty(const GroupSet::Member& member, std::size_t after, Commands& commands);

}  // namespace silicon::engine
