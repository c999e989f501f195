#include "alerting/shell/run/settings.hpp"

#include <algorithm>
#include <utility>

#include "alerting/config/receivers/plan.hpp"

namespace silicon::shell {
namespace {

// However short the rules look back, a while of the past is worth having after a restart.
constexpr core::Duration kLeastSavedSamples = std::chrono::minutes(15);

promql::Options query_options(const config::Config& config) {
  promql::Options options = config.evaluation.language;
  options.lookback = config.evaluation.lookback_delta;
  options.subquery_step = config.global.evaluation_interval;
  options.max_samples = config.evaluation.query_max_samples;
  return options;
}

}  // namespace

engine::Settings settings_of(const config::Config& config, std::vector<rules::Group> groups,
                             const std::string& external_url) {
  engine::Settings settings;
  for (const config::ScrapeConfig& scrape : config.scrapes) {
    settings.jobs.push_back(std::make_shared<const scrape::Job>(scrape.job));
  }
  for (const config::WebhookConfig& webhook : config.webhooks) {
    settings.receivers.push_back({webhook.name, webhook.send_resolved});
  }
  settings.plan = config::plan_of(config);
  for (const config::ExpectedBeat& beat : config.heartbeat.expected) {
    settings.heartbeats.push_back({beat.name, beat.every, beat.labels});
  }
  if (config.heartbeat.sent) settings.beat_interval = config.heartbeat.sent->interval;
  settings.has_alertmanagers = !config.alertmanagers.empty();
  settings.external_labels = config.global.external_labels;
  settings.external_url = config.web.external_url.empty() ? external_url : config.web.external_url;
  settings.options = query_options(config);
  settings.resend_delay = config.evaluation.resend_delay;
  settings.on_missing = config.evaluation.on_missing == config::OnMissing::keep
                            ? rules::OnMissing::hold
                            : rules::OnMissing::resolve;
  settings.report_empty_after = config.evaluation.report_empty_after;
  settings.save_interval = config.state.save_interval;
  settings.history_retention = config.state.history_retention;
  settings.samples_retention =
      std::min(config.storage.retention,
               std::max(kLeastSavedSamples, engine::reach_of(groups, settings.options)));
  settings.groups = std::move(groups);
  return settings;
}

std::string default_external_url(const runtime::HttpServerOptions& server,
                                 const std::string& host_name) {
  const bool any = server.address.host.empty() || server.address.host == "0.0.0.0" ||
                   server.address.host == "::" || runtime::is_loopback_host(server.address.host);
  runtime::ListenAddress address = server.address;
  if (any) address.host = host_name;
  return (server.tls ? "https://" : "http://") + runtime::to_string(address);
}

}  // namespace silicon::shell
