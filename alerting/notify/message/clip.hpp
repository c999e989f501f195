// Texts of unknown origin and length made fit for somebody else's limits: cut between characters,
// never inside one, and always UTF-8. Pure; any thread.
// Tested by tests/alerting/notify/message/clip_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace silicon::notify {

// The same with U+FFFD for every byte that is no UTF-8.
std::string valid_utf8(std::string_view text);

// At most that many code points, of which the last is "…" where something was cut off: as
// Alertmanager cuts.
std::string clip_characters(std::string_view text, std::size_t most);

// At most that many bytes, with " … (N bytes more)" at the end where something was cut off. `most`
// must leave room for that: 64.
std::string clip_bytes(std::string_view text, std::size_t most);

// Without control characters: each run of them, line breaks too, becomes one blank.
std::string one_line(std::string_view text);

// Without control characters other than line breaks and tabs.
std::string printable(std::string_view text);

}  // namespace silicon::notify
