#include "alerting/command/check_config.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

class CheckConfigTest : public ::testing::Test {
 protected:
  // The exit code for this configuration; what was printed is in out_ and err_.
  int check(std::string_view text, bool print = false) {
    CheckConfigOptions options;
    options.file = directory_.write("a.yml", text);
    options.print = print;
    return run(options);
  }

  int run(const CheckConfigOptions& options) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = check_config(
        options, [](const std::string&) { return std::optional<std::string>(); }, out, err);
    out_ = without_directory(out.str());
    err_ = without_directory(err.str());
    return code;
  }

  std::string without_directory(std::string text) const {
    const std::string root = directory_.root().string() + "/";
    for (std::size_t at = text.find(root); at != std::string::npos; at = text.find(root)) {
      text.erase(at, root.size());
    }
    return text;
  }

  testing::TemporaryDirectory directory_;
  std::string out_;
  std::string err_;
};

TEST_F(CheckConfigTest, SaysWhatItFound) {
  directory_.write("r.yml",
                   "groups:\n- name: g\n  rules:\n  - record: a\n    expr: up\n"
                   "  - alert: B\n    expr: up == 0\n");
  directory_.write("t.json", R"([{"targets": ["a:1", "b:1"]}])");
  EXPECT_EQ(check("rule_files: [r.yml]\n"
                  "scrape_configs:\n"
                  "- job_name: j\n"
                  "  file_sd_configs: [{ files: ['*.json'] }]\n"
                  "- job_name: k\n"
                  "alerting: { alertmanagers: [{}] }\n"),
            0);
  EXPECT_EQ(out_,
            "Checking a.yml\n"
            "  SUCCESS: 2 jobs, 1 set of Alertmanagers, 0 webhooks\n"
            "Checking t.json\n"
            "  SUCCESS: 2 targets\n"
            "Checking r.yml\n"
            "  SUCCESS: 2 rules\n");
  EXPECT_EQ(err_, "");
}

TEST_F(CheckConfigTest, SaysWhoIsToldAndHow) {
  EXPECT_EQ(check("route:\n"
                  "  receiver: a\n"
                  "  routes: [{ receiver: b, routes: [{ receiver: a }] }, { receiver: a }]\n"
                  "receivers: [{ name: a }, { name: b }]\n"
                  "inhibit_rules: [{ source_matchers: [a=b], target_matchers: [c=d] }]\n"
                  "time_intervals: [{ name: n, time_intervals: [{ weekdays: [monday] }] }]\n"),
            0);
  EXPECT_EQ(out_,
            "Checking a.yml\n"
            "  SUCCESS: 0 jobs, 0 sets of Alertmanagers, 0 webhooks\n"
            "  SUCCESS: 4 routes, 2 receivers, 1 inhibit rule, 1 time interval\n");
}

TEST_F(CheckConfigTest, NamesEveryMistake) {
  EXPECT_EQ(check("scrape_configs: [{}]\nglobl: {}\n"), 1);
  EXPECT_EQ(err_,
            "  FAILED:\n"
            "    a.yml:1:18: scrape_configs[0]: \"job_name\" is missing\n"
            "    a.yml:2:1: unknown key \"globl\"; did you mean \"global\"?\n");
}

TEST_F(CheckConfigTest, FindsMistakesInAllFilesThatAreNamed) {
  directory_.write("r1.yml", "groups: [{ name: g, rules: [{ record: a, expr: 'up(' }] }]\n");
  directory_.write("r2.yml", "groups: []\n");
  directory_.write("t.json", "{}");
  EXPECT_EQ(check("rule_files: [r1.yml, r2.yml, missing.yml, none*.yml]\n"
                  "scrape_configs:\n"
                  "- job_name: j\n"
                  "  file_sd_configs: [{ files: [t.json, later.json] }]\n"),
            1);
  EXPECT_NE(out_.find("Checking r2.yml\n  SUCCESS: 0 rules\n"), std::string::npos) << out_;
  EXPECT_NE(err_.find("    r1.yml:1:"), std::string::npos) << err_;
  EXPECT_NE(err_.find("    t.json: must be a list of maps"), std::string::npos) << err_;
  EXPECT_NE(err_.find("    rule_files: there is no file missing.yml\n"), std::string::npos) << err_;
  EXPECT_NE(err_.find("  WARNING: rule_files: nothing fits none*.yml\n"), std::string::npos)
      << err_;
  EXPECT_NE(err_.find("  WARNING: job \"j\": there is no file later.json yet\n"), std::string::npos)
      << err_;
}

TEST_F(CheckConfigTest, WarnsOfWhatIsIgnored) {
  EXPECT_EQ(check("remote_write: []\n"), 0);
  EXPECT_NE(err_.find("  WARNING: a.yml:1:15: remote_write: is ignored: "), std::string::npos);
}

// promtool refuses those, too.
TEST_F(CheckConfigTest, RefusesTargetsThatRelabellingMakesImpossible) {
  EXPECT_EQ(check("scrape_configs:\n"
                  "- job_name: j\n"
                  "  static_configs: [{ targets: [a:1, 'b c'] }]\n"),
            1);
  EXPECT_NE(err_.find("    job \"j\": target b c: \"b c\" is not a valid hostname\n"),
            std::string::npos)
      << err_;
}

TEST_F(CheckConfigTest, PrintsWithoutSecrets) {
  EXPECT_EQ(check("scrape_configs: [{ job_name: j, bearer_token: hush }]", true), 0);
  EXPECT_TRUE(
      out_.ends_with("\nscrape_configs:\n  -\n    job_name: j\n    bearer_token: <secret>\n"))
      << out_;
}

TEST_F(CheckConfigTest, NamesAFileThatIsNotThere) {
  CheckConfigOptions options;
  options.file = directory_.path("none.yml");
  EXPECT_EQ(run(options), 1);
  EXPECT_EQ(err_, "  FAILED:\n    none.yml: No such file or directory\n");
}

}  // namespace
}  // namespace silicon::command
