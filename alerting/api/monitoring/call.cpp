#include "alerting/api/monitoring/call.hpp"

#include <optional>
#include <string>
#include <utility>

#include "alerting/api/monitoring/explain.hpp"
#include "alerting/api/monitoring/explained_json.hpp"
#include "alerting/api/monitoring/hands.hpp"
#include "alerting/api/monitoring/outbox.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::api {
namespace {

using engine::Engine;
using engine::Notifier;

constexpr std::size_t kLastAttempts = 5;

Answer get_explanation(const AlertmanagerRequest& request, const AlertmanagerWorld& world) {
  const auto which = which_of(request.parameters);
  if (!which) return failure_of(which.error());
  Explanation explanation;
  world.look([&](const Engine& engine) {
    explanation = explain(engine, *which, world.now);
    return Answer();
  });
  if (explanation.alerts.empty()) {
    return failure(ErrorType::not_found, "no alert is known with " + which->text());
  }
  core::JsonWriter json = begin_success();
  write_explanation(json, explanation, [&](const std::string& group_key) {
    state::AttemptQuery query;
    query.group_key = group_key;
    query.limit = kLastAttempts;
    return world.attempts ? world.attempts(query) : std::vector<state::DeliveryAttempt>();
  });
  return success(std::move(json));
}

template <class Function>
Answer change(const AlertmanagerWorld& world, Function function) {
  return world.change([&](Engine& engine, Notifier::Work& work) {
    if (engine.notifier().dispatcher() == nullptr) {
      return failure(ErrorType::unavailable,
                     "this alerter has no `route` in its configuration: it tells nobody");
    }
    return function(engine.notifier(), work);
  });
}

// The ID of outbox/ID/resend.
std::optional<std::uint64_t> message_of(std::string_view path) {
  constexpr std::string_view kBefore = "outbox/";
  constexpr std::string_view kBehind = "/resend";
  if (path.size() <= kBefore.size() + kBehind.size() || !path.starts_with(kBefore) ||
      !path.ends_with(kBehind)) {
    return std::nullopt;
  }
  path.remove_prefix(kBefore.size());
  path.remove_suffix(kBehind.size());
  return core::parse_unsigned(path);
}

Answer send_again(std::uint64_t id, const AlertmanagerWorld& world) {
  return change(world, [&](Notifier& notifier, Notifier::Work& work) {
    const core::Status status = notifier.send_again(id, work);
    if (!status) return failure_of(status.error());
    core::JsonWriter json = begin_success();
    json.begin_object().key("id").integer(static_cast<std::int64_t>(id)).end_object();
    return success(std::move(json));
  });
}

}  // namespace

Answer call_monitoring(const AlertmanagerRequest& request, const AlertmanagerWorld& world) {
  const bool get = request.method == "GET";
  if (!get && request.method != "POST") return {405, ""};
  if (request.path == "explain") return get ? get_explanation(request, world) : Answer{405, ""};
  if (request.path == "outbox") {
    if (!get) return {405, ""};
    return world.look([](const Engine& engine) { return list_outbox(engine.notifier().outbox()); });
  }
  if (request.path == "acknowledge") {
    if (get) return {405, ""};
    return change(world, [&](Notifier& notifier, Notifier::Work& work) {
      return acknowledge(request.body, world.now, notifier, work);
    });
  }
  if (request.path == "withdraw") {
    if (get) return {405, ""};
    return change(world, [&](Notifier& notifier, Notifier::Work& work) {
      return withdraw(request.body, notifier, work);
    });
  }
  if (const auto id = message_of(request.path))
    return get ? Answer{405, ""} : send_again(*id, world);
  return failure(ErrorType::not_found, "no such call: /api/v1/monitoring/" + request.path);
}

}  // namespace silicon::api
