#include "alerting/shell/delivery/hidden_secrets.hpp"

#include <algorithm>
#include <cstdint>

#include "alerting/shell/http/request_options.hpp"
#include "exporter/core/text.hpp"

namespace silicon::shell {
namespace {

// Shorter ones stand in any text by chance.
constexpr std::size_t kLeastBytes = 4;
constexpr std::size_t kLeastPartBytes = 8;
constexpr std::string_view kBetweenParts = "/?#&=";

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

void HiddenSecrets::add_text(std::string_view text) {
  if (text.size() < kLeastBytes) return;
  if (std::find(secrets_.begin(), secrets_.end(), text) != secrets_.end()) return;
  const auto shorter = std::find_if(secrets_.begin(), secrets_.end(), [&](const std::string& each) {
    return each.size() < text.size();
  });
  secrets_.emplace(shorter, text);
}

void HiddenSecrets::add(const config::SecretText& secret) {
  // One that cannot be read was not sent.
  if (const auto text = exposed(secret)) add_text(*text);
}

void HiddenSecrets::add_url(const config::SecretText& url) {
  const auto text = exposed(url);
  if (!text) return;
  add_text(*text);
  std::string_view rest = *text;
  if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
    rest.remove_prefix(scheme + 3);
  }
  const std::size_t host_end = std::min(rest.find_first_of("/?#"), rest.size());
  const std::string_view host = rest.substr(0, host_end);
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    const std::string_view identity = host.substr(0, at);
    add_text(identity);
    add_text(core::cut(identity, ':').second);
  }
  rest.remove_prefix(host_end);
  add_text(rest);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(kBetweenParts), rest.size());
    if (end >= kLeastPartBytes) add_text(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
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

}  // namespace silicon::shell
