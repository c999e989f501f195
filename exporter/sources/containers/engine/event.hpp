// One line of an engine's event stream. Pure; any thread.
// Tested by tests/exporter/sources/containers/engine/event_test.cpp, fuzzed by
// tests/fuzz/containers/container_engine.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"
#include "exporter/sources/containers/metadata.hpp"

namespace silicon::engine {

struct Event {
  enum class Action {
    create,
    start,
    die,
    destroy,
    rename,
    update,
    pause,
    unpause,
    restart,
    health,
    oom,
    other,
  };

  Action action = Action::other;
  std::string id;
  std::string name;   // "" where it is not said
  std::string image;  // "" where it is not said
  std::optional<core::Instant> time;
  std::optional<std::int64_t> exit_code;     // of die
  std::optional<containers::Health> health;  // of health
};

// Docker's Type, Action and Actor, which all API versions have; Podman's the same since 3.0. Its
// "died" and "remove" are die and destroy. Invalid: no JSON, no container, no id.
core::Result<Event> parse_event(std::string_view line);

}  // namespace silicon::engine
