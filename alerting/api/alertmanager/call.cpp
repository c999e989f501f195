#include "alerting/api/alertmanager/call.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "alerting/api/alertmanager/alerts.hpp"
#include "alerting/api/alertmanager/silences.hpp"
#include "alerting/api/alertmanager/status.hpp"
#include "alerting/api/posted/posted_alerts.hpp"
#include "alerting/api/posted/posted_silence.hpp"

namespace silicon::api {
namespace {

using engine::Engine;
using engine::Notifier;
using Request = AlertmanagerRequest;
using World = AlertmanagerWorld;
using Handler = Answer (*)(const Request&, const World&);

constexpr std::string_view kSilence = "silence/";

int status_of(const core::Error& error) {
  switch (error.kind()) {
    case core::ErrorKind::absent:
      return 404;
    case core::ErrorKind::invalid:
      return 400;
    default:
      return 500;
  }
}

Answer refusal_of(const core::Error& error) {
  return refusal(status_of(error), error.message());
}

// Reads with the dispatcher where there is one, and is an empty list otherwise.
template <class Read>
Answer read(const World& world, Read function) {
  return world.look([&](const Engine& engine) {
    const routing::Dispatcher* dispatcher = engine.notifier().dispatcher();
    return dispatcher == nullptr ? Answer{200, "[]"} : function(*dispatcher);
  });
}

template <class Write>
Answer change(const World& world, Write function) {
  return world.change([&](Engine& engine, Notifier::Work& work) {
    return engine.notifier().dispatcher() == nullptr ? no_routes()
                                                     : function(engine.notifier(), work);
  });
}

Answer get_alerts(const Request& request, const World& world) {
  return read(world, [&](const routing::Dispatcher& dispatcher) {
    return list_firing(request.parameters, dispatcher, world.now);
  });
}

Answer get_groups(const Request& request, const World& world) {
  return read(world, [&](const routing::Dispatcher& dispatcher) {
    return list_groups(request.parameters, dispatcher, world.now);
  });
}

Answer get_receivers(const Request&, const World& world) {
  return read(world, [](const routing::Dispatcher& dispatcher) {
    return list_receivers(dispatcher.plan().receivers);
  });
}

Answer get_silences(const Request& request, const World& world) {
  return read(world, [&](const routing::Dispatcher& dispatcher) {
    return list_silences(request.parameters, dispatcher.silences(), world.now);
  });
}

Answer get_status(const Request&, const World& world) {
  return show_status(world.about());
}

// An alert that is said again began when it was first said.
void keep_beginnings(PostedAlerts& posted, const routing::KnownAlerts& known) {
  for (alert::Notice& notice : posted.notices) {
    const auto found = known.find(notice.labels);
    if (found == known.end() || found->second.notice->resolved) continue;
    notice.starts_at = std::min(notice.starts_at, found->second.notice->starts_at);
  }
}

std::string joined(const std::vector<std::string>& texts) {
  constexpr std::size_t kMostShown = 10;
  std::string out;
  for (std::size_t i = 0; i < std::min(texts.size(), kMostShown); ++i) {
    out += (out.empty() ? "" : "; ") + texts[i];
  }
  if (texts.size() > kMostShown) {
    out += "; and " + std::to_string(texts.size() - kMostShown) + " more";
  }
  return out;
}

Answer post_alerts(const Request& request, const World& world) {
  auto posted = read_posted_alerts(request.body, world.now, world.resolve_timeout);
  if (!posted) return refusal_of(posted.error());
  return change(world, [&](Notifier& notifier, Notifier::Work&) {
    const routing::KnownAlerts& known = notifier.dispatcher()->alerts();
    if (known.size() + posted->notices.size() > kMostKnownAlerts) {
      return refusal(503, "too many alerts: at most " + std::to_string(kMostKnownAlerts) +
                              " are known at a time");
    }
    keep_beginnings(*posted, known);
    notifier.take(engine::AlertsPosted{std::move(posted->notices), posted->refused.size()});
    return posted->refused.empty() ? Answer{200, ""} : refusal(400, joined(posted->refused));
  });
}

Answer post_silence(const Request& request, const World& world) {
  auto silence = read_posted_silence(request.body, world.now);
  if (!silence) return refusal_of(silence.error());
  return change(world, [&](Notifier& notifier, Notifier::Work& work) {
    const auto id = notifier.set_silence(*std::move(silence), world.fresh_id(), world.now, work);
    if (!id) return refusal_of(id.error());
    core::JsonWriter json;
    json.begin_object().member("silenceID", *id).end_object();
    return Answer{200, json.take()};
  });
}

Answer get_silence(const std::string& id, const World& world) {
  return world.look([&](const Engine& engine) {
    const routing::Dispatcher* dispatcher = engine.notifier().dispatcher();
    return show_silence(id, dispatcher ? dispatcher->silences() : routing::SilenceSet(), world.now);
  });
}

Answer delete_silence(const std::string& id, const World& world) {
  return change(world, [&](Notifier& notifier, Notifier::Work& work) {
    const core::Status status = notifier.expire_silence(id, world.now, work);
    if (status) return Answer{200, ""};
    // Alertmanager calls it its own fault that a silence has expired already.
    const bool absent = status.error().kind() == core::ErrorKind::absent;
    return refusal(absent ? 404 : 500, status.error().message());
  });
}

Answer call_silence(const Request& request, const World& world) {
  const std::string id = request.path.substr(kSilence.size());
  if (id.empty() || id.find('/') != std::string::npos) return refusal(404, "no such silence");
  if (request.method == "GET") return get_silence(id, world);
  if (request.method == "DELETE") return delete_silence(id, world);
  return {405, ""};
}

struct Row {
  std::string_view path;
  Handler get;
  Handler post;  // null: none
};

constexpr std::array kRows{
    Row{"status", get_status, nullptr}, Row{"receivers", get_receivers, nullptr},
    Row{"alerts", get_alerts, post_alerts}, Row{"alerts/groups", get_groups, nullptr},
    Row{"silences", get_silences, post_silence}};

}  // namespace

Answer no_routes() {
  return refusal(503, "this alerter has no `route` in its configuration: it tells nobody");
}

Answer call_alertmanager(const Request& request, const World& world) {
  if (request.path.starts_with(kSilence)) return call_silence(request, world);
  for (const Row& row : kRows) {
    if (row.path != request.path) continue;
    if (request.method == "GET") return row.get(request, world);
    if (request.method == "POST" && row.post != nullptr) return row.post(request, world);
    return {405, ""};
  }
  return refusal(404, "no such call: /api/v2/" + request.path);
}

}  // namespace silicon::api
