// How to ask a container engine: versions, paths, and what its refusals mean. Pure; any thread.
// Tested by tests/exporter/sources/containers/engine/protocol_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::engine {

// The path prefix for the version that an engine names in the Api-Version header of /_ping:
// "/v1.41". It is the engine's own newest, which it always accepts: Engine 29 dropped everything
// below 1.44 (google/cadvisor #3790), and fields that we read have not changed since 1.24. "" where
// it names none, which means its newest too. Invalid: older than 1.24 (Docker 1.12, 2016), or no
// version at all.
core::Result<std::string> version_prefix(std::string_view api_version);

inline constexpr std::string_view kPingTarget = "/_ping";
std::string list_target(std::string_view prefix);
std::string inspect_target(std::string_view prefix, std::string_view id);
std::string stats_target(std::string_view prefix, std::string_view id);

// Of containers, and only what changes their metadata: health checks alone would otherwise be
// three events each.
std::string events_target(std::string_view prefix);

// "status 400: client version 1.99 is too new. ..."; of the body no more than a line.
core::Error refusal(int status, std::string_view body);

}  // namespace silicon::engine
