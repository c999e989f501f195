#include "alerting/shell/delivery/receivers.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "alerting/notify/alertmanager/endpoints.hpp"
#include "alerting/notify/alertmanager/render.hpp"
#include "alerting/notify/relabelled.hpp"
#include "alerting/notify/webhook/render.hpp"
#include "alerting/shell/secrets/hidden_secrets.hpp"
#include "exporter/runtime/logging/logging.hpp"

namespace silicon::shell {
namespace {

std::string webhook_key(const std::string& name) {
  return "hook:" + name;
}

std::string alertmanager_key(std::size_t entry, const std::string& url) {
  return "am:" + std::to_string(entry) + ":" + url;
}

// Each tries again at times of its own.
std::uint64_t seed_of(const std::string& key) {
  return std::hash<std::string>()(key);
}

notify::OutboxLimits limits_of(const config::WebhookConfig& webhook) {
  notify::OutboxLimits limits;
  // In several messages rather than cut off.
  if (webhook.max_alerts > 0) limits.batch = std::min(limits.batch, webhook.max_alerts);
  return limits;
}

// With what its address and options hide kept out of what is said of the answer.
Delivery delivery_to(const config::SecretText& url,
                     std::shared_ptr<const config::HttpOptions> options, core::Duration timeout) {
  HiddenSecrets secrets;
  secrets.add_url(url);
  secrets.add(*options);
  Delivery delivery;
  delivery.url = url;
  delivery.options = std::move(options);
  delivery.timeout = timeout;
  delivery.judge = without_secrets(notify::judge, std::move(secrets));
  return delivery;
}

}  // namespace

void Receivers::configure(std::shared_ptr<const config::Config> config, std::string external_url) {
  config_ = std::move(config);
  external_url_ = std::move(external_url);
  std::set<std::string> wanted;
  for (std::size_t i = 0; i < config_->webhooks.size(); ++i) {
    const config::WebhookConfig& webhook = config_->webhooks[i];
    const std::string key = webhook_key(webhook.name);
    wanted.insert(key);
    const auto [entry, added] = receivers_.try_emplace(key);
    if (added) entry->second.outbox = notify::Outbox(limits_of(webhook), seed_of(key));
    entry->second.label = webhook.name;
    entry->second.webhook = webhook.name;
    entry->second.entry = i;
  }
  std::erase_if(receivers_, [&](const auto& entry) {
    const Receiver& receiver = entry.second;
    return receiver.webhook.empty() ? receiver.entry >= config_->alertmanagers.size()
                                    : wanted.count(entry.first) == 0;
  });
}

void Receivers::found(std::size_t entry, const scrape::TargetGroups& groups) {
  if (entry >= config_->alertmanagers.size()) return;
  const config::AlertmanagerConfig& options = config_->alertmanagers[entry];
  const alertmanager::Endpoints endpoints =
      alertmanager::find_endpoints({options.scheme, options.path_prefix, options.relabel}, groups);
  std::set<std::string> wanted;
  for (const std::string& url : endpoints.urls) {
    const std::string key = alertmanager_key(entry, url);
    wanted.insert(key);
    const auto [place, added] = receivers_.try_emplace(key);
    if (added) place->second.outbox = notify::Outbox({}, seed_of(key));
    place->second.label = url;
    place->second.entry = entry;
  }
  std::erase_if(receivers_, [&](const auto& one) {
    return one.second.webhook.empty() && one.second.entry == entry && wanted.count(one.first) == 0;
  });
}

void Receivers::tell(engine::TellAlertmanagers command) {
  const std::vector<alert::Notice> notices =
      notify::relabelled(command.notices, config_->alert_relabel);
  for (auto& [key, receiver] : receivers_) {
    if (!receiver.webhook.empty()) continue;
    receiver.outbox.push(
        notify::relabelled(notices, config_->alertmanagers[receiver.entry].alert_relabel));
  }
}

void Receivers::tell(engine::TellWebhook command) {
  const auto found = receivers_.find(webhook_key(command.receiver));
  if (found == receivers_.end()) return;
  // A webhook has no time at which it forgets: what is news stays news until it is told.
  for (alert::Notice& notice : command.notices) {
    if (!notice.resolved) notice.ends_at = core::Instant::max();
  }
  found->second.outbox.push(command.notices);
}

void Receivers::turn(core::Instant now) {
  for (auto& [key, receiver] : receivers_) {
    auto notices = receiver.outbox.take(now);
    if (!notices) continue;
    Delivery delivery = rendered(receiver, *notices);
    delivery.key = receiver.delivery = ++last_delivery_;
    if (!receiver.webhook.empty()) receiver.sending = *std::move(notices);
    send_(std::move(delivery));
  }
}

Delivery Receivers::rendered(const Receiver& receiver,
                             const std::vector<alert::Notice>& notices) const {
  return receiver.webhook.empty() ? for_alertmanager(receiver, notices)
                                  : for_webhook(receiver, notices);
}

Delivery Receivers::for_alertmanager(const Receiver& receiver,
                                     const std::vector<alert::Notice>& notices) const {
  const config::AlertmanagerConfig& options = config_->alertmanagers[receiver.entry];
  // Shares the configuration's life.
  Delivery delivery = delivery_to(
      {runtime::Secret(receiver.label), ""},
      std::shared_ptr<const config::HttpOptions>(config_, &options.http), options.timeout);
  delivery.body = alertmanager::render(notices, alertmanager::Extras::annotations);
  return delivery;
}

Delivery Receivers::for_webhook(const Receiver& receiver,
                                const std::vector<alert::Notice>& notices) const {
  const config::WebhookConfig& options = config_->webhooks[receiver.entry];
  webhook::Message message;
  message.receiver = receiver.webhook;
  message.external_url = external_url_;
  message.alerts = notices;
  Delivery delivery =
      delivery_to(options.url, std::shared_ptr<const config::HttpOptions>(config_, &options.http),
                  options.timeout);
  delivery.body = webhook::render(message);
  return delivery;
}

std::vector<engine::Event> Receivers::finished(const DeliveryResult& result, core::Instant now) {
  const auto found = std::find_if(receivers_.begin(), receivers_.end(), [&](const auto& entry) {
    return entry.second.delivery == result.key && result.key != 0;
  });
  if (found == receivers_.end()) return {};  // nobody to be told any more
  Receiver& receiver = found->second;
  receiver.delivery = 0;
  const notify::Judgement& judgement = result.judgement;
  receiver.outbox.finish(judgement, now);
  if (judgement.reason != receiver.said_error) {
    receiver.said_error = judgement.reason;
    if (judgement.reason.empty()) {
      runtime::log_info("receiver takes alerts again", {{"receiver", receiver.label}});
    } else {
      runtime::log_warning("alerts were not taken",
                           {{"receiver", receiver.label}, {"reason", judgement.reason}});
    }
  }
  if (receiver.webhook.empty() || judgement.verdict == notify::Verdict::retry) return {};
  std::vector<engine::Event> events;
  events.emplace_back(engine::DeliveryFinished{receiver.webhook, std::move(receiver.sending),
                                               judgement.verdict == notify::Verdict::delivered});
  return events;
}

std::optional<core::Instant> Receivers::due() const {
  std::optional<core::Instant> next;
  for (const auto& [key, receiver] : receivers_) {
    const auto due = receiver.outbox.due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

std::vector<std::string> Receivers::alertmanagers() const {
  std::vector<std::string> urls;
  for (const auto& [key, receiver] : receivers_) {
    if (receiver.webhook.empty()) urls.push_back(receiver.label);
  }
  return urls;
}

core::Families Receivers::metrics() const {
  core::Family sent = core::counter("prometheus_notifications_sent_total",
                                    "Total number of alerts sent, by receiver.");
  core::Family errors = core::counter("prometheus_notifications_errors_total",
                                      "Total number of alerts that a receiver refused for good.");
  core::Family dropped = core::counter(
      "prometheus_notifications_dropped_total",
      "Total number of alerts dropped: no room, or no longer true when their turn came.");
  core::Family retries = core::counter("silicon_alerter_delivery_failures_total",
                                       "Deliveries that were, or will be, tried again.");
  core::Family waiting = core::gauge("prometheus_notifications_queue_length",
                                     "The number of alert notifications in the queue.");
  for (const auto& [key, receiver] : receivers_) {
    const core::Labels labels{{"alertmanager", receiver.label}};
    const notify::OutboxCounts& counts = receiver.outbox.counts();
    sent.add(labels, static_cast<double>(counts.delivered));
    errors.add(labels, static_cast<double>(counts.refused));
    dropped.add(labels, static_cast<double>(counts.dropped + counts.expired));
    retries.add(labels, static_cast<double>(counts.failures));
    waiting.add(labels, static_cast<double>(receiver.outbox.waiting()));
  }
  return {std::move(sent), std::move(errors), std::move(dropped), std::move(retries),
          std::move(waiting)};
}

}  // namespace silicon::shell
