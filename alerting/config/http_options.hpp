// How to reach somebody over HTTP: what Prometheus calls http_config, and what scrape configs,
// http_sd, Alertmanagers and webhooks have in common. Secrets stated by files are read again for
// every request, so that rotated ones work without a reload. Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exporter/runtime/secret.hpp"

namespace silicon::config {

// Stated in place (or by an environment variable, resolved when the configuration was read), or by
// a file.
struct SecretText {
  runtime::Secret text;
  std::string file;  // "" when stated in place; otherwise its whole path

  bool empty() const { return text.empty() && file.empty(); }
};

struct BasicAuthentication {
  SecretText username;
  SecretText password;
};

// Authorization: TYPE CREDENTIALS. A bearer token is this, too.
struct Authorization {
  std::string type = "Bearer";
  SecretText credentials;
};

struct HeaderOption {
  std::string name;
  SecretText value;
};

enum class TlsVersion { any, tls_1_0, tls_1_1, tls_1_2, tls_1_3 };

// Certificates and keys in PEM, each stated in place or by a file.
struct TlsClientOptions {
  SecretText authority;  // "" for the system's
  SecretText certificate;
  SecretText key;
  std::string server_name;  // "" for the URL's
  bool insecure_skip_verify = false;
  TlsVersion least = TlsVersion::tls_1_2;  // Go's, and so Prometheus's, default
  TlsVersion most = TlsVersion::any;
};

struct ProxyOptions {
  std::string url;       // "" for none
  std::string no_proxy;  // hosts that are reached without it, separated by commas
  bool from_environment = false;
  std::vector<HeaderOption> connect_headers;
};

struct HttpOptions {
  std::optional<BasicAuthentication> basic;  // at most one of these two
  std::optional<Authorization> authorization;
  TlsClientOptions tls;
  ProxyOptions proxy;
  bool follow_redirects = true;
  bool http2 = true;
  bool compression = true;  // whether gzip is asked for
  std::vector<HeaderOption> headers;
};

}  // namespace silicon::config
