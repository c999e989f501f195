#include "alerting/shell/run/load.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

class Load : public ::testing::Test {
 protected:
  core::Result<Loaded> load(std::string_view config) {
    return shell::load(directory_.write("a.yml", config),
                       [](const std::string&) { return std::nullopt; });
  }
  void rule_file(std::string_view name, std::string_view expression) {
    directory_.write(name, "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: " +
                               std::string(expression) + "\n");
  }

  testing::TemporaryDirectory directory_;
};

TEST_F(Load, ReadsTheRuleFilesThatPatternsNameOnce) {
  rule_file("one.yml", "up == 0");
  rule_file("two.yml", "up == 0");
  const auto loaded = load(
      "rule_files: [\"one.yml\", \"*o*.yml\", \"none*.yml\"]\nglobal: {evaluation_interval: 7s}\n");
  ASSERT_TRUE(loaded) << loaded.error().message();
  ASSERT_EQ(loaded->groups.size(), 2U);
  EXPECT_EQ(loaded->groups[0].file, directory_.path("one.yml"));
  EXPECT_EQ(loaded->groups[1].file, directory_.path("two.yml"));
  EXPECT_EQ(loaded->groups[0].interval, std::chrono::seconds(7));
}

TEST_F(Load, ReportsEveryMistakeOfAllFiles) {
  rule_file("one.yml", "up ==");
  rule_file("two.yml", "sum(");
  const auto loaded = load("rule_files: [one.yml, two.yml, missing.yml]\n");
  ASSERT_FALSE(loaded);
  for (const char* file : {"one.yml:", "two.yml:", "missing.yml:"}) {
    EXPECT_NE(loaded.error().message().find(directory_.path(file)), std::string::npos) << file;
  }
}

TEST_F(Load, TakesWhatTheLanguageMayHave) {
  rule_file("one.yml", "limitk(1, up)");
  EXPECT_FALSE(load("rule_files: [one.yml]\n"));
  promql::Options language;
  language.experimental_functions = true;
  const auto loaded = shell::load(directory_.path("a.yml"), {}, language);
  ASSERT_TRUE(loaded) << loaded.error().message();
  EXPECT_TRUE(loaded->config->evaluation.language.experimental_functions);
}

TEST_F(Load, SaysWhenTheConfigurationIsWrongOrMissing) {
  EXPECT_FALSE(load("rule_file: []\n"));
  EXPECT_FALSE(shell::load(directory_.path("missing"), {}));
}

TEST_F(Load, WithoutAFileHasTheDefaults) {
  const auto loaded = shell::load("", {});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->config->web.server.address, (runtime::ListenAddress{"127.0.0.1", 9925}));
  EXPECT_TRUE(loaded->groups.empty());
}

TEST_F(Load, RefusesToServeOthersWithoutAuthentication) {
  EXPECT_FALSE(load("web: {listen_address: \"0.0.0.0:9925\"}\n"));
}

}  // namespace
}  // namespace silicon::shell
