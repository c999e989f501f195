// Holds the language to scripts: our own beside this file, and Prometheus's where they lie.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/promqltest/runner.hpp"

namespace silicon::promqltest {
namespace {

using Outcome = CaseResult::Outcome;

std::vector<std::filesystem::path> scripts_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> scripts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".test") scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  return scripts;
}

// How many cases of the script passed; every one that failed is a failure of the test.
int passed_cases(const std::filesystem::path& script) {
  std::ifstream file(script, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const core::Result<std::vector<CaseResult>> results = run_script(text);
  if (!results) {
    ADD_FAILURE() << script << ": " << results.error().message();
    return 0;
  }
  int passed = 0;
  for (const CaseResult& result : *results) {
    if (result.outcome == Outcome::passed) ++passed;
    EXPECT_NE(result.outcome, Outcome::failed)
        << script.filename() << ":" << result.line << ": " << result.query << "\n"
        << result.reason << "\n"
        << result.detail;
  }
  return passed;
}

TEST(PromqlScripts, OfOurOwnPass) {
  const std::filesystem::path folder =
      std::filesystem::path(SILICON_SOURCE_DIR) / "tests/alerting/promql/scripts";
  int passed = 0;
  for (const auto& script : scripts_below(folder)) passed += passed_cases(script);
  EXPECT_GE(passed, 200);
}

TEST(PromqlScripts, OfPrometheusPass) {
  const std::filesystem::path folder =
      std::filesystem::path(SILICON_SOURCE_DIR) / "../shared/data/promql/prometheus-v3.5.3";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not there";
  int passed = 0;
  for (const auto& script : scripts_below(folder)) passed += passed_cases(script);
  EXPECT_GT(passed, 800);
}

TEST(PromqlScripts, FailWhereTheirExpectationIsWrong) {
  const auto results = run_script(
      "load 1m\n  up 1 1 1\n\n"
      "eval instant at 1m up\n  up 2\n");
  ASSERT_TRUE(results);
  EXPECT_TRUE(std::any_of(results->begin(), results->end(), [](const CaseResult& result) {
    return result.outcome == Outcome::failed;
  }));
}

TEST(PromqlScripts, ThatCannotBeReadAreErrorsWithTheirLine) {
  const auto results = run_script("load 1m\n  up 1 1\n\nnonsense\n");
  ASSERT_FALSE(results);
  EXPECT_NE(results.error().message().find("line 4"), std::string::npos)
      << results.error().message();
}

}  // namespace
}  // namespace silicon::promqltest
