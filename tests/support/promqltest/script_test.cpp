#include "tests/support/promqltest/script.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/promqltest/compare.hpp"
#include "tests/support/promqltest/runner.hpp"

namespace silicon::promqltest {
namespace {

using Outcome = CaseResult::Outcome;

// "p", "f" and "s" for the cases of a script.
std::string outcomes(const std::string& script) {
  const auto results = run_script(script);
  if (!results) return results.error().message();
  std::string out;
  for (const CaseResult& result : *results) {
    out += result.outcome == Outcome::passed ? 'p' : result.outcome == Outcome::failed ? 'f' : 's';
  }
  return out;
}

const std::string kLoad = "load 1m\n  x{a=\"1\"} 1+1x10\n  x{a=\"2\"} 5\n\n";

TEST(Script, ComparesInstants) {
  EXPECT_EQ(outcomes(kLoad + "eval instant at 2m x\n  x{a=\"1\"} 3\n  x{a=\"2\"} 5\n"), "p");
  EXPECT_EQ(outcomes(kLoad + "eval instant at 2m x\n  x{a=\"1\"} 4\n  x{a=\"2\"} 5\n"), "f");
  EXPECT_EQ(outcomes(kLoad + "eval instant at 2m x\n  x{a=\"1\"} 3\n"), "f") << "one too many";
  EXPECT_EQ(outcomes(kLoad + "eval instant at 2m x{a=\"3\"}\n  x{a=\"3\"} 1\n"), "f") << "missing";
  EXPECT_EQ(outcomes(kLoad + "eval instant at 2m 1 + 1\n  2\n\neval instant at 2m 2\n  3"), "pf");
  EXPECT_EQ(outcomes(kLoad + "eval instant at 2m \"a\"\n  expect string 'a'\n"), "p");
}

TEST(Script, ComparesRanges) {
  EXPECT_EQ(outcomes(kLoad + "eval range from 0 to 2m step 1m x{a=\"1\"}\n  x{a=\"1\"} 1 2 3"),
            "p");
  EXPECT_EQ(outcomes(kLoad + "eval range from 0 to 2m step 1m x{a=\"1\"}\n  x{a=\"1\"} 1 _ 3"),
            "f");
  EXPECT_EQ(outcomes(kLoad + "eval range from 0 to 2m step 1m x{a=\"9\"}\n"), "p");
  EXPECT_EQ(outcomes(kLoad + "eval instant at 2m x{a=\"1\"}[2m]\n"
                             "  expect range vector from 1m to 2m step 1m\n  x{a=\"1\"} 2 3"),
            "p");
}

TEST(Script, MindsOrderWhereAsked) {
  const std::string wrong = "  x{a=\"1\"} 1\n  x{a=\"2\"} 5\n";
  EXPECT_EQ(outcomes(kLoad + "eval instant at 0 sort_desc(x)\n" + wrong), "p");
  EXPECT_EQ(outcomes(kLoad + "eval_ordered instant at 0 sort_desc(x)\n" + wrong), "f");
  EXPECT_EQ(outcomes(kLoad + "eval instant at 0 sort_desc(x)\n  expect ordered\n" + wrong), "f");
}

TEST(Script, ExpectsFailures) {
  EXPECT_EQ(outcomes("eval_fail instant at 0 1 +\n"), "p");
  EXPECT_EQ(outcomes("eval_fail instant at 0 1 + 1\n"), "f");
  EXPECT_EQ(outcomes(kLoad + "eval instant at 0 x + on() x\n  expect fail regex: duplicate.*a=\n"),
            "p");
  EXPECT_EQ(outcomes(kLoad + "eval instant at 0 topk(NaN, x)\n  expect fail msg: something else\n"),
            "f");
  EXPECT_EQ(
      outcomes(
          kLoad +
          "eval_fail instant at 0 topk(NaN, x)\n  expected_fail_message Parameter value is NaN\n"),
      "p");
}

TEST(Script, ExpectsRemarks) {
  const std::string eval =
      kLoad + "eval instant at 2m rate(x{a=\"1\"}[2m])\n  {a=\"1\"} 0.016666666\n";
  EXPECT_EQ(outcomes(eval), "p") << "nothing is said of them";
  EXPECT_EQ(outcomes(eval + "  expect info"), "p");
  EXPECT_EQ(outcomes(eval + "  expect info regex: not be a counter"), "p");
  EXPECT_EQ(outcomes(eval + "  expect info msg: PromQL info: metric might not be a counter, name "
                            "does not end in _total/_sum/_count/_bucket: \"x\" (1:6)"),
            "p");
  EXPECT_EQ(outcomes(eval + "  expect info msg: something else"), "f");
  EXPECT_EQ(outcomes(eval + "  expect no_info"), "f");
  EXPECT_EQ(outcomes(eval + "  expect warn"), "f");
  EXPECT_EQ(outcomes(eval + "\neval_info instant at 0 vector(1)\n  {} 1\n"), "ff")
      << "the older grammar: no word means none";
}

TEST(Script, NamesWhatItSkips) {
  const std::string load = "load 1m\n  h {{sum:1}}\n  x 1\n\n";
  EXPECT_EQ(outcomes(load + "eval instant at 0 h\n  h {{sum:1}}\n\neval instant at 0 x\n  x 1\n"),
            "sp");
  EXPECT_EQ(outcomes(load + "eval instant at 0 histogram_sum(h)\n  {} 1\n"), "s");
  EXPECT_EQ(run_script(load + "eval instant at 0 h\n")->at(0).reason, "native histogram");
  EXPECT_EQ(outcomes("load_with_nhcb 1m\n  h_bucket{le=\"1\"} 1\n\neval instant at 0 h\n"), "s");
  EXPECT_EQ(run_script(kLoad + "eval instant at 1m rate(x[1m] anchored)\n")->at(0).reason,
            "extended range selectors");
}

TEST(Script, SaysWhereItCannotBeRead) {
  EXPECT_EQ(outcomes("\nlod 1m"), "line 2: unknown command \"lod\"");
  EXPECT_EQ(outcomes("eval instant at 0 x\n  expect nothing\n"), "line 2: not an expect line");
  EXPECT_EQ(outcomes("eval instant at 0 x\n  x 1 2\n"),
            "line 2: expecting multiple values in instant evaluation not allowed");
  EXPECT_EQ(outcomes("eval range from 1m to 0 step 1m x\n"),
            "line 1: the end lies before the start");
}

TEST(Script, ForgetsWhatIsCleared) {
  EXPECT_EQ(outcomes(kLoad + "clear\n\neval instant at 0 x\n"), "p");
}

TEST(AlmostEqual, IsPrometheusTolerance) {
  EXPECT_TRUE(almost_equal(1, 1 + 1e-7));
  EXPECT_FALSE(almost_equal(1, 1 + 1e-5));
  EXPECT_TRUE(almost_equal(NAN, NAN));
  EXPECT_FALSE(almost_equal(NAN, series::stale_marker()));
  EXPECT_FALSE(almost_equal(0, 1e-9));
}

}  // namespace
}  // namespace silicon::promqltest
