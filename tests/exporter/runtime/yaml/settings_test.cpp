#include "exporter/runtime/yaml/settings.hpp"

#include <gtest/gtest.h>

#include "exporter/runtime/yaml/parse.hpp"

namespace silicon::runtime {
namespace {

struct Read {
  HttpServerOptions server;
  bool allow_unauthenticated = false;
  LogOptions log;
  std::vector<std::string> errors;
};

Read read(std::string_view text) {
  const auto tree = parse_yaml(text, "a.yml");
  EXPECT_TRUE(tree);
  Read result;
  YamlErrors errors("a.yml");
  YamlMap root(*tree, errors);
  const Environment environment = [](const std::string& name) {
    return name == "TOKEN" ? std::optional<std::string>("s3cret") : std::nullopt;
  };
  root.read_map("web", [&](YamlMap& web) {
    read_web_settings(web, environment, result.server, result.allow_unauthenticated);
  });
  root.read_map("log", [&](YamlMap& log) { read_log_settings(log, result.log); });
  root.reject_unknown_keys();
  result.errors = errors.messages();
  return result;
}

TEST(WebSettings, AreReadWhole) {
  const Read result = read(R"(
web:
  listen_address: "[::1]:9100"
  basic_auth_users: [{ username: ann, password: "${TOKEN}" }]
  bearer_tokens: [{ token: abc }]
  allow_unauthenticated: true
  compression: always
  workers: 3
  tls: { pem_file: /etc/a.pem }
log: { level: warning, format: json }
)");
  EXPECT_EQ(result.errors, std::vector<std::string>());
  EXPECT_EQ(result.server.address, (ListenAddress{"::1", 9100}));
  EXPECT_TRUE(result.server.authentication.users.at(0).password.matches("s3cret"));
  EXPECT_TRUE(result.server.authentication.bearer_tokens.at(0).matches("abc"));
  EXPECT_TRUE(result.allow_unauthenticated);
  EXPECT_EQ(result.server.compression, HttpCompression::always);
  EXPECT_EQ(result.server.workers, 3);
  EXPECT_EQ(result.server.tls->pem_file, "/etc/a.pem");
  EXPECT_EQ(result.log.level, LogLevel::warning);
  EXPECT_EQ(result.log.format, LogFormat::json);
}

TEST(WebSettings, NeedASecretForEveryUserAndToken) {
  EXPECT_EQ(read("web: { basic_auth_users: [{ username: ann }], bearer_tokens: [{}] }").errors,
            (std::vector<std::string>{
                "a.yml:1:27: web.basic_auth_users[0]: needs password or password_file",
                "a.yml:1:63: web.bearer_tokens[0]: needs token or token_file"}));
}

TEST(LogSettings, RefuseOtherWords) {
  EXPECT_EQ(read("log: { level: loud }").errors.size(), 1U);
}

}  // namespace
}  // namespace silicon::runtime
