#include "alerting/command/test_rules.hpp"

#include <algorithm>
#include <ostream>

#include "alerting/command/junit.hpp"
#include "alerting/command/routes/routes.hpp"
#include "alerting/config/rules/read_rules.hpp"
#include "alerting/config/rules/read_unit_tests.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/rules/testing/coverage.hpp"
#include "alerting/rules/testing/run_tests.hpp"
#include "alerting/series/match/regex.hpp"
#include "alerting/template/format/print.hpp"
#include "alerting/template/functions/time_values.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/glob.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kMostTestBytes = std::size_t{32} << 20;

using Problems = std::vector<std::string>;

class Session {
 public:
  Session(const TestRulesOptions& options, std::ostream& out, std::ostream& err)
      : options_(options), out_(out), err_(err) {}

  int run() {
    for (const std::string& pattern : options_.run) {
      auto regex = match::Regex::compile(pattern, match::Regex::Dialect::search);
      if (!regex) {
        err_ << "--run: " << regex.error().message() << std::endl;
        return 1;
      }
      patterns_.push_back(*std::move(regex));
    }
    bool failed = false;
    for (const std::string& file : options_.files) failed = !run_file(file) || failed;
    if (options_.coverage) print_coverage();
    if (!options_.junit.empty() && !write_report()) return 1;
    return failed ? 1 : 0;
  }

 private:
  bool run_file(const std::string& file) {
    report_.push_back({file, {}});
    const Problems problems = problems_of(file);
    if (problems.empty()) {
      out_ << "  SUCCESS\n" << std::endl;
      return true;
    }
    err_ << "  FAILED:" << std::endl;
    for (const std::string& problem : problems) {
      err_ << problem << std::endl;
      out_ << std::endl;
    }
    out_ << std::endl;
    return false;
  }

  // What keeps the file as a whole from being run.
  Problems abort(std::string problem) {
    report_.back().cases.push_back({"", {}, problem});
    return {std::move(problem)};
  }

  Problems problems_of(const std::string& file) {
    const auto text = runtime::read_file(file, kMostTestBytes);
    if (!text) return abort(text.error().message());
    auto tests = config::read_unit_tests(*text, file, options_.ignore_unknown_fields);
    if (!tests) return abort(tests.error().message());
    Problems problems;
    const auto groups = load_groups(file, *tests, problems);
    if (!problems.empty()) return abort(problems.front());
    for (std::size_t i = 0; i < tests->tests.size(); ++i) {
      const rules::TestGroup& test = tests->tests[i];
      if (!is_wanted(test.name)) continue;
      const std::string name = test.name.empty() ? "unnamed#" + std::to_string(i) : test.name;
      const Problems found = run_one(name, *tests, test, groups);
      report_.back().cases.push_back({name, found, ""});
      problems.insert(problems.end(), found.begin(), found.end());
    }
    run_route_tests(file, *tests, problems);
    if (options_.coverage) remember(*std::move(tests), groups);
    return problems;
  }

  void run_route_tests(const std::string& file, const rules::UnitTests& tests, Problems& problems) {
    if (tests.route_tests.empty()) return;
    const auto tree = read_routes(runtime::path_beside(file, tests.routes_file),
                                  [](const std::string&) { return std::nullopt; });
    if (!tree) return problems.push_back(abort(tree.error().message()).front());
    for (std::size_t i = 0; i < tests.route_tests.size(); ++i) {
      const rules::RouteTest& test = tests.route_tests[i];
      if (!is_wanted(test.name)) continue;
      const std::string name = test.name.empty() ? "route#" + std::to_string(i) : test.name;
      const Problems found = run_route_test(name, test, *tree);
      report_.back().cases.push_back({name, found, ""});
      problems.insert(problems.end(), found.begin(), found.end());
    }
  }

  static Problems run_route_test(const std::string& name, const rules::RouteTest& test,
                                 const routing::RouteTree& tree) {
    std::string expected;
    for (const std::string& receiver : test.receivers) {
      expected += (expected.empty() ? "" : ",") + receiver;
    }
    const std::string got = receivers_text(tree, test.labels);
    if (got == expected) return {};
    return {"    route_tests: " + name + ", labels: " + promql::labels_text(test.labels) +
            ",\n        exp:" + expected + "\n        got:" + got};
  }

