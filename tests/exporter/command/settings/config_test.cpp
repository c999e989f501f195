#include "exporter/command/settings/config.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

const std::vector<std::string> kNames{"cpu", "disks", "filesystems", "containers"};

core::Result<Config> parse(std::string_view text) {
  return parse_config(text, "exporter.yml", kNames,
                      [](const std::string& name) -> std::optional<std::string> {
                        if (name == "SECRET") return "s3cret";
                        return std::nullopt;
                      });
}

std::string problem(std::string_view text) {
  const core::Result<Config> config = parse(text);
  return config ? "" : config.error().message();
}

core::Result<Config> with(const Options& options, Config config = default_config()) {
  return with_options(std::move(config), options, kNames);
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Config, ByDefaultServesThisMachineOnlyWithEverythingOn) {
  const auto config = parse("");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->web.address, (runtime::ListenAddress{"127.0.0.1", 9924}));
  EXPECT_FALSE(config->web.authentication.enabled());
  EXPECT_EQ(config->root, "/");
  EXPECT_TRUE(config->sources.empty());
}

TEST(Config, ReadsEveryKey) {
  const auto config = parse(R"(
web:
  listen_address: 0.0.0.0:9100
  basic_auth_users:
    - { username: prometheus, password: "${SECRET}" }
  bearer_tokens: [{ token: abc }]
  compression: never
  workers: 4
  allow_unauthenticated: true
log: { level: debug, format: json }
path: { root: /host }
sources:
  disks: { interval: 10s, budget: 2s }
  cpu: { enabled: false }
  filesystems: { network: true }
  containers: { stopped: 7, stopped_for: 1h }
)");
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->web.address, (runtime::ListenAddress{"0.0.0.0", 9100}));
  ASSERT_EQ(config->web.authentication.users.size(), 1U);
  EXPECT_EQ(config->web.authentication.users[0].name, "prometheus");
  EXPECT_TRUE(config->web.authentication.users[0].password.matches("s3cret"));
  EXPECT_TRUE(config->web.authentication.bearer_tokens.at(0).matches("abc"));
  EXPECT_EQ(config->web.compression, runtime::HttpCompression::never);
  EXPECT_EQ(config->web.workers, 4);
  EXPECT_TRUE(config->allow_unauthenticated);
  EXPECT_EQ(config->log.level, runtime::LogLevel::debug);
  EXPECT_EQ(config->log.format, runtime::LogFormat::json);
  EXPECT_EQ(config->root, "/host");
  EXPECT_EQ(config->sources.at("disks").interval, 10s);
  EXPECT_EQ(config->sources.at("disks").budget, 2s);
  EXPECT_FALSE(config->sources.at("cpu").enabled);
  EXPECT_TRUE(config->network_filesystems);
  EXPECT_EQ(config->stopped_containers.most, 7U);
  EXPECT_EQ(config->stopped_containers.longest, 1h);
}

TEST(Config, RefusesUnknownKeysWithTheirPlaceAndAHint) {
  const std::string error = problem("web:\n  listen_adress: 127.0.0.1:1\n");
  EXPECT_TRUE(mentions(error, "exporter.yml:2:3")) << error;
  EXPECT_TRUE(mentions(error, "listen_address")) << error;
  EXPECT_TRUE(mentions(problem("sources:\n  cpus: {}\n"), "exporter.yml:2:3"));
  EXPECT_TRUE(mentions(problem("sources:\n  cpu: { network: true }\n"), "network"));
}

TEST(Config, ReportsEveryMistakeAtOnce) {
  const std::string error = problem("web: { workers: many }\nlog: { level: loud }\n");
  EXPECT_TRUE(mentions(error, "exporter.yml:1:"));
  EXPECT_TRUE(mentions(error, "exporter.yml:2:"));
}

TEST(Config, RefusesValuesOutOfReason) {
  EXPECT_NE(problem("sources: { cpu: { interval: 1ms } }"), "");
  EXPECT_NE(problem("sources: { cpu: { interval: 2h } }"), "");
  EXPECT_NE(problem("sources: { cpu: { interval: 0s } }"), "");
  EXPECT_NE(problem("web: { workers: 0 }"), "");
  EXPECT_NE(problem("sources: { containers: { stopped: -1 } }"), "");
  EXPECT_NE(problem("sources: { containers: { stopped_for: 2000d } }"), "");
  EXPECT_NE(problem("sources: { cpu: { stopped: 1 } }"), "");
  EXPECT_NE(problem("web: { listen_address: nowhere }"), "");
  EXPECT_NE(problem("web: { compression: zstd }"), "");
  EXPECT_NE(problem("web: { tls: {} }"), "");
  EXPECT_NE(problem("- a list"), "");
  EXPECT_NE(problem("web: ["), "");
}

TEST(Config, NeedsAPasswordForEveryUserAndNeverShowsIt) {
  EXPECT_TRUE(mentions(problem("web: { basic_auth_users: [{ username: a }] }"), "password"));
  EXPECT_TRUE(mentions(problem("web: { basic_auth_users: [{ username: a, password: '${NONE}' }] }"),
                       "NONE"));
  const std::string error =
      problem("web: { basic_auth_users: [{ username: a, password: hunter2, pasword: hunter2 }] }");
  EXPECT_NE(error, "");
  EXPECT_FALSE(mentions(error, "hunter2")) << error;
}

TEST(ConfigWithOptions, LetsTheCommandLineGoFirst) {
  Config config = *parse("web: { listen_address: 127.0.0.1:1 }\nlog: { level: error }\n");
  Options options;
  options.listen_address = "127.0.0.1:2";
  options.root = "/host";
  options.log_level = "debug";
  const auto result = with(options, std::move(config));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->web.address.port, 2);
  EXPECT_EQ(result->root, "/host");
  EXPECT_EQ(result->log.level, runtime::LogLevel::debug);
}

TEST(ConfigWithOptions, SelectsSources) {
  Options options;
  options.only = {"cpu", "disks"};
  options.without = {"disks"};
  const auto result = with(options);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->sources.at("cpu").enabled);
  EXPECT_FALSE(result->sources.at("disks").enabled);
  EXPECT_FALSE(result->sources.at("filesystems").enabled);
}

TEST(ConfigWithOptions, RefusesUnknownSourcesWithAHint) {
  Options options;
  options.only = {"disk"};
  const auto result = with(options);
  ASSERT_FALSE(result);
  EXPECT_TRUE(mentions(result.error().message(), "did you mean 'disks'"));
}

TEST(ConfigWithOptions, RefusesUnknownWords) {
  Options level;
  level.log_level = "loud";
  EXPECT_TRUE(mentions(with(level).error().message(), "--log.level: 'loud' is none of debug"));
  Options format;
  format.log_format = "xml";
  EXPECT_FALSE(with(format));
  Options address;
  address.listen_address = "9924";
  EXPECT_TRUE(mentions(with(address).error().message(), "--web.listen-address"));
}

TEST(ConfigWithOptions, TakesARecordingForTheMachine) {
  Options options;
  options.source = "recording:mac.ndjson,loop";
  ASSERT_TRUE(with(options));
  EXPECT_EQ(with(options)->recording, "mac.ndjson,loop");
  for (const char* wrong : {"recording:", "mac.ndjson", ""}) {
    options.source = wrong;
    EXPECT_TRUE(mentions(with(options).error().message(), "is not recording:FILE")) << wrong;
  }
}

}  // namespace
}  // namespace silicon::command
