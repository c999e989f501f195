// The lives of alerts through the whole engine in virtual time: what the cases of Prometheus's
// alert generator compliance suite cover (specification.md of github.com/prometheus/compliance),
// with rules and series of our own. Targets are scraped every 15 s, rules evaluated every 30 s, and
// Alertmanagers told again after a minute, as there.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "alerting/config/rules/read_rules.hpp"
#include "alerting/promql/check/check.hpp"
#include "tests/support/alerting/engine_world.hpp"

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

const core::Instant kStart(1'700'000'000s);

constexpr std::string_view kRules = R"(
groups:
- name: g
  interval: 30s
  rules:
  - alert: Long
    expr: load{case="long"} > 10
    for: 3m
    annotations: {summary: "{{ $value }} {{ .Value }}"}
  - {alert: Never, expr: 'load{case="long"} > 99', for: 3m}
  - alert: First
    expr: load{case="order"} > 10
    for: 1m
    labels: {foo: bar}
  - alert: Second
    expr: >-
      ALERTS{alertname="First", alertstate="firing", variant="one"}
      + ignoring(variant) ALERTS{alertname="First", alertstate="firing", variant="two"} == 2
    labels: {foo: baz}
    annotations: {summary: "was {{ $labels.alertname }} with {{ .Labels.foo }}"}
  - alert: AtOnce
    expr: load{case="short"} > 5
    annotations:
      numbers: >-
        {{ humanize 2097152 }} {{ humanize1024 2097152 }} {{ humanizeDuration 3725.5 }}
        {{ humanizePercentage 0.125 }} {{ humanizeTimestamp 1700000000 }}
      texts: >-
        {{ title "two words" }} {{ toUpper "up" }} {{ toLower "DOWN" }} {{ stripPort "[::1]:80" }}
        {{ parseDuration "1h1m" }} {{ if match "^[a-c]+$" "abc" }}{{ reReplaceAll "b." "-" "abc" }}{{ end }}
      query: >-
        {{ define "list" }}{{ .arg0 }}: {{ range sortByLabel "variant" .arg1 -}}
        {{ label "variant" . }}={{ value . }} {{ end }}{{ end -}}
        {{ template "list" (args "variants" (query "load{case='order'}")) }}
  - {alert: Small, expr: 'load{case="short"} > 5', for: 10s}
)";

std::string line(const char* labels, double value) {
  return "load{" + std::string(labels) + "} " + std::to_string(value) + "\n";
}

// What the target says at that second.
std::string page_at(core::Duration second) {
  const auto within = [&](core::Duration begin, core::Duration end) {
    return second >= begin && second < end;
  };
  std::string page = line("case=\"long\"", within(60s, 600s) || within(900s, 1000s) ? 20 : 1) +
                     line("case=\"order\",variant=\"one\"", within(60s, 600s) ? 20 : 1) +
                     line("case=\"short\"", within(120s, 600s) ? 9 : 1);
  if (second >= 300s) {
    page += line("case=\"order\",variant=\"two\"", within(300s, 600s) ? 20 : 1);
  }
  return page;
}

engine::Settings settings() {
  auto job = std::make_shared<scrape::Job>();
  job->name = "job";
  job->interval = 15s;
  job->timeout = 1s;
  engine::Settings result;
  result.jobs = {job};
  result.groups = config::read_rules(kRules, "rules.yml").value();
  result.has_alertmanagers = true;
  result.resend_delay = 1min;
  return result;
}

// Twenty minutes of it, looked at every second.
class AlertLives : public ::testing::Test {
 protected:
  AlertLives() : world_(settings(), kStart) {
    world_.answer = [](const std::string&, core::Instant now) { return page_at(now - kStart); };
    for (core::Duration second = 0s; second <= 20min; second += 1s) {
      world_.run_until(kStart + second);
      world_.step();
      for (const std::string& alert : alerts()) {
        auto& seen = seen_[alert];
        if (seen.empty() || seen.back().second < second - 1s) seen.emplace_back(second, second);
        seen.back().second = second;
      }
    }
  }

  // What ALERTS says now: "First one firing".
  Lines alerts() const {
    const auto query = promql::parse_query("ALERTS", {});
    const auto result = promql::Engine(*world_.store, {}).instant(**query, world_.now);
    Lines lines;
    for (const auto& sample : std::get<promql::InstantVector>(result->value)) {
      std::string words(sample.labels.get("alertname"));
      for (const char* name : {"variant", "alertstate"}) {
        if (const auto value = sample.labels.get(name); !value.empty()) {
          words += " " + std::string(value);
        }
      }
      lines.push_back(words);
    }
    return lines;
  }

  // When it was so: seconds from the start.
  using Spans = std::vector<std::pair<core::Duration, core::Duration>>;
  Spans seen(const std::string& alert) const {
    const auto found = seen_.find(alert);
    return found == seen_.end() ? Spans{} : found->second;
  }

