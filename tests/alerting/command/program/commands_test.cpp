#include "alerting/command/program/commands.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

class Commands : public ::testing::Test {
 protected:
  int run(const std::vector<std::string>& arguments) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    const int code = silicon_alerter(arguments, in, out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  testing::TemporaryDirectory directory_;
  std::string out_;
  std::string err_;
};

TEST_F(Commands, TeachThemselves) {
  EXPECT_EQ(run({"--help"}), 0);
  EXPECT_NE(out_.find("Exit codes"), std::string::npos);
  EXPECT_EQ(run({"version"}), 0);
  EXPECT_EQ(out_.find("silicon-alerter "), 0U);
  EXPECT_EQ(run({"dance"}), 2);
  EXPECT_EQ(err_, "silicon-alerter: unknown command 'dance'; see silicon-alerter --help\n");
}

TEST_F(Commands, CheckFiles) {
  const std::string rules =
      directory_.write("r.yml", "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up == 0\n");
  const std::string config = directory_.write("a.yml", "rule_files: [r.yml]\n");
  EXPECT_EQ(run({"check", "rules", rules}), 0) << err_;
  EXPECT_EQ(run({"check", "config", config}), 0) << err_;
  directory_.write("r.yml", "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up ==\n");
  EXPECT_EQ(run({"check", "rules", rules}), 1);
  EXPECT_EQ(run({"check", "config", config}), 1);
  EXPECT_EQ(run({"check", "config"}), 2);
  EXPECT_EQ(run({"check", "rules", "--lint", "x", rules}), 2);
}

TEST_F(Commands, TakeFeaturesOfTheLanguageThatTheyAreTold) {
  const std::string rules = directory_.write(
      "r.yml", "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: limitk(1, up)\n");
  const std::string config = directory_.write("a.yml", "rule_files: [r.yml]\n");
  const std::string test = directory_.write("t.yml", "rule_files: [r.yml]\ntests: []\n");
  const std::string feature = "--enable-feature=promql-experimental-functions";
  for (const auto& [what, file] : {std::pair("check", rules), std::pair("test", test)}) {
    EXPECT_EQ(run({what, "rules", file}), 1);
    EXPECT_NE((out_ + err_).find(feature), std::string::npos) << out_ << err_;
    EXPECT_EQ(run({what, "rules", feature, file}), 0) << out_ << err_;
  }
  EXPECT_EQ(run({"check", "config", config}), 1);
  EXPECT_EQ(run({"check", "config", feature, config}), 0) << out_ << err_;
  EXPECT_EQ(run({"check", "config", "--enable-feature=x", config}), 2);
  EXPECT_EQ(run({"history", "--config.file", config, "--state.path", directory_.path("none")}), 1);
  EXPECT_NE(err_.find("there is no state yet"), std::string::npos) << err_;
}

TEST_F(Commands, TestRules) {
  directory_.write("r.yml", "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up == 0\n");
  const std::string test = directory_.write("t.yml", R"(rule_files: [r.yml]
tests:
- interval: 1m
  input_series: [{series: up, values: "0 0"}]
  alert_rule_test: [{eval_time: 1m, alertname: A, exp_alerts: [{}]}]
)");
  EXPECT_EQ(run({"test", "rules", test}), 0) << out_ << err_;
  EXPECT_EQ(run({"test", "rules"}), 2);
}

TEST_F(Commands, RefuseToRunOnWhatIsWrong) {
  const std::string config = directory_.write("a.yml", "scrape_config: []\n");
  EXPECT_EQ(run({"run", "--config.file", config}), 1);
  EXPECT_NE(err_.find("a.yml:1:1"), std::string::npos) << err_;
  EXPECT_EQ(run({"run", "--log.level", "loud"}), 2);
  EXPECT_EQ(run({"run", "--web.listen-address", "nonsense"}), 2);
  EXPECT_EQ(run({"run", "--web.listen-address", "0.0.0.0:0"}), 1);
  EXPECT_NE(err_.find("authentication"), std::string::npos) << err_;
}

TEST_F(Commands, ShowHistoryOfTheStateOnly) {
  EXPECT_EQ(run({"history", "--state.path", directory_.path("no")}), 1);
  EXPECT_EQ(run({"history", "--limit", "x"}), 2);
}

}  // namespace
}  // namespace silicon::command
