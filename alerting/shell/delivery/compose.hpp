// One message for one integration as it goes out: posts with their addresses and who we say we are,
// or a mail. Rendered by notify; not sent. Reads secrets that are stated by files, nothing else.
// Values; one thread. Tested by tests/alerting/shell/delivery/compose_test.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerting/config/config.hpp"
#include "alerting/notify/slack/render.hpp"
#include "alerting/notify/template/rendering.hpp"
#include "alerting/shell/http/courier.hpp"
#include "alerting/shell/mail/mailer.hpp"
#include "alerting/shell/secrets/hidden_secrets.hpp"
#include "exporter/core/result.hpp"

namespace silicon::shell {

// An integration of the configuration, which it keeps alive.
using IntegrationConfig = std::variant<std::shared_ptr<const config::SlackIntegration>,
                                       std::shared_ptr<const config::EmailIntegration>,
                                       std::shared_ptr<const config::PagerDutyIntegration>,
                                       std::shared_ptr<const config::WebhookIntegration>>;

struct NamedIntegration {
  std::string receiver;
  std::string name;  // as config::integrations_of() has it
  IntegrationConfig config;
  std::optional<notify::RateLimit> limit;
};

// All of them, in the configuration's order.
std::vector<NamedIntegration> integrations_in(const std::shared_ptr<const config::Config>& config);

// "slack", "email", "pagerduty", "webhook": as Alertmanager's metrics say.
std::string_view kind_of(const IntegrationConfig& config);

// Whether what it is told of a group changes what it was told before.
bool keeps_state_by_group(const IntegrationConfig& config);
// Whether it changes the message that it has posted: Slack's bots, if asked to.
bool updates_messages(const IntegrationConfig& config);

struct Composed {
  std::vector<Delivery> posts;  // in this order; without keys
  std::optional<MailTransfer> mail;
  HiddenSecrets secrets;
  std::vector<std::string> problems;  // of the user's templates, a line each: for the log
};

// `posted` is where the group's message stands, for those who change it. ErrorKind::invalid where
// trying again is of no use; every other error may pass.
core::Result<Composed> compose(const IntegrationConfig& config,
                               const notify::Notification& notification,
                               const notify::Rendering& rendering,
                               const std::optional<slack::Posted>& posted);

}  // namespace silicon::shell
