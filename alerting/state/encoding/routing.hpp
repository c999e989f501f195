// What routing goes by as bytes: what receivers know of a group, silences, acknowledgements. A
// first byte states the form. Regular expressions are kept as they were written and compiled when
// they are read, time zones are looked up by their names. Pure but for that; any thread.
// Tested by tests/alerting/state/encoding/routing_test.cpp, fuzzed by
// tests/fuzz/alerting/saved_routing.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/routing/dispatch/notification.hpp"
#include "exporter/core/result.hpp"

namespace silicon::state {

std::string encode(const routing::SavedGroup& group);
std::string encode(const routing::Silence& silence);
std::string encode(const routing::Acknowledgement& acknowledgement);

// ErrorKind::invalid for bytes that are none of ours, and where a time zone is not known any more.
core::Result<routing::SavedGroup> decode_group(std::string_view bytes);
core::Result<routing::Silence> decode_silence(std::string_view bytes);
core::Result<routing::Acknowledgement> decode_acknowledgement(std::string_view bytes);

}  // namespace silicon::state
