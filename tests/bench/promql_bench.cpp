// Measures the language over the samples and rules that promql_workload.py writes.
//
//   bench.promql FOLDER     FOLDER/pages/MILLISECONDS.prom and FOLDER/rules.txt
//
// Evaluates every rule at one instant some way before the end of the data, as a rule group does
// (parsed once), and one rule of each kind over an hour at 15 s. Prints CPU times; does not judge.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "tests/support/promql_compliance/exposition_pages.hpp"

namespace silicon::bench {
namespace {

using core::Instant;
using promql::ExpressionPtr;

// The first so many rules are one of each kind: TEMPLATES of promql_workload.py.
constexpr std::size_t kKinds = 25;
constexpr int kRounds = 20;
constexpr int kRangeRounds = 3;

struct Rule {
  std::string text;
  ExpressionPtr expression;
};

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double resident_megabytes() {
  std::ifstream file("/proc/self/statm");
  double size = 0;
  double resident = 0;
  file >> size >> resident;
  return resident * 4096 / 1e6;
}

[[noreturn]] void fail(const std::string& what, const core::Error& error) {
  std::fprintf(stderr, "%s: %s\n", what.c_str(), error.message().c_str());
  std::exit(1);
}

std::vector<Rule> read_rules(const std::filesystem::path& file, const promql::Options& options) {
  std::vector<Rule> rules;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    auto parsed = promql::parse_query(line, options);
    if (!parsed) fail(line, parsed.error());
    rules.push_back({line, std::move(parsed).value()});
  }
  return rules;
}

struct Figures {
  double seconds = 0;    // CPU, of one evaluation
  std::size_t size = 0;  // of the result, in series
};

std::size_t size_of(const promql::QueryResult& result) {
  if (const auto* matrix = std::get_if<promql::Matrix>(&result.value)) return matrix->size();
  if (const auto* vector = std::get_if<promql::InstantVector>(&result.value)) return vector->size();
  return 1;
}

template <class Query>
Figures measure(const Rule& rule, int rounds, Query query) {
  Figures figures;
  const double start = cpu_seconds();
  for (int i = 0; i < rounds; ++i) {
    const auto result = query(*rule.expression);
    if (!result) fail(rule.text, result.error());
    figures.size = size_of(*result);
  }
  figures.seconds = (cpu_seconds() - start) / rounds;
  return figures;
}

void print_kinds(const std::vector<Rule>& rules, const std::vector<Figures>& instants,
                 const std::vector<Figures>& ranges) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    std::printf("  %9.1f us %9.1f us  %5zu %5zu series  %s\n", instants[i].seconds * 1e6,
                ranges[i].seconds * 1e6, instants[i].size, ranges[i].size, rules[i].text.c_str());
  }
}

int run(const std::filesystem::path& folder) {
  series::Store store{series::StoreLimits{}};
  const auto end = testing::fill_with_pages(store, folder / "pages");
  if (!end) fail("pages", end.error());
  const promql::Options options;
  const std::vector<Rule> rules = read_rules(folder / "rules.txt", options);
  const promql::Engine engine(store, options);
  // Between two scrapes, as rule groups are evaluated.
  const Instant now = *end - std::chrono::minutes(1) + std::chrono::seconds(4);
  std::vector<Figures> instants;
  double all = 0;
  for (const Rule& rule : rules) {
    instants.push_back(measure(rule, kRounds, [&](const promql::Expression& expression) {
      return engine.instant(expression, now);
    }));
    all += instants.back().seconds;
  }
  const promql::Grid hour{now - std::chrono::hours(1), now, std::chrono::seconds(15)};
  std::vector<Figures> ranges;
  double range = 0;
  for (std::size_t i = 0; i < std::min(kKinds, rules.size()); ++i) {
    ranges.push_back(measure(rules[i], kRangeRounds, [&](const promql::Expression& expression) {
      return engine.range(expression, hour);
    }));
    range += ranges.back().seconds;
  }
  print_kinds(rules, instants, ranges);
  std::printf("ours: all rules once                   %9.2f ms CPU\n", all * 1e3);
  std::printf("ours: a range query of an hour         %9.2f ms CPU\n",
              range * 1e3 / static_cast<double>(ranges.size()));
  std::printf("ours: whole process, resident          %9.2f MB\n", resident_megabytes());
  return 0;
}

}  // namespace
}  // namespace silicon::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench.promql FOLDER\n");
    return 2;
  }
  return silicon::bench::run(argv[1]);
}
