// Reads one integration of a receiver each, and what they have in common. Not for users of
// read_receivers.hpp. One thread at a time.
// Tested by tests/alerting/config/receivers/integrations_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "alerting/config/parts/context.hpp"
#include "alerting/config/receivers/receivers.hpp"

namespace silicon::config {

SlackIntegration read_slack(runtime::YamlMap& map, const DeliveryDefaults& defaults,
                            const Context& context);
EmailIntegration read_email(runtime::YamlMap& map, const DeliveryDefaults& defaults,
                            const Context& context);
PagerDutyIntegration read_pagerduty(runtime::YamlMap& map, const DeliveryDefaults& defaults,
                                    const Context& context);
WebhookIntegration read_webhook_integration(runtime::YamlMap& map, const DeliveryDefaults& defaults,
                                            const Context& context);

// Text that must parse as a template of messages.
bool read_template(runtime::YamlMap& map, std::string_view key, std::string& out);

// http_config, on top of the default's place: stated as a whole or not at all, as Alertmanager
// does.
void read_http_config(runtime::YamlMap& map, const HttpOptions& defaults, HttpOptions& out,
                      const Context& context);

// "host:port", and TLS from the first byte where the port says so.
void read_smarthost(runtime::YamlMap& map, std::string_view key, SmtpOptions& out);

// PREFIXhello, PREFIXauth_username and its like: as a receiver and as global have them.
void read_smtp_identity(runtime::YamlMap& map, const std::string& prefix, SmtpOptions& out,
                        const Context& context);

// KEY or KEY_file as a URL with a secret in it; false where neither is stated.
bool read_secret_url(runtime::YamlMap& map, const std::string& key, SecretText& out,
                     const Context& context);

}  // namespace silicon::config
