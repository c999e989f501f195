#include "alerting/command/doctor/findings/judge.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

std::string fix_for(const std::string& error) {
  return judge_targets({"j"}, {{"j", "http://a", "down", error}}).at(0).fix;
}

bool has(const Finding& finding, const std::string& words) {
  return (finding.what + finding.fix).find(words) != std::string::npos;
}

TEST(JudgeTargets, CallsForEachSilentOne) {
  const Findings findings =
      judge_targets({"node", "empty"}, {{"node", "http://a", "up", ""},
                                        {"node", "http://b", "down", "Connection refused"},
                                        {"node", "http://c", "unknown", ""}});
  ASSERT_EQ(findings.size(), 4U);
  EXPECT_EQ(findings[0].severity, Severity::fault);
  EXPECT_EQ(findings[0].what, "node: http://b: Connection refused");
  EXPECT_EQ(findings[1].severity, Severity::warning);
  EXPECT_EQ(findings[2].what, "empty: has no targets");
  EXPECT_EQ(findings[3].what, "1 of 3 targets answer");
}

TEST(JudgeTargets, KnowsAFixForEachKindOfFailure) {
  const std::string unknown = fix_for("something odd");
  for (const char* error :
       {"Connection refused", "the host's name is not known", "no whole answer within 10s",
        "server returned HTTP status 401 Unauthorized", "server returned HTTP status 404 Not Found",
        "received unsupported Content-Type \"text/html\"", "body size limit exceeded: more",
        "sample limit exceeded", "TLS: certificate has expired", "line 3: no value",
        "context deadline exceeded", "dial tcp: lookup x: no such host", "No route to host",
        "Network is unreachable"}) {
    EXPECT_NE(fix_for(error), unknown) << error;
  }
  EXPECT_NE(fix_for("HTTP status 401").find("authorization"), std::string::npos);
}

TEST(JudgeTargets, CallsForJobsWhereThereAreNone) {
  EXPECT_EQ(judge_targets({}, {}).at(0).severity, Severity::fault);
}

TEST(JudgeRules, CallsForThoseThatFail) {
  const Findings findings =
      judge_rules({{"r.yml", "g", "A", "x", "alerting", "err", "many-to-many"},
                   {"r.yml", "g", "B", "x", "recording", "ok", ""}});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].severity, Severity::fault);
  EXPECT_EQ(findings[0].what, "r.yml: g: A: many-to-many");
  EXPECT_EQ(findings[1].what, "2 rules, 1 of them alerting");
}

TEST(JudgeRules, WarnsWhereNothingCanFire) {
  EXPECT_EQ(judge_rules({}).at(0).severity, Severity::warning);
}

api::QueryReply reply_with(core::Labels labels, double value) {
  api::QueryReply reply;
  reply.series.push_back({std::move(labels), {{{}, value}}, {}});
  return reply;
}

TEST(JudgeSources, NamesThoseThatAreDown) {
  const Findings findings = judge_sources(reply_with({{"instance", "a:1"}, {"source", "gpu"}}, 0));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].severity, Severity::warning);
  EXPECT_EQ(findings[0].what, "a:1: gives nothing from its source \"gpu\"");
  EXPECT_TRUE(judge_sources({}).empty());
}

TEST(JudgeClocks, ComparesThem) {
  const Findings ahead = judge_exporter_clocks(reply_with({{"instance", "a:1"}}, 7.25));
  EXPECT_EQ(ahead.at(0).what, "a:1: its clock differs from the alerter's by 7.2 s");
  const core::Instant now{1'000'000s};
  EXPECT_EQ(judge_server_clock(now + 1s, now).severity, Severity::fine);
  EXPECT_EQ(judge_server_clock(now + 60s, now).severity, Severity::fault);
  EXPECT_EQ(judge_server_clock(now - 60s, now).what,
            "the alerter's differs from this machine's by 60 s");
  EXPECT_EQ(judge_machine_clock(true).severity, Severity::fine);
  EXPECT_EQ(judge_machine_clock(false).severity, Severity::warning);
  EXPECT_EQ(judge_machine_clock(std::nullopt).severity, Severity::fine);
}

TEST(JudgeDisk, CallsForRoomAndRights) {
  constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
  EXPECT_EQ(judge_disk({"/d", "", 500 * kMiB, 1000 * kMiB, ""}).at(0).what, "/d: 500 MiB free");
  EXPECT_EQ(judge_disk({"/d", "", 3 * kMiB, 1000 * kMiB, ""}).at(0).what, "/d: 3 MiB left");
  EXPECT_EQ(judge_disk({"/d", "Permission denied", 500 * kMiB, 1000 * kMiB, ""}).at(0).what,
            "/d: Permission denied");
  EXPECT_EQ(judge_disk({"/d", "", 0, 0, "/d/state.db: damaged"}).at(0).severity, Severity::fault);
}

TEST(JudgeAlertmanager, TakesAnyAnswerButAFault) {
  EXPECT_EQ(judge_alertmanager("http://m", 200, "").severity, Severity::fine);
  EXPECT_EQ(judge_alertmanager("http://m", 401, "").severity, Severity::fine);
  EXPECT_EQ(judge_alertmanager("http://m", 502, "").severity, Severity::fault);
  EXPECT_TRUE(has(judge_alertmanager("http://m", 0, "Connection refused"), "refused"));
}

TEST(JudgeOwnMetrics, WarnsOfWhatHasFailed) {
  const Findings findings = judge_own_metrics(
      "prometheus_notifications_errors_total{alertmanager=\"a\"} 2\n"
      "prometheus_notifications_errors_total{alertmanager=\"b\"} 1\n"
      "broken line {\n"
      "silicon_alerter_state_failures_total 0\n");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].what, "3 posts to Alertmanager that failed");
}

}  // namespace
}  // namespace silicon::command
