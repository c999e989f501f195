#include "alerting/command/doctor/doctor.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/alerting/canned_api.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

class DoctorTest : public ::testing::Test {
 protected:
  int run(std::vector<std::string> flags) {
    flags.insert(flags.begin(), "doctor");
    std::ostringstream out;
    std::ostringstream err;
    const int code = doctor(parse_command_line(flags).value(), runtime::process_environment(),
                            runtime::SystemClock(), out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  std::string config(const std::string& target, const std::string& rule) {
    directory_.write("r.yml",
                     "groups:\n- name: g\n  rules:\n  - {alert: High, expr: '" + rule + "'}\n");
    return directory_.write(
        "a.yml",
        "scrape_configs:\n- job_name: t\n  fallback_scrape_protocol: "
        "PrometheusText0.0.4\n  static_configs: [{targets: ['" +
            target + "']}]\nrule_files: [r.yml]\nweb: {listen_address: '127.0.0.1:1'}\n");
  }

  std::string host() const { return api_.url().substr(7); }
  bool says(const std::string& words) const { return out_.find(words) != std::string::npos; }

  testing::TemporaryDirectory directory_;
  testing::CannedApi api_;  // also a target
  std::string out_;
  std::string err_;
};

TEST_F(DoctorTest, FindsASetupSoundBeforeItIsStarted) {
  api_.say("/metrics", 200, "load 9\n");
  EXPECT_EQ(run({"--config.file", config(host(), "load > 5")}), 0) << out_;
  EXPECT_TRUE(says("does not run (http://127.0.0.1:1: Connection refused)")) << out_;
  EXPECT_TRUE(says("1 of 1 target answer")) << out_;
  EXPECT_TRUE(says("0 faults")) << out_;
  EXPECT_EQ(run({"--config.file", config(host(), "load > 5"), "--strict"}), 1);
}

TEST_F(DoctorTest, NamesWhatIsWrongWithItsFix) {
  api_.say("/metrics", 200, "load 9\n");
  EXPECT_EQ(run({"--config.file", config("127.0.0.1:1", "load > 5"), "--offline"}), 1);
  EXPECT_TRUE(says("t: http://127.0.0.1:1/metrics: Connection refused")) << out_;
  EXPECT_TRUE(says("fix: nothing listens there")) << out_;
  EXPECT_EQ(run({"--config.file", config(host(), "laod > 5"), "--offline"}), 0);
  EXPECT_TRUE(says("did you mean load?")) << out_;
}

TEST_F(DoctorTest, NamesMistakesOfTheConfiguration) {
  EXPECT_EQ(run({"--config.file", directory_.write("b.yml", "scrape_config: []\n")}), 1);
  EXPECT_TRUE(says("b.yml:1:1")) << out_;
  EXPECT_TRUE(says("check config")) << out_;
}

TEST_F(DoctorTest, AsksTheAlerterThatRuns) {
  api_.say("/-/healthy", 200, "");
  api_.say("/-/ready", 503, "");
  api_.say("/metrics", 200, "silicon_alerter_state_failures_total 3\n");
  api_.say_data("scrape_pools", R"({"scrapePools":[]})");
  api_.say_data("targets", R"({"activeTargets":[]})");
  api_.say_data("rules", R"({"groups":[]})");
  api_.say_data("query", R"({"resultType":"scalar","result":[1,"1"]})");
  api_.say_data("label/__name__/values", "[]");
  api_.say_data("alertmanagers", R"({"activeAlertmanagers":[{"url":")" + api_.url() +
                                     R"(/api/v2/alerts"},{"url":"http://127.0.0.1:1"}]})");
  EXPECT_EQ(run({"--url", api_.url()}), 1);
  for (const char* words :
       {"is not ready", "3 times the state could not be saved", "no job: nothing is watched",
        "the alerter's differs from this machine's", "http://127.0.0.1:1: Connection refused"}) {
    EXPECT_TRUE(says(words)) << words << "\n" << out_;
  }
}

TEST_F(DoctorTest, SaysWhenNobodyAnswers) {
  EXPECT_EQ(run({"--url", "http://127.0.0.1:1"}), 1);
  EXPECT_TRUE(says("start it: silicon-alerter run, or correct --url")) << out_;
  api_.say("/-/healthy", 401, "");
  EXPECT_EQ(run({"--url", api_.url()}), 1);
  EXPECT_TRUE(says("state who you are")) << out_;
}

TEST_F(DoctorTest, TellsWrongUsageApart) {
  EXPECT_EQ(run({"--username", "ann"}), 2);
  EXPECT_EQ(err_, "silicon-alerter: --username and --password-file go together\n");
}

}  // namespace
}  // namespace silicon::command
