#include "alerting/promql/notation/expression_test.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "alerting/promql/notation/input_series.hpp"
#include "tests/support/points.hpp"

namespace silicon::promql {
namespace {

using testing::at_seconds;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// up{job="a"} is 1 and up{job="b"} is 0 from the start on.
class ExpressionTest : public ::testing::Test {
 protected:
  ExpressionTest() : store_(series::StoreLimits{}), engine_(store_, {}) {
    InputSeries input(at_seconds(0), std::chrono::minutes(1));
    EXPECT_TRUE(input.add("up{job=\"b\"}", "0x10"));
    EXPECT_TRUE(input.add("up{job=\"a\"}", "1x10"));
    EXPECT_TRUE(input.load_until(at_seconds(600), store_));
  }

  std::string text(const std::string& expression) const {
    const auto samples = samples_at(engine_, expression, at_seconds(60));
    return samples ? samples_text(*samples) : "error: " + samples.error().message();
  }

  series::Store store_;
  Engine engine_;
};

TEST_F(ExpressionTest, GivesSamplesSortedByLabels) {
  EXPECT_EQ(text("up * 25e-8"), "{job=\"a\"} 2.5E-07, {job=\"b\"} 0E+00");
  EXPECT_EQ(text("up"), "{__name__=\"up\", job=\"a\"} 1E+00, {__name__=\"up\", job=\"b\"} 0E+00");
  EXPECT_EQ(text("vector(NaN) or vector(1)"), "{} NaN");
  EXPECT_EQ(text("down"), "nil");
}

TEST_F(ExpressionTest, GivesAScalarAsASampleWithoutLabels) {
  EXPECT_EQ(text("60 * 2"), "{} 1.2E+02");
}

TEST_F(ExpressionTest, RefusesWhatIsNoSample) {
  EXPECT_EQ(text("up[5m]"), "error: rule result is not a vector or scalar");
  EXPECT_EQ(text("\"text\""), "error: rule result is not a vector or scalar");
  EXPECT_EQ(text("up +"), "error: 1:5: parse error: unexpected end of input");
}

TEST(SameSamples, AreTheSameInAnyOrder) {
  const InstantSample a{{{"job", "a"}}, 1};
  const InstantSample b{{{"job", "b"}}, kNan};
  EXPECT_TRUE(same_samples({a, b}, {b, a}, Tolerance::exact));
  EXPECT_FALSE(same_samples({a, b}, {a}, Tolerance::exact));
  EXPECT_FALSE(same_samples({a}, {{a.labels, 2}}, Tolerance::exact));
  EXPECT_FALSE(same_samples({a}, {{b.labels, 1}}, Tolerance::exact));
  EXPECT_FALSE(same_samples({a}, {{a.labels, kNan}}, Tolerance::neighbours));
}

TEST(SameSamples, MayDifferByOneStepWhereThatIsAskedFor) {
  const double sum = 0.1 + 0.2;
  EXPECT_FALSE(same_samples({{{}, 0.3}}, {{{}, sum}}, Tolerance::exact));
  EXPECT_TRUE(same_samples({{{}, 0.3}}, {{{}, sum}}, Tolerance::neighbours));
  EXPECT_FALSE(same_samples({{{}, 0.3}}, {{{}, 0.30000000000000016}}, Tolerance::neighbours));
}

}  // namespace
}  // namespace silicon::promql
