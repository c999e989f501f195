// What rules cost: reading 10,000 of them from text (budget: one second), and evaluating 1,000
// alerting rules of which none, or all, have an alert.
//
//   ninja bench.rules && build/release/tests/bench/bench.rules
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

#include "alerting/config/rules/read_rules.hpp"
#include "alerting/promql/notation/series_notation.hpp"
#include "alerting/rules/evaluate.hpp"

namespace silicon {
namespace {

// Of CPU time: the machine may be busy with other things.
template <class Work>
double milliseconds(Work work) {
  const std::clock_t begun = std::clock();
  work();
  return 1000.0 * static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

std::string rule_text(int number) {
  const std::string n = std::to_string(number);
  return "  - alert: Alert" + n +
         "\n"
         "    expr: |\n"
         "      sum by (job, instance) (rate(requests_total{code=~\"5..\", shard=\"" +
         n +
         "\"}[5m]))\n"
         "        / sum by (job, instance) (rate(requests_total{shard=\"" +
         n +
         "\"}[5m])) > 0.05\n"
         "    for: 5m\n"
         "    labels: {severity: page, team: team" +
         n +
         "}\n"
         "    annotations:\n"
         "      summary: \"{{ $labels.instance }}: {{ $value | humanizePercentage }} of requests "
         "fail\"\n"
         "      description: \"Requests of shard " +
         n + " fail on {{ $labels.instance }} of {{ $labels.job }}.\"\n";
}

std::string file_text(int rules) {
  std::string text = "groups:\n";
  for (int i = 0; i < rules; ++i) {
    if (i % 100 == 0) text += "- name: group" + std::to_string(i / 100) + "\n  rules:\n";
    text += rule_text(i);
  }
  return text;
}

void read_many() {
  const std::string text = file_text(10'000);
  std::size_t groups = 0;
  const double took = milliseconds([&] {
    const auto read = config::read_rules(text, "rules.yml");
    if (read) groups = read->size();
  });
  std::printf("read 10,000 rules (%zu KiB, %zu groups): %.0f ms, budget 1000 ms: %s\n",
              text.size() / 1024, groups, took, took <= 1000 && groups == 100 ? "met" : "MISSED");
}

void evaluate_many(const char* what, const char* condition) {
  std::string text = "groups:\n- name: g\n  rules:\n";
  for (int i = 0; i < 1000; ++i) {
    text += "  - {alert: A" + std::to_string(i) + ", expr: 'm{n=\"" + std::to_string(i) + "\"} " +
            condition + "', annotations: {summary: '{{ $labels.n }} is {{ $value }}'}}\n";
  }
  const auto groups = config::read_rules(text, "rules.yml");
  if (!groups) return;
  series::Store store({});
  std::vector<series::Append> batch;
  for (int i = 0; i < 1000; ++i) {
    const auto labels = promql::parse_metric("m{n=\"" + std::to_string(i) + "\"}");
    batch.push_back({*store.intern(*labels), {core::Instant(), 5}});
  }
  store.append(batch);
  const rules::Surroundings surroundings{store, rules::writer_to(store)};
  rules::GroupState state;
  constexpr int kRounds = 50;
  const double took = milliseconds([&] {
    for (int i = 0; i < kRounds; ++i) {
      rules::evaluate((*groups)[0], state, core::Instant(std::chrono::seconds(i)), surroundings);
    }
  });
  std::printf("evaluate 1,000 alerting rules, %s: %.2f ms\n", what, took / kRounds);
}

}  // namespace
}  // namespace silicon

int main() {
  silicon::read_many();
  silicon::evaluate_many("no alert", "> 9");
  silicon::evaluate_many("all firing", "> 1");
}
