// Who is told, and how, as alertmanager.yml states it: receivers with their integrations, and what
// `global` says for all of them. How each message reads is in the settings of notify. Values; any
// thread. Read by read_receivers.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerting/config/http_options.hpp"
#include "alerting/notify/email/render.hpp"
#include "alerting/notify/pagerduty/render.hpp"
#include "alerting/notify/retry/rate_limit.hpp"
#include "alerting/notify/slack/render.hpp"
#include "alerting/notify/webhook/render.hpp"
#include "exporter/core/time.hpp"

namespace silicon::config {

// How to reach a mail server.
struct SmtpOptions {
  std::string host;
  std::string port = "587";
  std::string hello = "localhost";  // what we call ourselves
  std::string username;             // "" for no authentication
  SecretText password;              // PLAIN, LOGIN
  SecretText secret;                // CRAM-MD5, which Alertmanager keeps apart
  std::string identity;             // of PLAIN; "" for the username
  bool require_tls = true;          // by STARTTLS; without it nothing is sent in the clear
  bool implicit_tls = false;        // TLS from the first byte; always so on port 465
  TlsClientOptions tls;
};

// Of `global`: what integrations that do not say otherwise do.
struct DeliveryDefaults {
  core::Duration resolve_timeout = std::chrono::minutes(5);
  HttpOptions http;
  SecretText slack_url;    // of an incoming webhook
  SecretText slack_token;  // of a bot
  std::string slack_app_url = "https://slack.com/api/chat.postMessage";
  std::string pagerduty_url = "https://events.pagerduty.com/v2/enqueue";
  std::string smtp_from;
  SmtpOptions smtp;
};

struct SlackIntegration {
  slack::Settings settings;
  SecretText url;    // with a bot: of chat.postMessage; see slack::method_url()
  SecretText token;  // empty without a bot, or where `http` has the authorization
  HttpOptions http;
  bool send_resolved = false;
  core::Duration timeout = std::chrono::seconds(10);
};

struct EmailIntegration {
  email::Settings settings;
  SmtpOptions smtp;
  bool send_resolved = false;
  core::Duration timeout = std::chrono::seconds(30);
};

struct PagerDutyIntegration {
  pagerduty::Settings settings;
  std::string url;
  SecretText routing_key;  // goes into the body
  HttpOptions http;
  bool send_resolved = true;
  core::Duration timeout = std::chrono::seconds(10);
};

struct WebhookIntegration {
  webhook::Settings settings;
  SecretText url;  // may hold a token
  HttpOptions http;
  bool send_resolved = true;
  core::Duration timeout = std::chrono::seconds(10);
};

// One without integrations is allowed: what is routed to it is told to nobody.
struct Receiver {
  std::string name;
  std::vector<SlackIntegration> slack;
  std::vector<EmailIntegration> email;
  std::vector<PagerDutyIntegration> pagerduty;
  std::vector<WebhookIntegration> webhooks;
  std::optional<notify::RateLimit> rate_limit;  // of each of them; ours
};

}  // namespace silicon::config
