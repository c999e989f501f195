#include "alerting/shell/delivery/compose.hpp"

#include <array>
#include <utility>

#include "alerting/config/receivers/plan.hpp"
#include "alerting/engine/notifications/message.hpp"
#include "alerting/notify/pagerduty/judge.hpp"
#include "alerting/notify/slack/judge.hpp"
#include "alerting/notify/webhook/render.hpp"
#include "alerting/shell/http/request_options.hpp"

namespace silicon::shell {
namespace {

using config::EmailIntegration;
using config::PagerDutyIntegration;
using config::SlackIntegration;
using config::WebhookIntegration;

struct Context {
  const notify::Notification& notification;
  const notify::Rendering& rendering;
  const std::optional<slack::Posted>& posted;
};

notify::Judgement judge_slack(const notify::Answer& answer, core::Instant now) {
  return slack::judge(answer, now).judgement;
}

template <class Integration>
std::shared_ptr<const config::HttpOptions> options_of(
    const std::shared_ptr<const Integration>& integration) {
  return {integration, &integration->http};
}

// A bot says who it is by its token.
std::shared_ptr<const config::HttpOptions> slack_options(
    const std::shared_ptr<const SlackIntegration>& slack) {
  if (slack->token.empty()) return options_of(slack);
  auto options = std::make_shared<config::HttpOptions>(slack->http);
  options->authorization = config::Authorization{"Bearer", slack->token};
  return options;
}

void add_posts(Composed& out, notify::Rendered rendered, const config::SecretText& url,
               const std::shared_ptr<const config::HttpOptions>& options, core::Duration timeout,
               const JudgeAnswer& judge) {
  out.secrets.add(*options);
  for (notify::Request& request : rendered.requests) {
    Delivery& post = out.posts.emplace_back();
    post.url = url;
    if (!request.method.empty()) {
      // Only a bot has methods, and its URL is stated in place.
      post.url.text =
          runtime::Secret(slack::method_url(std::string(url.text.expose()), request.method));
    }
    post.body = std::move(request.body);
    post.options = options;
    post.timeout = timeout;
    post.judge = without_secrets(judge, out.secrets);
  }
  out.problems = std::move(rendered.problems);
}

core::Result<Composed> compose_for(const std::shared_ptr<const SlackIntegration>& slack,
                                   const Context& context) {
  Composed out;
  out.secrets.add_url(slack->url);
  out.secrets.add(slack->token);
  add_posts(out,
            slack::render(context.notification, slack->settings, context.rendering, context.posted),
            slack->url, slack_options(slack), slack->timeout, judge_slack);
  return out;
}

core::Result<Composed> compose_for(const std::shared_ptr<const PagerDutyIntegration>& pagerduty,
                                   const Context& context) {
  const auto key = exposed(pagerduty->routing_key);
  if (!key) return core::Error(key.error().message());
  Composed out;
  out.secrets.add(pagerduty->routing_key);
  const bool acknowledged = context.notification.reason == engine::kAcknowledged;
  add_posts(
      out,
      acknowledged
          ? pagerduty::render_acknowledgement(context.notification, pagerduty->settings, *key)
          : pagerduty::render(context.notification, pagerduty->settings, context.rendering, *key),
      {runtime::Secret(pagerduty->url), ""}, options_of(pagerduty), pagerduty->timeout,
      pagerduty::judge);
  return out;
}

core::Result<Composed> compose_for(const std::shared_ptr<const WebhookIntegration>& webhook,
                                   const Context& context) {
  Composed out;
  out.secrets.add_url(webhook->url);
  add_posts(out, {{{"", webhook::render(context.notification, webhook->settings)}}, {}},
            webhook->url, options_of(webhook), webhook->timeout, notify::judge);
  return out;
}

core::Result<Composed> compose_for(const std::shared_ptr<const EmailIntegration>& email,
                                   const Context& context) {
  auto mail = email::render(context.notification, email->settings, context.rendering);
  if (!mail) return core::Error(mail.error().message(), core::ErrorKind::invalid);
  Composed out;
  out.problems = std::exchange(mail->problems, {});
  out.secrets.add(email->smtp.password);
  out.secrets.add(email->smtp.secret);
  out.mail = MailTransfer{
      *std::move(mail),
      std::shared_ptr<const config::SmtpOptions>(email, &email->smtp),
      email->timeout,
  };
  return out;
}

template <class Integration>
void add_all(std::vector<NamedIntegration>& out, const std::shared_ptr<const config::Config>& whole,
             const config::Receiver& receiver, const std::vector<Integration>& integrations) {
  for (const Integration& integration : integrations) {
    // Shares the configuration's life.
    out.push_back({receiver.name, "", std::shared_ptr<const Integration>(whole, &integration),
                   receiver.rate_limit});
  }
}

}  // namespace

std::vector<NamedIntegration> integrations_in(const std::shared_ptr<const config::Config>& config) {
  std::vector<NamedIntegration> out;
  for (const config::Receiver& receiver : config->receivers) {
    std::size_t next = out.size();
    add_all(out, config, receiver, receiver.slack);
    add_all(out, config, receiver, receiver.email);
    add_all(out, config, receiver, receiver.pagerduty);
    add_all(out, config, receiver, receiver.webhooks);
    for (routing::Integration& named : config::integrations_of(receiver)) {
      out[next++].name = std::move(named.name);
    }
  }
  return out;
}

std::string_view kind_of(const IntegrationConfig& config) {
  constexpr std::array<std::string_view, 4> kKinds = {"slack", "email", "pagerduty", "webhook"};
  return kKinds[config.index()];
}

bool keeps_state_by_group(const IntegrationConfig& config) {
  return std::holds_alternative<std::shared_ptr<const PagerDutyIntegration>>(config) ||
         updates_messages(config);
}

bool updates_messages(const IntegrationConfig& config) {
  const auto* slack = std::get_if<std::shared_ptr<const SlackIntegration>>(&config);
  return slack != nullptr && (*slack)->settings.bot && (*slack)->settings.update_message;
}

core::Result<Composed> compose(const IntegrationConfig& config,
                               const notify::Notification& notification,
                               const notify::Rendering& rendering,
                               const std::optional<slack::Posted>& posted) {
  const Context context{notification, rendering, posted};
  return std::visit([&](const auto& one) { return compose_for(one, context); }, config);
}

}  // namespace silicon::shell
