#include "alerting/command/doctor/trial.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/canned_api.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

class TrialTest : public ::testing::Test {
 protected:
  shell::Loaded load(const std::string& more = "") {
    directory_.write("r.yml", "groups:\n- name: g\n  rules:\n  - {alert: High, expr: load > 5}\n");
    const std::string file = directory_.write(
        "a.yml",
        "scrape_configs:\n- job_name: t\n  fallback_scrape_protocol: "
        "PrometheusText0.0.4\n  static_configs: [{targets: ['" +
            target_.url().substr(7) + "', '127.0.0.1:1']}]\nrule_files: [r.yml]\n" + more);
    auto loaded = shell::load(file, runtime::process_environment());
    EXPECT_TRUE(loaded) << loaded.error().message();
    return *std::move(loaded);
  }

  static std::string ask(Trial& trial, const std::string& path, const Form& form = {}) {
    return trial.ask(path, form).value().body;
  }

  testing::TemporaryDirectory directory_;
  testing::CannedApi target_;
  runtime::SystemClock clock_;
};

TEST_F(TrialTest, ScrapesEachTargetOnceAndEvaluatesTheRules) {
  target_.say("/metrics", 200, "load 9\n");
  Trial trial(load(), clock_);
  trial.run();
  EXPECT_EQ(target_.requests().size(), 1U);
  const std::string targets = ask(trial, "targets");
  EXPECT_NE(targets.find("\"health\":\"up\""), std::string::npos) << targets;
  EXPECT_NE(targets.find("Connection refused"), std::string::npos) << targets;
  EXPECT_NE(ask(trial, "query", {{"query", "load"}}).find("\"9\""), std::string::npos);
  EXPECT_NE(ask(trial, "alerts").find("\"High\""), std::string::npos);
  EXPECT_EQ(trial.ask("nonsense", {})->status, 404);
}

TEST_F(TrialTest, TellsNobodyAndKnowsWhomItWould) {
  target_.say("/metrics", 200, "load 9\n");
  Trial trial(load("alerting: {alertmanagers: [{static_configs: [{targets: ['m:9093']}]}]}\n"),
              clock_);
  trial.run();
  EXPECT_NE(ask(trial, "alertmanagers").find("http://m:9093/api/v2/alerts"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(directory_.path("data")));
}

TEST_F(TrialTest, EndsWithoutTargets) {
  const std::string file = directory_.write("e.yml", "scrape_configs: [{job_name: t}]\n");
  Trial trial(*shell::load(file, runtime::process_environment()), clock_);
  trial.run();
  EXPECT_NE(ask(trial, "scrape_pools").find("\"t\""), std::string::npos);
}

}  // namespace
}  // namespace silicon::command
