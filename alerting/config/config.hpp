// The alerter's whole configuration as one checked value: prometheus.yml's sections by their own
// names, and those that Prometheus states by flags or has not. Not rule files: see rules/.
// A value; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "alerting/config/discovery.hpp"
#include "alerting/config/http_options.hpp"
#include "alerting/config/receivers/receivers.hpp"
#include "alerting/config/routing/read_routing.hpp"
#include "alerting/promql/value/options.hpp"
#include "alerting/scrape/job.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/logging/logging.hpp"

namespace silicon::config {

// Of `global`, what is not a job's default (those are filled into the jobs).
struct Global {
  core::Duration scrape_interval = std::chrono::minutes(1);
  core::Duration scrape_timeout = std::chrono::seconds(10);
  core::Duration evaluation_interval = std::chrono::minutes(1);
  core::Duration rule_query_offset{};
  core::Labels external_labels;
};

struct ScrapeConfig {
  scrape::Job job;
  HttpOptions http;
  Discovery discovery;
};

// One entry of alerting.alertmanagers: every address found gets every alert.
struct AlertmanagerConfig {
  std::string scheme = "http";
  std::string path_prefix;  // before "/api/v2/alerts"
  core::Duration timeout = std::chrono::seconds(10);
  HttpOptions http;
  Discovery discovery;
  std::vector<scrape::RelabelRule> relabel;        // of the addresses
  std::vector<scrape::RelabelRule> alert_relabel;  // of the alerts it gets
};

struct WebhookConfig {
  std::string name;
  SecretText url;  // may hold a token
  HttpOptions http;
  bool send_resolved = true;
  std::size_t max_alerts = 0;  // in one message; 0: no limit
  core::Duration timeout = std::chrono::seconds(10);
};

struct StorageConfig {
  core::Duration retention = std::chrono::hours(6);
  std::size_t max_bytes = std::size_t{256} << 20;
  std::size_t max_series = 100'000;
};

struct StateConfig {
  std::string path;                                         // a directory; whole path
  core::Duration save_interval = std::chrono::seconds(30);  // of recent samples
  core::Duration history_retention = std::chrono::hours(24 * 30);
};

// What becomes of a firing alert when the scrape behind it has failed.
enum class OnMissing {
  keep,     // it stays, marked "no data"
  resolve,  // as Prometheus does
};

struct EvaluationConfig {
  OnMissing on_missing = OnMissing::keep;
  // A rule is reported whose selectors found nothing this many times in a row; 0: never.
  std::size_t report_empty_after = 10;
  core::Duration resend_delay = std::chrono::minutes(1);
  core::Duration lookback_delta = std::chrono::minutes(5);
  core::Duration query_timeout = std::chrono::minutes(2);
  std::size_t query_max_samples = 50'000'000;
  promql::Options language;  // its features: stated by the command line, not in the file
};

struct WebConfig {
  runtime::HttpServerOptions server;
  bool allow_unauthenticated = false;  // on an address that others can reach
  bool reload = true;                  // whether POST /-/reload is answered
  std::string external_url;            // in links; "" for http://HOSTNAME:PORT
};

// Told by a POST while everything works.
struct SentHeartbeat {
  SecretText url;
  core::Duration interval = std::chrono::minutes(1);
  core::Duration timeout = std::chrono::seconds(10);
  HttpOptions http;
};

// Somebody calls /api/v1/heartbeat/NAME at least so often.
struct ExpectedBeat {
  std::string name;
  core::Duration every{0};
  core::Labels labels;  // of the alert that is raised otherwise
};

struct HeartbeatConfig {
  std::optional<SentHeartbeat> sent;
  std::vector<ExpectedBeat> expected;
};

struct Config {
  std::string file;  // it was read from
  Global global;
  std::vector<ScrapeConfig> scrapes;
  std::vector<std::string> rule_files;  // patterns, whole paths
  std::vector<scrape::RelabelRule> alert_relabel;
  std::vector<AlertmanagerConfig> alertmanagers;
  std::vector<WebhookConfig> webhooks;

  // Alertmanager's half. Without a `route` nobody is routed to.
  DeliveryDefaults delivery;
  std::vector<Receiver> receivers;
  std::optional<RoutingConfig> routing;
  std::vector<std::string> template_files;  // patterns, whole paths
  std::string failure_receiver;             // told when another receiver fails; "": by the routes

  HeartbeatConfig heartbeat;
  StorageConfig storage;
  StateConfig state;
  EvaluationConfig evaluation;
  WebConfig web;
  runtime::LogOptions log;

  // As it was written, with every secret as <secret>: for /api/v1/status/config.
  std::string shown;
  // What it asks of Prometheus that we do not do and that changes no alert, one
  // "FILE:LINE:COLUMN: ..." each.
  std::vector<std::string> notes;
};

}  // namespace silicon::config
