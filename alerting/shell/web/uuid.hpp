// Ids that nobody else has. Any thread. Tested by tests/alerting/shell/web/uuid_test.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace silicon::shell {

// A UUID of version 4 (RFC 9562) made of these 128 random bits, six of which it does not use.
std::string uuid_of(const std::array<std::uint32_t, 4>& random);

// One made of the system's random bits.
std::string fresh_uuid();

}  // namespace silicon::shell
