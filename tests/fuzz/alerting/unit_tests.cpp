// Files of rule unit tests: an error, or tests that can be run and end.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/config/rules/read_unit_tests.hpp"
#include "alerting/rules/testing/run_tests.hpp"

namespace {

// A test may be long for good reasons; here it may not.
bool is_short(const silicon::rules::UnitTests& tests, const silicon::rules::TestGroup& test) {
  const auto limit = 100 * tests.evaluation_interval;
  for (const auto& alert : test.alerts) {
    if (alert.eval_time > limit) return false;
  }
  for (const auto& expression : test.expressions) {
    if (expression.eval_time > limit) return false;
  }
  return limit > silicon::core::Duration::zero();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tests = silicon::config::read_unit_tests(text, "t.yml", size % 2 == 0);
  if (!tests) {
    if (tests.error().message().rfind("t.yml", 0) != 0) std::abort();
    return 0;
  }
  silicon::promql::Options language;
  language.max_samples = 10'000;
  for (const silicon::rules::TestGroup& test : tests->tests) {
    if (is_short(*tests, test)) silicon::rules::run_test(*tests, test, {}, language);
  }
  return 0;
}
