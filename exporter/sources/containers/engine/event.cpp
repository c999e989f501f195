#include "exporter/sources/containers/engine/event.hpp"

#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/containers/engine/containers.hpp"
#include "exporter/sources/containers/engine/document.hpp"

namespace silicon::engine {
namespace {

using Action = Event::Action;

constexpr std::size_t kEventTextBytes = 512;

Action parse_action(std::string_view word) {
  static constexpr std::pair<std::string_view, Action> kActions[] = {
      {"create", Action::create},   {"start", Action::start},     {"die", Action::die},
      {"died", Action::die},        {"destroy", Action::destroy}, {"remove", Action::destroy},
      {"rename", Action::rename},   {"update", Action::update},   {"pause", Action::pause},
      {"unpause", Action::unpause}, {"restart", Action::restart}, {"health_status", Action::health},
      {"oom", Action::oom}};
  for (const auto& [name, action] : kActions) {
    if (word == name) return action;
  }
  return Action::other;
}

std::optional<core::Instant> time_of(const Document& document) {
  const auto nanoseconds = integer_of(entry(document, "timeNano"));
  if (!nanoseconds || *nanoseconds <= 0) return std::nullopt;
  return core::Instant(
      std::chrono::duration_cast<core::Duration>(std::chrono::nanoseconds(*nanoseconds)));
}

std::string attribute(const Document& attributes, std::string_view key) {
  return text_of(entry(attributes, key), kEventTextBytes);
}

}  // namespace

core::Result<Event> parse_event(std::string_view line) {
  const core::Result<Document> document =
      parse_document(line, {"Type", "Action", "Actor", "ID", "Attributes", "name", "image",
                            "exitCode", "containerExitCode", "health_status", "timeNano"});
  if (!document) return document.error();
  const Document& actor = entry(*document, "Actor");
  Event event;
  event.id = attribute(actor, "ID");
  const std::string type = attribute(*document, "Type");
  if (type != "container" || !is_container_id(event.id)) {
    return core::Error("the event is of no container", core::ErrorKind::invalid);
  }
  // "health_status: unhealthy"
  const std::string action = attribute(*document, "Action");
  const auto [word, detail] = core::cut(action, ':');
  event.action = parse_action(word);
  const Document& attributes = entry(actor, "Attributes");
  event.name = attribute(attributes, "name");
  event.image = attribute(attributes, "image");
  event.time = time_of(*document);
  event.exit_code = core::parse_signed(attribute(attributes, "exitCode"));
  if (!event.exit_code) {
    event.exit_code = core::parse_signed(attribute(attributes, "containerExitCode"));
  }
  if (event.action == Action::health) {
    const std::string_view health = core::trimmed(detail);
    event.health =
        parse_health(health.empty() ? attribute(attributes, "health_status") : std::string(health));
  }
  return event;
}

}  // namespace silicon::engine
