#include "exporter/runtime/yaml/settings.hpp"

namespace silicon::runtime {
namespace {

const std::vector<std::pair<std::string, HttpCompression>> kCompressions{
    {"auto", HttpCompression::automatic},
    {"always", HttpCompression::always},
    {"never", HttpCompression::never}};

void read_authentication(YamlMap& web, const Environment& environment,
                         Authentication& authentication) {
  web.read_each("basic_auth_users", [&](YamlMap& map) {
    BasicUser user;
    map.require("username", user.name);
    if (map.read_secret("password", user.password, environment)) {
      authentication.users.push_back(std::move(user));
    } else if (!map.has("password") && !map.has("password_file")) {
      map.fail("", "needs password or password_file");
    }
  });
  web.read_each("bearer_tokens", [&](YamlMap& map) {
    Secret token;
    if (map.read_secret("token", token, environment)) {
      authentication.bearer_tokens.push_back(std::move(token));
    } else if (!map.has("token") && !map.has("token_file")) {
      map.fail("", "needs token or token_file");
    }
  });
}

}  // namespace

const std::vector<std::pair<std::string, LogLevel>> kLogLevels{{"debug", LogLevel::debug},
                                                               {"info", LogLevel::info},
                                                               {"warning", LogLevel::warning},
                                                               {"error", LogLevel::error}};
const std::vector<std::pair<std::string, LogFormat>> kLogFormats{{"text", LogFormat::text},
                                                                 {"json", LogFormat::json}};

void read_web_settings(YamlMap& web, const Environment& environment, HttpServerOptions& server,
                       bool& allow_unauthenticated) {
  web.read_with("listen_address", server.address, parse_listen_address);
  read_authentication(web, environment, server.authentication);
  web.read("allow_unauthenticated", allow_unauthenticated);
  web.read_choice("compression", server.compression, kCompressions);
  web.read("workers", server.workers, {1, 256});
  web.read_map("tls", [&](YamlMap& tls) {
    server.tls.emplace();
    tls.require("pem_file", server.tls->pem_file);
  });
}

void read_log_settings(YamlMap& log, LogOptions& options) {
  log.read_choice("level", options.level, kLogLevels);
  log.read_choice("format", options.format, kLogFormats);
}

}  // namespace silicon::runtime
