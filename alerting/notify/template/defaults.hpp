// Our own messages. The names are Alertmanager's, so that a user's templates and configuration that
// call them work; what they say is ours: what, where, since when, how much against which threshold,
// what to do, and how to make it quiet. Of more than twenty alerts the others are only counted.
// A constant; any thread.
// Tested by tests/alerting/notify/template/defaults_test.cpp.
#pragma once

#include <string_view>

namespace silicon::notify {

extern const std::string_view kDefaultTemplates;

}  // namespace silicon::notify
