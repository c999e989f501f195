#include "alerting/command/line/options.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

using Words = std::vector<std::string>;

std::string error_of(const Words& arguments) {
  const auto line = parse_command_line(arguments);
  EXPECT_FALSE(line);
  return line ? "" : line.error().message();
}

TEST(AlerterCommandLine, NamesACommandWithFlagsAndFilesInAnyOrder) {
  const auto line = parse_command_line(
      {"test", "rules", "a.yml", "--run", "x", "--coverage", "b.yml", "--run=y"});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->command, AlerterCommand::test_rules);
  EXPECT_EQ(line->words, (Words{"a.yml", "b.yml"}));
  EXPECT_EQ(line->values("run"), (Words{"x", "y"}));
  EXPECT_EQ(line->value("run"), "y");
  EXPECT_TRUE(line->has("coverage"));
  EXPECT_FALSE(line->has("junit"));
  EXPECT_EQ(line->value("junit"), std::nullopt);
}

TEST(AlerterCommandLine, KnowsEveryCommand) {
  EXPECT_EQ(parse_command_line({"run", "--config.file", "a.yml"})->command, AlerterCommand::run);
  EXPECT_EQ(parse_command_line({"check", "config", "a.yml"})->command,
            AlerterCommand::check_config);
  EXPECT_EQ(parse_command_line({"check", "rules"})->command, AlerterCommand::check_rules);
  EXPECT_EQ(parse_command_line({"history", "--limit=5"})->command, AlerterCommand::history);
  EXPECT_EQ(parse_command_line({"query", "instant", "up"})->command, AlerterCommand::query_instant);
  EXPECT_EQ(parse_command_line({"query", "range", "up"})->command, AlerterCommand::query_range);
  EXPECT_EQ(parse_command_line({"doctor", "--offline"})->command, AlerterCommand::doctor);
  EXPECT_EQ(parse_command_line({"silence", "add", "x"})->command, AlerterCommand::silence_add);
  EXPECT_EQ(parse_command_line({"silence", "list"})->command, AlerterCommand::silence_list);
  EXPECT_EQ(parse_command_line({"silence", "expire"})->command, AlerterCommand::silence_expire);
  EXPECT_EQ(parse_command_line({"ack", "x", "--withdraw"})->command, AlerterCommand::acknowledge);
  EXPECT_EQ(parse_command_line({"explain", "x"})->command, AlerterCommand::explain);
  EXPECT_EQ(parse_command_line({"routes", "show"})->command, AlerterCommand::routes_show);
  EXPECT_EQ(parse_command_line({"routes", "test", "a=b"})->command, AlerterCommand::routes_test);
  EXPECT_EQ(parse_command_line({"outbox", "list"})->command, AlerterCommand::outbox_list);
  EXPECT_EQ(parse_command_line({"outbox", "resend"})->command, AlerterCommand::outbox_resend);
  EXPECT_EQ(parse_command_line({"notify", "test"})->command, AlerterCommand::notify_test);
  EXPECT_EQ(parse_command_line({"run", "--help"})->command, AlerterCommand::help);
  EXPECT_EQ(parse_command_line({"--version"})->command, AlerterCommand::version);
}

TEST(AlerterCommandLine, NamesTheServerOfThoseThatAskOne) {
  for (const char* flag : {"--url", "--config.file", "--username", "--token-file"}) {
    EXPECT_TRUE(parse_command_line({"ack", "x", flag, "y"}).ok()) << flag;
    EXPECT_TRUE(parse_command_line({"query", "instant", "x", flag, "y"}).ok()) << flag;
  }
  EXPECT_EQ(error_of({"routes", "show", "--url", "x"}),
            "unknown flag --url; see silicon-alerter --help");
}

TEST(AlerterCommandLine, SaysWhatIsWrong) {
  EXPECT_EQ(error_of({}), "which command?; see silicon-alerter --help");
  EXPECT_EQ(error_of({"dance"}), "unknown command 'dance'; see silicon-alerter --help");
  EXPECT_EQ(error_of({"check"}), "check what? check config|rules; see silicon-alerter --help");
  EXPECT_EQ(error_of({"test", "alerts"}), "test what? test rules; see silicon-alerter --help");
  EXPECT_EQ(error_of({"run", "--colour"}), "unknown flag --colour; see silicon-alerter --help");
  EXPECT_EQ(error_of({"run", "--config.file"}),
            "--config.file: which?; see silicon-alerter --help");
  EXPECT_EQ(error_of({"test", "rules", "--coverage=yes"}),
            "--coverage takes no value; see silicon-alerter --help");
  EXPECT_EQ(error_of({"run", "a.yml"}),
            "run takes no argument 'a.yml'; see silicon-alerter --help");
}

TEST(AlerterCommandLine, AsksForHelpWithACommand) {
  EXPECT_EQ(parse_command_line({"query", "range", "--help"})->words, (Words{"query", "range"}));
  EXPECT_EQ(parse_command_line({"help", "doctor"})->words, (Words{"doctor"}));
}

}  // namespace
}  // namespace silicon::command
