#include "alerting/command/program/run.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

core::Result<config::Config> flagged(const std::vector<std::string>& flags) {
  std::vector<std::string> arguments{"run"};
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  return with_flags({}, parse_command_line(arguments).value());
}

TEST(WithFlags, LaysFlagsOverTheConfiguration) {
  const auto config = flagged({"--web.listen-address", "127.0.0.1:1234", "--state.path", "/x",
                               "--log.level", "debug", "--log.format", "json"});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->web.server.address, (runtime::ListenAddress{"127.0.0.1", 1234}));
  EXPECT_EQ(config->state.path, "/x");
  EXPECT_EQ(config->log.level, runtime::LogLevel::debug);
  EXPECT_EQ(config->log.format, runtime::LogFormat::json);
}

TEST(WithFlags, RefusesWhatItCannotRead) {
  EXPECT_EQ(flagged({"--log.level", "x"}).error().message(),
            "--log.level: debug, info, warning or error");
  EXPECT_EQ(flagged({"--log.format", "x"}).error().message(), "--log.format: text or json");
  EXPECT_FALSE(flagged({"--web.listen-address", "x"}));
  EXPECT_FALSE(flagged({"--web.listen-address", "0.0.0.0:1"}));  // without authentication
}

}  // namespace
}  // namespace silicon::command
