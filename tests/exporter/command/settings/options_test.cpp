#include "exporter/command/settings/options.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

std::string problem(const std::vector<std::string>& arguments) {
  const core::Result<Options> options = parse_options(arguments);
  return options ? "" : options.error().message();
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Options, WithoutArgumentsMeanRunWithDefaults) {
  const auto options = parse_options({});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->command, Command::run);
  EXPECT_FALSE(options->config_file);
  EXPECT_FALSE(options->live);
}

TEST(Options, NameTheCommand) {
  EXPECT_EQ(parse_options({"run"})->command, Command::run);
  EXPECT_EQ(parse_options({"once"})->command, Command::once);
  EXPECT_EQ(parse_options({"sources"})->command, Command::sources);
  EXPECT_EQ(parse_options({"--help"})->command, Command::help);
  EXPECT_EQ(parse_options({"-h"})->command, Command::help);
  EXPECT_EQ(parse_options({"--version"})->command, Command::version);
}

TEST(Options, CheckAConfigurationGivenAsWordOrAsFlag) {
  for (const auto& arguments :
       {std::vector<std::string>{"check", "config", "a.yml"},
        std::vector<std::string>{"check", "config", "--config.file", "a.yml"}}) {
    const auto options = parse_options(arguments);
    ASSERT_TRUE(options);
    EXPECT_EQ(options->command, Command::check_config);
    EXPECT_EQ(options->config_file, "a.yml");
  }
}

TEST(Options, TakeFlagsBeforeAndBehindTheCommand) {
  const auto options = parse_options({"--path.root=/host", "once", "--log.level", "debug",
                                      "--web.listen-address", "127.0.0.1:1", "--log.format=json"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->command, Command::once);
  EXPECT_EQ(options->root, "/host");
  EXPECT_EQ(options->log_level, "debug");
  EXPECT_EQ(options->listen_address, "127.0.0.1:1");
  EXPECT_EQ(options->log_format, "json");
}

TEST(Options, SplitNamesOfSourcesAtCommas) {
  const auto options = parse_options({"--only", "cpu,memory", "--without=disks,"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->only, (std::vector<std::string>{"cpu", "memory"}));
  EXPECT_EQ(options->without, (std::vector<std::string>{"disks"}));
}

TEST(Options, RefuseWhatTheyDoNotKnowAndPointToTheHelp) {
  EXPECT_TRUE(mentions(problem({"--nonsense"}), "--nonsense"));
  EXPECT_TRUE(mentions(problem({"--nonsense"}), "--help"));
  EXPECT_TRUE(mentions(problem({"serve"}), "unknown command 'serve'"));
  EXPECT_TRUE(mentions(problem({"once", "more"}), "'more'"));
  EXPECT_TRUE(mentions(problem({"check"}), "check config FILE"));
  EXPECT_TRUE(mentions(problem({"check", "config"}), "which file?"));
  EXPECT_TRUE(mentions(problem({"check", "config", "a", "b"}), "one file"));
  EXPECT_TRUE(mentions(problem({"--config.file"}), "config.file"));
}

TEST(Options, RefuseAbbreviatedAndRepeatedFlags) {
  EXPECT_NE(problem({"--log.lev", "debug"}), "");
  EXPECT_NE(problem({"--path.root", "/a", "--path.root", "/b"}), "");
}

TEST(HelpText, NamesEveryCommandFlagAndExitCode) {
  const std::string help = help_text();
  for (const char* part : {"once", "sources", "check config", "--config.file", "--path.root",
                           "--web.listen-address", "--only", "--without", "--live", "--log.level",
                           "--log.format", "127.0.0.1:9924", "Exit codes", "Examples"}) {
    EXPECT_TRUE(mentions(help, part)) << part;
  }
}

}  // namespace
}  // namespace silicon::command
