// `history`: what alerts did and when, from the state file, also while an alerter runs.
// Blocking. Tested by tests/alerting/command/program/history_test.cpp.
#pragma once

#include <iosfwd>
#include <string>

#include "alerting/state/saved.hpp"

namespace silicon::command {

// 0 when it could be read (there may be nothing), 1 otherwise.
int show_history(const std::string& directory, const state::HistoryQuery& query, std::ostream& out,
                 std::ostream& err);

}  // namespace silicon::command
