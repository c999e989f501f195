// The zones that templates of messages may name, from the system's table of them. Any thread.
// Tested by tests/alerting/shell/delivery/zones_test.cpp.
#pragma once

#include "alerting/notify/template/message_functions.hpp"

namespace silicon::shell {

// Looks a zone up when it is first asked for; an unknown one is an error in words.
notify::ZoneLookup zone_lookup();

}  // namespace silicon::shell
