#include "alerting/command/check_rules.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

constexpr const char* kGood = "groups: [{name: g, rules: [{record: a, expr: up}]}]\n";
constexpr const char* kTwice =
    "groups: [{name: g, rules: [{record: a, expr: up, labels: {x: y}}, "
    "{record: a, expr: up, labels: {x: y}}]}]\n";

class CheckRules : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    return directory_.write(name, text);
  }

  int check() { return check_rules(options_, in_, out_, err_); }

  testing::TemporaryDirectory directory_;
  CheckRulesOptions options_;
  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(CheckRules, CountsTheRulesOfAGoodFile) {
  const std::string file = write("r.yml", kGood);
  options_.files = {file};
  EXPECT_EQ(check(), 0);
  EXPECT_EQ(out_.str(), "Checking " + file + "\n  SUCCESS: 1 rules found\n\n");
  EXPECT_EQ(err_.str(), "");
}

TEST_F(CheckRules, ShowsEveryMistakeOfABadOneAndGoesOn) {
  const std::string bad =
      write("bad.yml", "groups: [{name: g, rules: [{record: a}]}, {name: g}]\n");
  const std::string good = write("good.yml", kGood);
  options_.files = {bad, good, directory_.path("none.yml")};
  EXPECT_EQ(check(), 1);
  EXPECT_NE(err_.str().find(bad + ":1:"), std::string::npos);
  EXPECT_NE(err_.str().find("field 'expr' must be set"), std::string::npos);
  EXPECT_NE(err_.str().find("is repeated"), std::string::npos);
  EXPECT_NE(err_.str().find("none.yml: No such file"), std::string::npos);
  EXPECT_NE(out_.str().find("SUCCESS: 1 rules found"), std::string::npos);
}

TEST_F(CheckRules, RemarksOnRepeatedRules) {
  options_.files = {write("r.yml", kTwice)};
  EXPECT_EQ(check(), 0);
  EXPECT_EQ(err_.str(),
            "  FAILED:\nlint error 1 duplicate rule(s) found.\nMetric: a\nLabel(s):\n\tx: y\n"
            "Might cause inconsistency while recording expressions\n");
  options_.lint_fatal = true;
  EXPECT_EQ(check(), 3);
  options_.lint = Lint::none;
  EXPECT_EQ(check(), 0);
}

TEST_F(CheckRules, ReadsStandardInputWithoutFiles) {
  in_.str(kGood);
  EXPECT_EQ(check(), 0);
  EXPECT_EQ(out_.str(), "Checking standard input\n  SUCCESS: 1 rules found\n\n");
}

TEST_F(CheckRules, IgnoresUnknownFieldsOnRequest) {
  options_.files = {write("r.yml", "owner: me\n" + std::string(kGood))};
  EXPECT_EQ(check(), 1);
  options_.ignore_unknown_fields = true;
  EXPECT_EQ(check(), 0);
}

}  // namespace
}  // namespace silicon::command
