// `history`: what alerts did and when, or what was sent to whom and how that went, from the state
// file, also while an alerter runs. Blocking. Tested by
// tests/alerting/command/program/history_test.cpp.
#pragma once

#include <iosfwd>
#include <string>

#include "alerting/state/deliveries.hpp"
#include "alerting/state/saved.hpp"

namespace silicon::command {

// 0 when it could be read (there may be nothing), 1 otherwise.
int show_history(const std::string& directory, const state::HistoryQuery& query, std::ostream& out,
                 std::ostream& err);

// The same with --deliveries: a line for each try, its columns between tabs: time, outcome,
// receiver, integration, reason, firing, resolved, how long it took, the answer, the group.
int show_deliveries(const std::string& directory, const state::AttemptQuery& query,
                    std::ostream& out, std::ostream& err);

}  // namespace silicon::command
