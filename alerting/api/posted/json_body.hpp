// A request's body as JSON, under limits, and the reading of its members: each error says where.
// Not for answers of others (see client/envelope.hpp), which are read with more patience.
// Pure; any thread. Tested by tests/alerting/api/posted/json_body_test.cpp.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::api {

inline constexpr std::size_t kMostBodyBytes = std::size_t{10} << 20;
inline constexpr int kDeepestBody = 16;  // lists and maps within one another

// ErrorKind::invalid for what is no JSON, too large, too deep, or not UTF-8.
core::Result<nlohmann::json> parse_body(std::string_view text);

// The member `name` of a map, of one kind. Absent and null are the same; "startsAt in body must be
// of type string" where it is of another kind.
core::Result<std::optional<std::string>> text_member(const nlohmann::json& map,
                                                     const std::string& name);
core::Result<std::optional<bool>> flag_member(const nlohmann::json& map, const std::string& name);
// RFC 3339; Go's zero time is the same as none.
core::Result<std::optional<core::Instant>> time_member(const nlohmann::json& map,
                                                       const std::string& name);
// A map of texts, by name; empty where there is none.
core::Result<std::vector<core::Label>> pairs_member(const nlohmann::json& map,
                                                    const std::string& name);

// "NAME in body is required".
core::Error missing(const std::string& name);

}  // namespace silicon::api