  // When the last of them began to be so.
  core::Duration since(const std::string& alert) const {
    const Spans spans = seen(alert);
    return spans.empty() ? -1s : spans.back().first;
  }

  struct Told {
    std::vector<core::Duration> firing;  // when
    std::optional<core::Duration> resolved;
    alert::Notice last;
  };

  // What Alertmanagers were told, by name and variant.
  std::map<std::string, Told> told() const {
    std::map<std::string, Told> result;
    for (const testing::Delivered& one : world_.told) {
      std::string name(one.notice.labels.get("alertname"));
      name += one.notice.labels.get("variant");
      Told& told = result[name];
      if (!one.notice.resolved) {
        told.firing.push_back(one.time - kStart);
      } else if (!told.resolved) {
        told.resolved = one.time - kStart;
      }
      told.last = one.notice;
    }
    return result;
  }

  testing::EngineWorld world_;
  std::map<std::string, Spans> seen_;
};

// A scrape and an evaluation later than what the target says.
constexpr core::Duration kLate = 45s;

void expect_soon(core::Duration time, core::Duration after) {
  EXPECT_GE(time, after);
  EXPECT_LE(time, after + kLate);
}

TEST_F(AlertLives, ArePendingFireAndResolve) {
  const Spans pending = seen("Long pending");
  const Spans firing = seen("Long firing");
  ASSERT_EQ(pending.size(), 2U);
  ASSERT_EQ(firing.size(), 1U);
  expect_soon(pending[0].first, 60s);
  EXPECT_EQ(firing[0].first - pending[0].first, 3min);
  EXPECT_EQ(pending[0].second + 1s, firing[0].first);
  expect_soon(firing[0].second + 1s, 600s);
  // The second time it is over before it fires.
  expect_soon(pending[1].first, 900s);
  expect_soon(pending[1].second + 1s, 1000s);
}

TEST_F(AlertLives, NeverBeginBelowTheThreshold) {
  EXPECT_TRUE(seen("Never pending").empty());
  EXPECT_TRUE(seen("Never firing").empty());
}

TEST_F(AlertLives, FireAtOnceOrAtTheNextEvaluation) {
  EXPECT_TRUE(seen("AtOnce pending").empty());
  ASSERT_EQ(seen("AtOnce firing").size(), 1U);
  expect_soon(since("AtOnce firing"), 120s);
  EXPECT_EQ(since("Small pending"), since("AtOnce firing"));
  EXPECT_EQ(since("Small firing"), since("Small pending") + 30s);
}

TEST_F(AlertLives, JoinOthersOfTheirRuleAndAreSeenByTheRulesBehind) {
  expect_soon(since("First one pending"), 60s);
  EXPECT_EQ(since("First one firing"), since("First one pending") + 1min);
  expect_soon(since("First two pending"), 300s);
  EXPECT_EQ(since("First two firing"), since("First two pending") + 1min);
  // In order: the same evaluation that lets the one fire lets the other.
  EXPECT_EQ(since("Second firing"), since("First two firing"));
  EXPECT_EQ(seen("Second firing")[0].second, seen("First two firing")[0].second);
}

TEST_F(AlertLives, AreToldAgainEveryNinetySecondsAndOnceOver) {
  const auto all = told();
  Lines names;
  for (const auto& [name, one] : all) {
    names.push_back(name);
    for (std::size_t i = 1; i < one.firing.size(); ++i) {
      EXPECT_EQ(one.firing[i] - one.firing[i - 1], 90s) << name;
    }
    ASSERT_TRUE(one.resolved) << name;
    expect_soon(*one.resolved, 600s);
    EXPECT_TRUE(one.last.resolved) << name;
  }
  EXPECT_EQ(names, (Lines{"AtOnce", "Firstone", "Firsttwo", "Long", "Second", "Small"}));
  // Told when it began to fire, which was seen within a second.
  EXPECT_EQ(kStart + all.at("Long").firing.front(), all.at("Long").last.starts_at);
  EXPECT_LE(all.at("Long").firing.front(), since("Long firing"));
  EXPECT_GT(all.at("Long").firing.front(), since("Long firing") - 1s);
}

TEST_F(AlertLives, CarryTheirTexts) {
  std::map<std::string, alert::Annotations> first;
  for (const testing::Delivered& one : world_.told) {
    first.try_emplace(std::string(one.notice.labels.get("alertname")), one.notice.annotations);
  }
  EXPECT_EQ(first["Long"], (alert::Annotations{{"summary", "20 20"}}));
  EXPECT_EQ(first["Second"], (alert::Annotations{{"summary", "was First with bar"}}));
  EXPECT_EQ(
      first["AtOnce"],
      (alert::Annotations{{"numbers", "2.097M 2Mi 1h 2m 5s 12.5% 2023-11-14 22:13:20 +0000 UTC"},
                          {"query", "variants: one=20 "},
                          {"texts", "Two Words UP down ::1 3660 a-"}}));
}

}  // namespace
}  // namespace silicon::simulation
