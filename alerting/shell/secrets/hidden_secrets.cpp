#include "alerting/shell/secrets/hidden_secrets.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "alerting/shell/http/request_options.hpp"
#include "exporter/core/text.hpp"

namespace silicon::shell {
namespace {

// Shorter ones stand in any text by chance.
constexpr std::size_t kLeastBytes = 4;
constexpr std::size_t kLeastPartBytes = 8;

// What no way of escaping touches.
bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("-_.~").find(c) != std::string_view::npos;
}

// As the Authorization header has a name and its password.
std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(bytes.size(), 3))) {
    std::uint32_t three = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      three = (three << 8U) | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= bytes.size() ? kDigits[(three >> (18 - 6 * i)) & 0x3fU] : '=';
    }
  }
  return out;
}

}  // namespace

void HiddenSecrets::add_whole(std::string_view text) {
  if (text.size() < kLeastBytes) return;
  if (std::find(secrets_.begin(), secrets_.end(), text) != secrets_.end()) return;
  const auto shorter = std::find_if(secrets_.begin(), secrets_.end(), [&](const std::string& each) {
    return each.size() < text.size();
  });
  secrets_.emplace(shorter, text);
}

void HiddenSecrets::add_text(std::string_view text) {
  add_whole(text);
  while (!text.empty()) {
    const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) -
                                              text.begin());
    if (end >= kLeastPartBytes) add_whole(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void HiddenSecrets::add_identity(std::string_view identity) {
  add_whole(identity);
  add_text(core::cut(identity, ':').second);
  add_text(base64(identity));
}

std::string_view HiddenSecrets::add_identity_of_url(std::string_view url) {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + 3);
  }
  const std::size_t host_end = std::min(url.find_first_of("/?#"), url.size());
  const std::string_view host = url.substr(0, host_end);
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    add_identity(host.substr(0, at));
  }
  return url.substr(host_end);
}

void HiddenSecrets::add(const config::SecretText& secret) {
  // One that cannot be read was not sent.
  if (const auto text = exposed(secret)) add_text(*text);
}

void HiddenSecrets::add_url(const config::SecretText& url) {
  const auto text = exposed(url);
  if (!text) return;
  add_whole(*text);
  add_text(add_identity_of_url(*text));
}

void HiddenSecrets::add(const config::HttpOptions& options) {
  if (options.basic) {
    add(options.basic->password);
    const auto name = exposed(options.basic->username);
    const auto password = exposed(options.basic->password);
    if (name && password) add_text(base64(*name + ":" + *password));
  }
  if (options.authorization) add(options.authorization->credentials);
  for (const config::HeaderOption& header : options.headers) add(header.value);
  for (const config::HeaderOption& header : options.proxy.connect_headers) add(header.value);
  add_identity_of_url(options.proxy.url);
}

void HiddenSecrets::add_mail_password(const std::string& username, std::string_view password) {
  add_text(password);
  if (password.empty()) return;
  // AUTH LOGIN, AUTH PLAIN (RFC 4616).
  add_text(base64(password));
  add_text(base64('\0' + username + '\0' + std::string(password)));
}

std::string HiddenSecrets::hide(std::string text) const {
  constexpr std::string_view kHidden = "<hidden>";
  for (const std::string& secret : secrets_) {
    for (std::size_t at = text.find(secret); at != std::string::npos;
         at = text.find(secret, at + kHidden.size())) {
      text.replace(at, secret.size(), kHidden);
    }
  }
  return text;
}

JudgeAnswer without_secrets(JudgeAnswer judge, HiddenSecrets secrets) {
  return [judge = std::move(judge), secrets = std::move(secrets)](const notify::Answer& answer,
                                                                  core::Instant now) {
    const std::string body = secrets.hide(std::string(answer.body));
    return judge({answer.failure, answer.status, body, answer.retry_after}, now);
  };
}

}  // namespace silicon::shell
