#include "alerting/config/values/redact.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace silicon::config {
namespace {

using runtime::YamlNode;

// Whatever stands below one of these, text or list. `key` is a private key of tls_config.
constexpr std::array<std::string_view, 20> kSecretKeys = {"password",
                                                          "credentials",
                                                          "bearer_token",
                                                          "secret",
                                                          "secrets",
                                                          "token",
                                                          "key",
                                                          "client_secret",
                                                          "secret_key",
                                                          "proxy_connect_header",
                                                          "api_url",
                                                          "slack_api_url",
                                                          "app_token",
                                                          "slack_app_token",
                                                          "routing_key",
                                                          "service_key",
                                                          "auth_password",
                                                          "auth_secret",
                                                          "smtp_auth_password",
                                                          "smtp_auth_secret"};

bool is_secret(std::string_view key, bool in_webhook) {
  // A webhook's URL, or a heartbeat's, is as good as a token.
  if (in_webhook && key == "url") return true;
  return std::find(kSecretKeys.begin(), kSecretKeys.end(), key) != kSecretKeys.end();
}

// scheme://user:password@host
std::string without_password(std::string text) {
  const std::size_t begin = text.find("://");
  if (begin == std::string::npos) return text;
  const std::size_t end = std::min(text.find_first_of("/?#", begin + 3), text.size());
  const std::size_t at = text.rfind('@', end);
  if (at == std::string::npos || at < begin + 3) return text;
  const std::size_t colon = text.find(':', begin + 3);
  if (colon < at) text.replace(colon + 1, at - colon - 1, "xxxxx");
  return text;
}

bool needs_quotes(const YamlNode& node) {
  const std::string& text = node.text;
  const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  return node.quoted || text.empty() || std::any_of(text.begin(), text.end(), is_odd) ||
         std::string_view(" !&*-?:,[]{}#|>@`\"'%").find(text.front()) != std::string_view::npos ||
         text.back() == ' ' || text.back() == ':' || text.find(": ") != std::string::npos ||
         text.find(" #") != std::string::npos;
}

std::string quoted(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < ' ' || c == '\x7f') {
      ((out += "\\x") += kDigits[byte >> 4U]) += kDigits[byte & 0xfU];
    } else {
      out += c;
    }
  }
  return out += '"';
}

class Printer {
 public:
  explicit Printer(bool hides_secrets) : hides_secrets_(hides_secrets) {}

  // `node` behind "key:" or "-", with a blank or a line break before it.
  void value(const YamlNode& node, std::size_t indent) {
    switch (node.kind) {
      case YamlNode::Kind::null:
        out_ += '\n';
        break;
      case YamlNode::Kind::scalar: {
        YamlNode shown = node;
        shown.text = without_password(node.text);
        out_ += ' ' + (needs_quotes(shown) ? quoted(shown.text) : shown.text) + '\n';
        break;
      }
      case YamlNode::Kind::sequence:
        out_ += node.items.empty() ? " []\n" : "\n";
        items(node, indent);
        break;
      case YamlNode::Kind::map:
        out_ += node.entries.empty() ? " {}\n" : "\n";
        entries(node, indent);
        break;
    }
  }

  void entries(const YamlNode& map, std::size_t indent) {
    for (const YamlNode::Entry& entry : map.entries) {
      YamlNode key;
      key.text = entry.key;
      out_ += std::string(indent, ' ') + (needs_quotes(key) ? quoted(entry.key) : entry.key) + ':';
      const bool outer = in_webhook_;
      in_webhook_ = in_webhook_ || entry.key == "webhooks" || entry.key == "webhook_configs" ||
                    entry.key == "heartbeat";
      if (hides_secrets_ && is_secret(entry.key, in_webhook_) &&
          entry.value.kind != YamlNode::Kind::null) {
        out_ += " <secret>\n";
      } else {
        value(entry.value, indent + 2);
      }
      in_webhook_ = outer;
    }
  }

  void items(const YamlNode& list, std::size_t indent) {
    for (const YamlNode& item : list.items) {
      out_ += std::string(indent, ' ') + '-';
      value(item, indent + 2);
    }
  }

  std::string take() && { return std::move(out_); }

 private:
  bool hides_secrets_;
  std::string out_;
  bool in_webhook_ = false;
};

}  // namespace

std::string redacted(const YamlNode& node) {
  Printer printer(true);
  printer.entries(node, 0);
  return std::move(printer).take();
}

std::string printed(const YamlNode& node) {
  Printer printer(false);
  printer.entries(node, 0);
  return std::move(printer).take();
}

}  // namespace silicon::config
