// `ack`, `explain` and `outbox`: what an Alertmanager has no calls for, asked of a running alerter.
// Blocking. Tested by tests/alerting/command/alerts/hand_test.cpp.
#pragma once

#include "alerting/command/line/options.hpp"
#include "alerting/command/remote/console.hpp"

namespace silicon::command {

// Takes alerts in hand, or with --withdraw gives them back.
int acknowledge(const AlerterCommandLine& line, const Console& console);

// Prints why alerts do (not) reach whom.
int explain(const AlerterCommandLine& line, const Console& console);

int list_outbox(const AlerterCommandLine& line, const Console& console);
int send_again(const AlerterCommandLine& line, const Console& console);

}  // namespace silicon::command
