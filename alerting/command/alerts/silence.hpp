// `silence add|list|expire`: silences of a running alerter, or of any Alertmanager.
// Blocking. Tested by tests/alerting/command/alerts/silence_test.cpp.
#pragma once

#include "alerting/command/line/options.hpp"
#include "alerting/command/remote/console.hpp"

namespace silicon::command {

// Prints the silence's id.
int add_silence(const AlerterCommandLine& line, const Console& console);

// A table, or with --quiet the ids alone.
int list_silences(const AlerterCommandLine& line, const Console& console);

// 1 where one of them could not be expired.
int expire_silences(const AlerterCommandLine& line, const Console& console);

}  // namespace silicon::command
