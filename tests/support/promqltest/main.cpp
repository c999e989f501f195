// promqltest [--verbose] FILE...: runs Prometheus's test scripts against this engine.
// Exit code 1 when a case failed or a script could not be read.
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "tests/support/promqltest/runner.hpp"

namespace {

using silicon::promqltest::CaseResult;
using Outcome = CaseResult::Outcome;

struct Counts {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

void report(const std::string& path, const CaseResult& result, bool verbose) {
  std::printf("FAILED %s:%d: %s\n  %s\n", path.c_str(), result.line, result.query.c_str(),
              result.reason.c_str());
  if (verbose) std::printf("  %s\n", result.detail.c_str());
}

std::string listed(const std::map<std::string, int>& reasons) {
  std::string out;
  for (const auto& [reason, count] : reasons) {
    out += (out.empty() ? "" : ", ") + reason + " " + std::to_string(count);
  }
  return out;
}

Counts run_file(const std::string& path, bool verbose) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  Counts counts;
  const auto results = silicon::promqltest::run_script(text.str());
  if (!file || !results) {
    const std::string reason = file ? results.error().message() : "cannot be read";
    std::printf("FAILED %s: %s\n", path.c_str(), reason.c_str());
    counts.failed = 1;
    return counts;
  }
  std::map<std::string, int> reasons;
  for (const CaseResult& result : *results) {
    if (result.outcome == Outcome::passed) ++counts.passed;
    if (result.outcome == Outcome::skipped) {
      ++counts.skipped;
      ++reasons[result.reason];
    }
    if (result.outcome != Outcome::failed) continue;
    ++counts.failed;
    report(path, result, verbose);
  }
  const std::string name = path.substr(path.find_last_of('/') + 1);
  std::printf("%-32s %5d passed %5d failed %5d skipped  %s\n", name.c_str(), counts.passed,
              counts.failed, counts.skipped, listed(reasons).c_str());
  return counts;
}

}  // namespace

int main(int argc, char** argv) {
  bool verbose = false;
  Counts total;
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--verbose") {
      verbose = true;
      continue;
    }
    const Counts counts = run_file(argument, verbose);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    ++files;
  }
  if (files == 0) {
    std::fputs("usage: promqltest [--verbose] FILE...\n", stderr);
    return 2;
  }
  std::printf("%d passed, %d failed, %d skipped\n", total.passed, total.failed, total.skipped);
  return total.failed == 0 ? 0 : 1;
}