  Problems run_one(const std::string& name, const rules::UnitTests& tests,
                   const rules::TestGroup& test, const std::vector<rules::Group>& groups) {
    const auto mismatch = options_.diff ? rules::Mismatch::difference : rules::Mismatch::both;
    if (!options_.debug) {
      return rules::run_test(tests, test, groups, options_.language, nullptr, mismatch);
    }
    out_ << "DEBUG: Starting test " << name << std::endl;
    const auto begun = time();
    std::string dump;
    Problems found = rules::run_test(tests, test, groups, options_.language, &dump, mismatch);
    const double took = core::seconds(time() - begun);
    out_ << dump << "DEBUG: Test " << name << " finished, took "
         << templates::print(templates::duration_value(took)) << std::endl;
    return found;
  }

  core::SteadyInstant time() const {
    return options_.stopwatch ? options_.stopwatch() : core::SteadyInstant();
  }

  bool is_wanted(const std::string& name) const {
    return patterns_.empty() ||
           std::any_of(patterns_.begin(), patterns_.end(),
                       [&](const match::Regex& regex) { return regex.find(name, 0).has_value(); });
  }

  std::vector<rules::Group> load_groups(const std::string& file, const rules::UnitTests& tests,
                                        Problems& problems) {
    std::vector<rules::Group> groups;
    config::RuleFileOptions reading;
    reading.language = options_.language;
    reading.interval = tests.evaluation_interval;
    reading.ignore_unknown_fields = options_.ignore_unknown_fields;
    for (const std::string& pattern : tests.rule_files) {
      const std::string whole = runtime::path_beside(file, pattern);
      const auto paths = runtime::expand_glob(whole);
      if (paths.empty()) err_ << "  WARNING: no file match pattern " << whole << std::endl;
      for (const std::string& path : paths) {
        const auto text = runtime::read_file(path, kMostTestBytes);
        auto read = text ? config::read_rules(*text, path, reading)
                         : core::Result<std::vector<rules::Group>>(text.error());
        if (!read) {
          problems.push_back(read.error().message());
          continue;
        }
        std::move(read->begin(), read->end(), std::back_inserter(groups));
      }
    }
    return rules::in_test_order(std::move(groups), tests.group_order);
  }

  // A rule file that several test files name counts once.
  void remember(rules::UnitTests tests, const std::vector<rules::Group>& groups) {
    tests_.push_back(std::move(tests));
    for (const rules::Group& group : groups) {
      const bool known =
          std::any_of(groups_.begin(), groups_.end(), [&](const rules::Group& other) {
            return other.file == group.file && other.name == group.name;
          });
      if (!known) groups_.push_back(group);
    }
  }

  void print_coverage() {
    const rules::Coverage coverage = rules::coverage_of(groups_, tests_, options_.language);
    out_ << "  COVERAGE: " << coverage.rules - coverage.untried.size() << " of " << coverage.rules
         << " rules\n";
    for (const rules::Coverage::Untried& untried : coverage.untried) {
      const bool alerting = untried.rule->kind == rules::RuleKind::alerting;
      out_ << "    " << untried.group->file << ":" << untried.rule->place.line << ": "
           << (alerting ? "no test expects the alert " : "no test reads the series ")
           << promql::quoted(untried.rule->name) << "\n";
    }
    out_ << std::endl;
  }

  bool write_report() {
    const auto status =
        runtime::replace_file(options_.junit, junit_text(report_, options_.now), 0644);
    if (!status) err_ << status.error().message() << std::endl;
    return status.ok();
  }

  const TestRulesOptions& options_;
  std::ostream& out_;
  std::ostream& err_;
  std::vector<match::Regex> patterns_;
  std::vector<JunitSuite> report_;
  std::vector<rules::UnitTests> tests_;
  std::vector<rules::Group> groups_;
};

}  // namespace

int test_rules(const TestRulesOptions& options, std::ostream& out, std::ostream& err) {
  return Session(options, out, err).run();
}

}  // namespace silicon::command
