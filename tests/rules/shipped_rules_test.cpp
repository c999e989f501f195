// The rule files that come with the product: they pass their own unit tests, all of them are tried,
// and each alert says what somebody who is woken needs to know.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "alerting/command/test_rules.hpp"
#include "alerting/config/rules/read_rules.hpp"

namespace silicon {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(SILICON_SOURCE_DIR) / "rules";

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> files(bool tests) {
  std::vector<std::filesystem::path> result;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".yml") && name.ends_with("_test.yml") == tests) {
      result.push_back(entry.path());
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

std::vector<rules::Group> shipped_groups() {
  std::vector<rules::Group> groups;
  for (const auto& path : files(false)) {
    auto read = config::read_rules(content(path), path.filename().string());
    EXPECT_TRUE(read) << (read ? "" : read.error().message());
    if (read) std::move(read->begin(), read->end(), std::back_inserter(groups));
  }
  return groups;
}

std::vector<rules::Rule> shipped_alerts() {
  std::vector<rules::Rule> alerts;
  for (const rules::Group& group : shipped_groups()) {
    for (const rules::Rule& rule : group.rules) {
      if (rule.kind == rules::RuleKind::alerting) alerts.push_back(rule);
    }
  }
  return alerts;
}

std::string annotation(const rules::Rule& rule, std::string_view name) {
  for (const core::Label& label : rule.annotations) {
    if (label.name == name) return label.value;
  }
  return "";
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(c));
  return text;
}

TEST(ShippedRules, PassTheirTestsWhichTryAllOfThem) {
  command::TestRulesOptions options;
  for (const auto& path : files(true)) options.files.push_back(path.string());
  ASSERT_FALSE(options.files.empty());
  options.coverage = true;
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(command::test_rules(options, out, err), 0) << err.str();
  EXPECT_EQ(out.str().find("no test"), std::string::npos) << out.str();
}

TEST(ShippedRules, HaveATestBesideEachFile) {
  EXPECT_EQ(files(true).size(), files(false).size());
}

TEST(ShippedRules, SayHowBadItIsWhereAndWhatToDo) {
  const std::set<std::string_view> severities{"info", "warning", "critical", "emergency"};
  for (const rules::Rule& rule : shipped_alerts()) {
    EXPECT_EQ(severities.count(rule.labels.get("severity")), 1U) << rule.name;
    EXPECT_NE(rule.labels.get("component"), "") << rule.name;
    EXPECT_NE(annotation(rule, "summary"), "") << rule.name;
    EXPECT_NE(annotation(rule, "description"), "") << rule.name;
  }
}

TEST(ShippedRules, HaveARunbookThatExists) {
  const std::string runbook = content(kFolder / "README.md");
  for (const rules::Rule& rule : shipped_alerts()) {
    EXPECT_EQ(annotation(rule, "runbook_url"), "rules/README.md#" + lower(rule.name));
    EXPECT_NE(runbook.find("### " + rule.name + "\n"), std::string::npos) << rule.name;
  }
}

TEST(ShippedRules, HaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const rules::Rule& rule : shipped_alerts()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
  }
}

TEST(ShippedRules, WaitNoShorterThanTheyAreEvaluated) {
  for (const rules::Group& group : shipped_groups()) {
    for (const rules::Rule& rule : group.rules) {
      EXPECT_TRUE(rule.hold_for == core::Duration::zero() || rule.hold_for >= group.interval)
          << rule.name;
    }
  }
}

}  // namespace
}  // namespace silicon
