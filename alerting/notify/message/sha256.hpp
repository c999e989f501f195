// SHA-256, for the keys by which other services tell that two messages are about the same thing.
// Not for passwords. Pure; any thread. Tested by tests/alerting/notify/message/sha256_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace silicon::notify {

// 64 hexadecimal digits.
std::string sha256_hex(std::string_view text);

}  // namespace silicon::notify
