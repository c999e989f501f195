#include "alerting/config/parts/http.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/http/message.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

const std::vector<std::pair<std::string, TlsVersion>> kTlsVersions{{"TLS10", TlsVersion::tls_1_0},
                                                                   {"TLS11", TlsVersion::tls_1_1},
                                                                   {"TLS12", TlsVersion::tls_1_2},
                                                                   {"TLS13", TlsVersion::tls_1_3}};

// As in prometheus/common, config/headers.go: HTTP needs them for itself.
constexpr std::array<std::string_view, 11> kReservedHeaders = {
    "Authorization",      "Host",
    "Content-Encoding",   "Content-Length",
    "Content-Type",       "User-Agent",
    "Connection",         "Keep-Alive",
    "Proxy-Authenticate", "Proxy-Authorization",
    "Www-Authenticate"};

void read_basic(YamlMap& map, HttpOptions& out, const Context& context) {
  map.read_map("basic_auth", [&](YamlMap& basic) {
    out.basic.emplace();
    read_secret_text(basic, "username", out.basic->username, context);
    read_secret_text(basic, "password", out.basic->password, context);
  });
}

void read_authorization(YamlMap& map, HttpOptions& out, const Context& context) {
  map.read_map("authorization", [&](YamlMap& authorization) {
    out.authorization.emplace();
    authorization.read("type", out.authorization->type);
    std::string type = out.authorization->type;
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (core::trimmed(type) == "basic") {
      authorization.fail("type", "cannot be \"basic\": use basic_auth instead");
    }
    read_secret_text(authorization, "credentials", out.authorization->credentials, context);
  });
  SecretText token;
  if (read_secret_text(map, "bearer_token", token, context)) {
    out.authorization = Authorization{"Bearer", std::move(token)};
  }
}

void check_one_identity(YamlMap& map) {
  int stated = 0;
  const bool bearer = map.has("bearer_token") || map.has("bearer_token_file");
  for (const bool there : {map.has("basic_auth"), map.has("authorization"), bearer}) {
    stated += there ? 1 : 0;
  }
  if (stated > 1) {
    map.fail("", "at most one of basic_auth, authorization and bearer_token may be stated");
  }
  refuse(map, "oauth2",
         "let what renews the token write it into a file, and use authorization.credentials_file");
  for (const char* key : {"sigv4", "azuread", "google_iam"}) {
    refuse(map, key, "there is no signing for a cloud's API here");
  }
}

void read_proxy(YamlMap& map, ProxyOptions& out) {
  read_url(map, "proxy_url", out.url);
  map.read("no_proxy", out.no_proxy);
  map.read("proxy_from_environment", out.from_environment);
  if (out.from_environment && (!out.url.empty() || !out.no_proxy.empty())) {
    map.fail("proxy_from_environment", "goes neither with proxy_url nor with no_proxy");
  }
  if (const runtime::YamlNode* headers = map.node("proxy_connect_header")) {
    for (const runtime::YamlNode::Entry& entry : headers->entries) {
      for (const runtime::YamlNode& item : entry.value.items) {
        out.connect_headers.push_back({entry.key, {runtime::Secret(item.text), ""}});
      }
    }
    if (headers->kind != runtime::YamlNode::Kind::map || out.url.empty()) {
      map.fail("proxy_connect_header", "must be a map of names to lists, beside a proxy_url");
    }
  }
}

void check_header_name(YamlMap& header, const std::string& name) {
  const bool reserved = std::any_of(
      kReservedHeaders.begin(), kReservedHeaders.end(),
      [&](std::string_view known) { return runtime::equal_ignoring_case(known, name); });
  if (reserved) header.fail("", "setting this header is not allowed");
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_plain)) {
    header.fail("", "this is no header's name");
  }
}

void read_headers(YamlMap& map, HttpOptions& out) {
  map.read_named("http_headers", [&](const std::string& name, YamlMap& header) {
    check_header_name(header, name);
    std::vector<std::string> texts;
    header.read("values", texts);
    std::vector<std::string> secrets;
    header.read("secrets", secrets);
    texts.insert(texts.end(), secrets.begin(), secrets.end());
    for (std::string& text : texts) {
      out.headers.push_back({name, {runtime::Secret(std::move(text)), ""}});
    }
    std::vector<std::string> files;
    header.read("files", files);
    for (const std::string& file : files) {
      out.headers.push_back({name, {{}, runtime::path_beside(header.file(), file)}});
    }
  });
}

}  // namespace

void read_tls_options(YamlMap& map, std::string_view key, TlsClientOptions& out,
                      const Context& context) {
  map.read_map(key, [&](YamlMap& tls) {
    read_secret_text(tls, "ca", out.authority, context);
    read_secret_text(tls, "cert", out.certificate, context);
    read_secret_text(tls, "key", out.key, context);
    const auto stated = [&](const char* text, const char* file) {
      return tls.has(text) || tls.has(file);
    };
    if (stated("cert", "cert_file") != stated("key", "key_file")) {
      tls.fail("", "a certificate and its key go together: cert_file and key_file");
    }
    tls.read("server_name", out.server_name);
    tls.read("insecure_skip_verify", out.insecure_skip_verify);
    tls.read_choice("min_version", out.least, kTlsVersions);
    tls.read_choice("max_version", out.most, kTlsVersions);
    if (out.most != TlsVersion::any && out.most < out.least) {
      tls.fail("max_version", "must not be below min_version");
    }
  });
}

void read_http_options(YamlMap& map, HttpOptions& out, const Context& context) {
  read_basic(map, out, context);
  read_authorization(map, out, context);
  check_one_identity(map);
  read_tls_options(map, "tls_config", out.tls, context);
  read_proxy(map, out.proxy);
  read_headers(map, out);
  map.read("follow_redirects", out.follow_redirects);
  map.read("enable_http2", out.http2);
}

}  // namespace silicon::config
