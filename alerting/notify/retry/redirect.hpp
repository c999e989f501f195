// Where an answer sends a delivery on to. A notification goes to the host that was configured and
// nowhere else, and it stays a POST: what turns it into a GET (301, 302, 303) would be a delivery
// that nobody has read. Pure; any thread. Tested by tests/alerting/notify/retry/redirect_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::notify {

// 307 and 308 to the same scheme, host and port: the URL to send to next. nullopt for an answer
// that is no redirect; an error, in words without any URL's path, for every other redirect.
core::Result<std::optional<std::string>> redirected(std::string_view url, int status,
                                                    std::string_view location);

}  // namespace silicon::notify
