#include "alerting/command/doctor/findings/needs.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

api::RuleReply alert(const std::string& name, const std::string& query) {
  return {"r.yml", "g", name, query, "alerting", "ok", ""};
}

std::vector<std::string> selectors(const std::vector<api::RuleReply>& rules) {
  std::vector<std::string> result;
  for (const Need& need : needs_of(rules)) result.push_back(need.selector);
  return result;
}

using Texts = std::vector<std::string>;

TEST(Needs, AreTheSelectorsOfRules) {
  const auto needs = needs_of({alert("A", "rate(x{job=\"n\", y!=\"z\"}[5m] offset 1h) > 2"),
                               alert("B", "x{job=\"n\", y!=\"z\"} > 3")});
  ASSERT_EQ(needs.size(), 1U);
  EXPECT_EQ(needs[0].selector, "x{job=\"n\",y!=\"z\"}");
  EXPECT_EQ(needs[0].metric, "x");
  EXPECT_EQ(needs[0].equals, (std::vector<core::Label>{{"job", "n"}}));
  EXPECT_EQ(needs[0].rules, (Texts{"A", "B"}));
}

TEST(Needs, KnowAMetricByItsNameLabelToo) {
  EXPECT_EQ(needs_of({alert("A", "{__name__=\"x\"} > 1")}).at(0).metric, "x");
  EXPECT_EQ(needs_of({alert("A", "{__name__=~\"x.*\"} > 1")}).at(0).metric, "");
}

TEST(Needs, LeaveOutWhatRulesRecordAndPrometheusWrites) {
  EXPECT_EQ(selectors({{"r.yml", "g", "a:b", "sum(raw)", "recording", "ok", ""},
                       alert("A", "a:b > 1"),
                       alert("B", "up == 0 and ALERTS"),
                       alert("C", "absent(gone)"),
                       alert("D", "broken >")}),
            (Texts{"raw"}));
}

Need need(const std::string& query) {
  return needs_of({alert("A", query)}).at(0);
}

TEST(JudgeLack, SuggestsWhatWasMeant) {
  const Finding finding =
      judge_lack(need("node_lod1 > 1"), {{"node_load1", "node_load15"}, "", {}});
  EXPECT_EQ(finding.severity, Severity::warning);
  EXPECT_EQ(finding.what, "A: there is no node_lod1");
  EXPECT_EQ(finding.fix, "did you mean node_load1?");
}

TEST(JudgeLack, SaysWhichLabelNoSeriesHas) {
  EXPECT_EQ(judge_lack(need("x{job=\"n\"} > 1"), {{"x"}, "job", {"node", "cadvisor"}}).fix,
            "there are: job = node, cadvisor");
  EXPECT_EQ(judge_lack(need("x{job=\"n\"} > 1"), {{"x"}, "job", {}}).fix,
            "no series of it has a label job");
  EXPECT_EQ(judge_lack(need("x{a=\"1\",b=\"2\"} > 1"), {{"x"}, "", {}}).fix,
            "there are series of that name, but not with these labels");
  EXPECT_EQ(judge_lack(need("x{a=\"0\"} > 1"), {{"x"}, "a", {"1", "2", "3", "4", "5", "6"}}).fix,
            "there are: a = 1, 2, 3, 4, 5...");
}

TEST(JudgeLack, AsksForWhatNobodyExposes) {
  EXPECT_EQ(judge_lack(need("something_else > 1"), {{"node_load1"}, "", {}}).fix,
            "scrape what exposes it, or leave the rule out where there is none");
}

}  // namespace
}  // namespace silicon::command
