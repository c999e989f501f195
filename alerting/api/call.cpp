#include "alerting/api/call.hpp"

#include <array>
#include <optional>
#include <utility>

#include "alerting/api/data/series.hpp"
#include "alerting/api/status/rules.hpp"
#include "alerting/api/status/targets.hpp"

namespace silicon::api {
namespace {

using engine::Engine;
using Handler = Answer (*)(const Request&, const World&);

struct Row {
  std::string_view path;
  bool post;  // POST is as good as GET
  Handler handle;
};

template <class Function>
Answer with_engine(const World& world, Function function) {
  return world.with_engine(function);
}

Answer list_alertmanagers(const Request&, const World& world) {
  core::JsonWriter json = begin_success();
  json.begin_object().key("activeAlertmanagers").begin_array();
  for (const std::string& url : world.alertmanagers) {
    json.begin_object().member("url", url).end_object();
  }
  json.end_array().key("droppedAlertmanagers").begin_array().end_array().end_object();
  return success(std::move(json));
}

Answer no_list(const Request&, const World&) {
  core::JsonWriter json = begin_success();
  json.begin_array().end_array();
  return success(std::move(json));
}

constexpr std::array kRows{
    Row{"query", true,
        [](const Request& r, const World& w) {
          return instant_query(r.parameters, w.query_context());
        }},
    Row{"query_range", true,
        [](const Request& r, const World& w) {
          return range_query(r.parameters, w.query_context());
        }},
    Row{"query_exemplars", true,
        [](const Request& r, const World& w) {
          return query_exemplars(r.parameters, w.query_context().options);
        }},
    Row{"format_query", true,
        [](const Request& r, const World& w) {
          return format_query(r.parameters, w.query_context().options);
        }},
    Row{"parse_query", true,
        [](const Request& r, const World& w) {
          return parse_query(r.parameters, w.query_context().options);
        }},
    Row{"series", true,
        [](const Request& r, const World& w) { return list_series(r.parameters, w.store); }},
    Row{"labels", true,
        [](const Request& r, const World& w) { return list_label_names(r.parameters, w.store); }},
    Row{"rules", false,
        [](const Request& r, const World& w) {
          return with_engine(w,
                             [&](const Engine& e) { return list_rules(r.parameters, e.groups()); });
        }},
    Row{"alerts", false,
        [](const Request&, const World& w) {
          return with_engine(w, [](const Engine& e) { return list_alerts(e.groups()); });
        }},
    Row{"targets", false,
        [](const Request& r, const World& w) {
          return with_engine(
              w, [&](const Engine& e) { return list_targets(r.parameters, e.targets()); });
        }},
    Row{"targets/metadata", false,
        [](const Request& r, const World& w) {
          return with_engine(
              w, [&](const Engine& e) { return list_target_metadata(r.parameters, e.targets()); });
        }},
    Row{"metadata", false,
        [](const Request& r, const World& w) {
          return with_engine(
              w, [&](const Engine& e) { return list_metadata(r.parameters, e.targets()); });
        }},
    Row{"scrape_pools", false,
        [](const Request&, const World& w) {
          return with_engine(w, [](const Engine& e) { return list_scrape_pools(e.targets()); });
        }},
    Row{"alertmanagers", false, list_alertmanagers},
    Row{"notifications", false, no_list},
    Row{"status/config", false,
        [](const Request&, const World& w) { return show_config(w.about()); }},
    Row{"status/flags", false,
        [](const Request&, const World& w) { return show_flags(w.about()); }},
    Row{"status/buildinfo", false,
        [](const Request&, const World& w) { return build_info(w.about()); }},
    Row{"status/runtimeinfo", false,
        [](const Request&, const World& w) {
          return runtime_info(w.about(), w.query_context().now);
        }},
    Row{"status/tsdb", false,
        [](const Request& r, const World& w) { return store_statistics(r.parameters, w.store); }},
    Row{"status/walreplay", false, [](const Request&, const World&) { return wal_replay(); }},
};

// The NAME of label/NAME/values.
std::optional<std::string_view> label_name(std::string_view path) {
  constexpr std::string_view kBefore = "label/";
  constexpr std::string_view kBehind = "/values";
  if (path.size() <= kBefore.size() + kBehind.size() || !path.starts_with(kBefore) ||
      !path.ends_with(kBehind)) {
    return std::nullopt;
  }
  path.remove_prefix(kBefore.size());
  path.remove_suffix(kBehind.size());
  if (path.find('/') != std::string_view::npos) return std::nullopt;
  return path;
}

}  // namespace

Answer call(const Request& request, const World& world) {
  const bool get = request.method == "GET";
  if (!get && request.method != "POST") return {405, ""};
  if (const auto name = label_name(request.path)) {
    return get ? list_label_values(*name, request.parameters, world.store) : Answer{405, ""};
  }
  for (const Row& row : kRows) {
    if (row.path != request.path) continue;
    return get || row.post ? row.handle(request, world) : Answer{405, ""};
  }
  return failure(ErrorType::not_found, "no such call: /api/v1/" + request.path);
}

}  // namespace silicon::api
