#include "alerting/command/notify_test/notify_test.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <ostream>
#include <utility>
#include <variant>

#include "alerting/command/line/features.hpp"
#include "alerting/command/remote/remote.hpp"
#include "alerting/config/receivers/plan.hpp"
#include "alerting/shell/delivery/integrations.hpp"
#include "alerting/shell/delivery/zones.hpp"
#include "alerting/shell/http/courier.hpp"
#include "alerting/shell/mail/mailer.hpp"
#include "alerting/shell/run/load.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kPatience = 100ms;
constexpr core::Duration kHolds = 5min;

// Sends one message to each integration and waits for the first thing that becomes of it.
class Sending {
 public:
  Sending(const shell::Loaded& loaded, const core::Clock& clock)
      : clock_(clock),
        transfers_(clock, "silicon-alerter"),
        courier_(transfers_, clock),
        mailer_(transfers_),
        integrations_([this](shell::Delivery delivery) { courier_.send(std::move(delivery)); },
                      [this](shell::MailDelivery delivery) { mailer_.send(std::move(delivery)); },
                      shell::zone_lookup()) {
    integrations_.configure(loaded.config, loaded.templates);
  }

  using Attempts = std::vector<state::DeliveryAttempt>;

  Attempts run(const config::Receiver& receiver, const notify::Notification& notification) {
    std::uint64_t id = 0;
    for (const routing::Integration& integration : config::integrations_of(receiver)) {
      integrations_.send({{++id, integration.name, notification, false, ""}, {}});
    }
    while (ended_.size() < id) {
      take(integrations_.turn(clock_.now()));
      if (ended_.size() < id) transfers_.poll(kPatience);
      for (const shell::DeliveryResult& result : courier_.take()) {
        take(integrations_.finished(result, clock_.now()));
      }
      for (const shell::MailResult& result : mailer_.take()) {
        take(integrations_.finished(result, clock_.now()));
      }
    }
    Attempts attempts;
    for (auto& [message, attempt] : ended_) attempts.push_back(std::move(attempt));
    return attempts;
  }

 private:
  void take(std::vector<engine::Event> events) {
    for (engine::Event& event : events) {
      auto* tried = std::get_if<engine::NotificationTried>(&event);
      // What is tried again later does not count.
      if (tried != nullptr) ended_.emplace(tried->attempt.id, std::move(tried->attempt));
    }
  }

  const core::Clock& clock_;
  shell::Transfers transfers_;
  shell::Courier courier_;
  shell::Mailer mailer_;
  shell::Integrations integrations_;
  std::map<std::uint64_t, state::DeliveryAttempt> ended_;
};

std::string names_of(const std::vector<config::Receiver>& receivers) {
  std::string out;
  for (const config::Receiver& receiver : receivers) {
    out += (out.empty() ? "" : ", ") + receiver.name;
  }
  return out.empty() ? "none" : out;
}

int complain(std::ostream& err, const std::string& what) {
  err << "silicon-alerter: " << what << "\n";
  return 1;
}

}  // namespace

notify::Notification test_notification(const std::string& receiver, const core::Labels& labels,
                                       const std::string& external_url, core::Instant now) {
  std::vector<core::LabelView> all{{"alertname", "Test"}, {"severity", "info"}};
  all.insert(all.end(), labels.begin(), labels.end());
  notify::Item item;
  item.notice.labels = core::Labels(all);
  item.notice.annotations = {
      {"description", "[TEST] Nothing is wrong: somebody ran `silicon-alerter notify test`."},
      {"summary", "[TEST] a notification to see whether this receiver works"}};
  item.notice.starts_at = now;
  item.notice.ends_at = now + kHolds;
  notify::Notification notification;
  notification.receiver = receiver;
  notification.group_labels = {{"alertname", item.notice.labels.get("alertname")}};
  // Each test is a matter of its own, to services that keep a state by group.
  notification.group_key =
      "{}/{test=\"" + std::to_string(now.time_since_epoch().count()) + "\"}:{}";
  notification.alerts = {std::move(item)};
  notification.external_url = external_url;
  notification.decided_at = now;
  notification.reason = "test";
  notification.remarks = {"[TEST] This is a test."};
  return notification;
}

int notify_test(const NotifyTestOptions& options, const runtime::Environment& environment,
                const core::Clock& clock, std::ostream& out, std::ostream& err) {
  const auto loaded = shell::load(options.file, environment, whole_language());
  if (!loaded) return complain(err, loaded.error().message());
  const std::vector<config::Receiver>& receivers = loaded->config->receivers;
  const auto receiver =
      std::find_if(receivers.begin(), receivers.end(),
                   [&](const config::Receiver& each) { return each.name == options.receiver; });
  if (receiver == receivers.end()) {
    return complain(
        err, "no receiver is named " + options.receiver + "; there are: " + names_of(receivers));
  }
  std::string external_url = loaded->config->web.external_url;
  if (external_url.empty()) external_url = url_of(loaded->config->web.server);
  Sending sending(*loaded, clock);
  const auto attempts = sending.run(
      *receiver, test_notification(options.receiver, options.labels, external_url, clock.now()));
  if (attempts.empty())
    return complain(err, options.receiver + " has no integration: it tells nobody");
  int code = 0;
  for (const state::DeliveryAttempt& attempt : attempts) {
    const bool delivered = attempt.outcome == state::DeliveryOutcome::delivered;
    if (!delivered) code = 1;
    out << attempt.integration << "\t" << (delivered ? "delivered" : "failed") << "\t"
        << attempt.answer << "\n";
  }
  return code;
}

}  // namespace silicon::command
