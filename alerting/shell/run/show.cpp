// What the web server's threads show; see alerter.hpp.
#include <utility>

#include "alerting/config/values/alertmanager_part.hpp"
#include "alerting/metrics/engine_metrics.hpp"
#include "alerting/metrics/routing_metrics.hpp"
#include "alerting/series/store_metrics.hpp"
#include "alerting/shell/run/alerter.hpp"
#include "alerting/shell/web/process.hpp"
#include "alerting/shell/web/uuid.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/exposition/write.hpp"

namespace silicon::shell {
namespace {

void append(core::Families& to, core::Families from) {
  for (core::Family& family : from) to.push_back(std::move(family));
}

core::Family single(core::Family family, double value, core::Labels labels = {}) {
  family.add(std::move(labels), value);
  return family;
}

}  // namespace

Pages Alerter::pages() {
  Pages pages;
  pages.world = [this] { return world(); };
  pages.alertmanager = [this] { return alertmanager_world(); };
  pages.hear = [this](const std::string& name) { return hear(name); };
  pages.metrics = [this](core::ExpositionFormat format) { return metrics(format); };
  pages.ready = [this] {
    const std::lock_guard lock(mutex_);
    return engine_.ready();
  };

  pages.count = [this](std::string_view path, int status) { request_counts_.count(path, status); };
  if (config_->web.reload) pages.reload = [this] { return reload(); };
  return pages;
}

bool Alerter::hear(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (!engine_.heartbeats().all().contains(name)) return false;
  events_.emplace_back(engine::HeartbeatHeard{name});
  transfers_.wake();
  return true;
}

api::World Alerter::world() {
  const std::lock_guard lock(mutex_);
  return {store_,
          [this](const auto& function) {
            const std::lock_guard still(mutex_);
            return function(engine_);
          },
          [this] {
            const std::lock_guard still(mutex_);
            return about();
          },
          [this] {
            const std::lock_guard still(mutex_);
            return query_context();
          },
          receivers_.alertmanagers()};
}

api::AlertmanagerWorld Alerter::alertmanager_world() {
  api::AlertmanagerWorld world;
  world.look = [this](const api::AlertmanagerWorld::Look& function) {
    const std::lock_guard still(mutex_);
    return function(engine_);
  };
  world.change = [this](const api::AlertmanagerWorld::Change& function) {
    return change(function);
  };
  world.about = [this] {
    const std::lock_guard still(mutex_);
    api::About about = this->about();
    about.config = config::alertmanager_part(about.config);
    return about;
  };
  world.now = clock_.now();
  world.fresh_id = fresh_uuid;
  world.attempts = [this](const state::AttemptQuery& query) {
    const std::lock_guard still(mutex_);
    return saver_->attempts(query).value_or({});
  };
  const std::lock_guard still(mutex_);
  world.resolve_timeout = config_->delivery.resolve_timeout;
  return world;
}

// Saved before it is answered.
api::Answer Alerter::change(const api::AlertmanagerWorld::Change& function) {
  const std::lock_guard still(mutex_);
  engine::Notifier::Work work;
  api::Answer answer = function(engine_, work);
  engine::Commands commands;
  if (!work.changes.empty()) commands.emplace_back(engine::Save{std::move(work.changes)});
  for (engine::Command& command : work.after) commands.push_back(std::move(command));
  carry_out(std::move(commands));
  transfers_.wake();
  return answer;
}

api::About Alerter::about() const {
  api::About about;
  about.version = options_.version;
  about.host_name = options_.host_name;
  about.directory = options_.directory;
  about.started = started_;
  about.configured = configured_;
  about.reload_succeeded = reload_succeeded_;
  about.retention = config_->storage.retention;
  about.config = config_->shown;
  about.flags = {
      {"config.file", config_->file},
      {"query.lookback-delta", core::format_duration(config_->evaluation.lookback_delta)},
      {"query.max-samples", std::to_string(config_->evaluation.query_max_samples)},
      {"query.timeout", core::format_duration(config_->evaluation.query_timeout)},
      {"rules.alert.resend-delay", core::format_duration(config_->evaluation.resend_delay)},
      {"storage.tsdb.retention.time", core::format_duration(config_->storage.retention)},
      {"web.enable-lifecycle", config_->web.reload ? "true" : "false"},
      {"web.external-url", engine_.settings().external_url},
      {"web.listen-address", runtime::to_string(config_->web.server.address)},
  };
  return about;
}

api::QueryContext Alerter::query_context() const {
  api::QueryContext context{store_};
  context.options = engine_.settings().options;
  context.now = clock_.now();
  context.timeout = config_->evaluation.query_timeout;
  context.interrupt_after = [this](core::Duration limit) -> promql::Interrupt {
    const core::SteadyInstant deadline = clock_.steady() + limit;
    return [this, deadline]() -> std::optional<std::string> {
      if (clock_.steady() < deadline) return std::nullopt;
      return "query timed out in expression evaluation";
    };
  };
  return context;
}

std::string Alerter::metrics(core::ExpositionFormat format) const {
  core::Families families;
  {
    const std::lock_guard lock(mutex_);
    families = metrics::metrics_of(engine_);
    append(families, metrics::metrics_of(engine_.notifier(), clock_.now()));
    append(families, receivers_.metrics());
    append(families, integrations_.metrics());
    families.push_back(single(core::gauge("prometheus_notifications_alertmanagers_discovered",
                                          "The number of alertmanagers discovered and active."),
                              static_cast<double>(receivers_.alertmanagers().size())));
    families.push_back(single(core::gauge("prometheus_config_last_reload_successful",
                                          "Whether the last configuration reload attempt was "
                                          "successful."),
                              reload_succeeded_ ? 1 : 0));
    families.push_back(single(core::gauge("prometheus_config_last_reload_success_timestamp_seconds",
                                          "Timestamp of the last successful configuration reload."),
                              core::unix_seconds(configured_)));
    families.push_back(single(core::counter("silicon_alerter_state_failures_total",
                                            "Times that the state could not be saved."),
                              static_cast<double>(saver_->failures())));
  }
  append(families, series::metrics_of(store_.stats()));
  append(families, process_metrics(started_));
  append(families, request_counts_.metrics());
  families.push_back(
      single(core::gauge("silicon_build_info", "1, with the version of this program as a label."),
             1, {{"version", options_.version}}));
  std::string page;
  core::append_exposition(page, families, format);
  return page;
}

}  // namespace silicon::shell
