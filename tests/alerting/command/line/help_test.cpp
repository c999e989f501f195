#include "alerting/command/line/help.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

void expect_all(const std::string& help, const std::vector<std::string>& words) {
  for (const std::string& word : words) EXPECT_NE(help.find(word), std::string::npos) << word;
}

TEST(AlerterHelp, NamesEveryFlag) {
  expect_all(
      alerter_help({}),
      {"--config.file", "--web.listen-address", "--state.path", "--log.level", "--log.format",
       "--lint", "--lint-fatal", "--ignore-unknown-fields", "--run", "--junit", "--coverage",
       "--debug", "--diff", "--rule", "--limit", "--print", "--enable-feature"});
}

TEST(AlerterHelp, TeachesTheCommandsThatAsk) {
  const std::vector<std::string> whom{"--url",           "--config.file", "--username",
                                      "--password-file", "--token-file",  "--http.config.file"};
  for (const char* command : {"query", "doctor", "silence", "ack", "explain", "outbox"}) {
    const std::string help = alerter_help({command});
    expect_all(help, whom);
    expect_all(help, {"Usage:", "Exit codes: 0"});
  }
  expect_all(alerter_help({"query", "range"}),
             {"--time", "--start", "--end", "--step", "--format"});
  expect_all(alerter_help({"doctor"}), {"--offline", "--strict", "--enable-feature"});
  EXPECT_EQ(alerter_help({"run"}), alerter_help({}));
}

TEST(AlerterHelp, TeachesWhatRoutesAndNotifications) {
  expect_all(alerter_help({"silence", "add"}),
             {"--duration", "--start", "--end", "--comment", "--author", "--until-resolved",
              "--schedule", "--expired", "--quiet", "Examples:"});
  expect_all(alerter_help({"ack"}), {"--by", "--comment", "--for", "--withdraw", "Examples:"});
  expect_all(alerter_help({"routes"}),
             {"routes show", "routes test", "--verify.receivers", "route_tests", "Examples:"});
  expect_all(alerter_help({"outbox"}), {"outbox list", "outbox resend", "history --deliveries"});
  expect_all(alerter_help({"notify"}), {"--receiver", "--labels", "Exit codes: 0"});
  expect_all(alerter_help({}), {"silence", "ack", "explain", "routes", "outbox", "notify test",
                                "--deliveries", "--receiver"});
}

}  // namespace
}  // namespace silicon::command
