// Mail's integrations. Tested by tests/alerting/config/receivers/integrations_test.cpp.
#include <map>

#include "alerting/config/parts/http.hpp"
#include "alerting/config/receivers/integrations.hpp"
#include "alerting/notify/email/address.hpp"
#include "alerting/notify/template/templates.hpp"
#include "alerting/template/functions/text.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

// Addresses, unless a template makes them.
void read_addresses(YamlMap& map, std::string_view key, std::string& out) {
  if (!read_template(map, key, out) || out.find("{{") != std::string::npos) return;
  if (const auto parsed = email::parse_addresses(out); !parsed) {
    map.fail(key, parsed.error().message());
  }
}

void read_headers(YamlMap& map, email::Settings& out) {
  std::map<std::string, std::string> headers;
  map.read("headers", headers);
  std::map<std::string, std::string> seen;
  for (auto& [name, text] : headers) {
    const std::string problem = email::header_problem(name);
    if (!problem.empty()) map.fail("headers", core::excerpt(name) + " " + problem);
    const auto [other, fresh] = seen.emplace(templates::to_lower(name), name);
    if (!fresh) {
      map.fail("headers",
               core::excerpt(name) + " is the same header as " + core::excerpt(other->second));
    }
    if (const auto status = notify::check_message_text(name, text); !status) {
      map.fail("headers", status.error().message());
    }
  }
  out.headers = std::move(headers);
}

void read_threading(YamlMap& map, email::Settings& out) {
  map.read_map("threading", [&](YamlMap& threading) {
    bool enabled = true;
    threading.read("enabled", enabled);
    email::Threading how = email::Threading::daily;
    threading.read_choice("thread_by_date", how,
                          {{"daily", email::Threading::daily}, {"none", email::Threading::always}});
    out.threading = enabled ? how : email::Threading::none;
  });
}

// Names and passwords go nowhere in the clear.
void check_safety(YamlMap& map, const SmtpOptions& smtp) {
  const bool local = smtp.host == "localhost" || smtp.host == "127.0.0.1" || smtp.host == "::1";
  if (smtp.require_tls || smtp.implicit_tls || smtp.password.empty() || local) return;
  map.fail("", "a password must not go over an unprotected connection: leave require_tls on");
}

}  // namespace

EmailIntegration read_email(YamlMap& map, const DeliveryDefaults& defaults,
                            const Context& context) {
  EmailIntegration config;
  config.smtp = defaults.smtp;
  config.settings.from = defaults.smtp_from;
  read_smarthost(map, "smarthost", config.smtp);
  read_smtp_identity(map, "", config.smtp, context);
  if (config.smtp.host.empty() && !map.has("smarthost")) {
    map.fail("", "needs smarthost (or smtp_smarthost in global)");
  }
  map.read("require_tls", config.smtp.require_tls);
  map.read("force_implicit_tls", config.smtp.implicit_tls);
  config.smtp.implicit_tls = config.smtp.implicit_tls || config.smtp.port == "465";
  read_tls_options(map, "tls_config", config.smtp.tls, context);
  check_safety(map, config.smtp);
  read_addresses(map, "to", config.settings.to);
  if (!map.has("to")) map.fail("", "needs to: whom to write to");
  read_addresses(map, "from", config.settings.from);
  if (config.settings.from.empty() && !map.has("from")) {
    map.fail("", "needs from (or smtp_from in global)");
  }
  read_headers(map, config.settings);
  read_template(map, "html", config.settings.html);
  read_template(map, "text", config.settings.text);
  read_threading(map, config.settings);
  map.read("send_resolved", config.send_resolved);
  map.read("timeout", config.timeout);
  return config;
}

}  // namespace silicon::config
