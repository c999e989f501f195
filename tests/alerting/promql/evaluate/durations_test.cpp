#include "alerting/promql/evaluate/durations.hpp"

#include <gtest/gtest.h>

#include "alerting/promql/parse/parser.hpp"

namespace silicon::promql {
namespace {

// Of the range of `x[...]`, in a query of an hour with steps of a minute.
core::Result<core::Duration> range(const std::string& text) {
  const auto parsed = parse("x[" + text + "]");
  if (!parsed) return parsed.error();
  const core::Instant start;
  const Grid query{start, start + std::chrono::hours(1), std::chrono::minutes(1)};
  return resolve_positive((*parsed)->as<MatrixSelector>()->range, query);
}

std::string error(const std::string& text) {
  const auto result = range(text);
  return result ? "no error" : result.error().message();
}

TEST(Durations, AreComputedWhenTheQueryIsKnown) {
  using namespace std::chrono_literals;
  EXPECT_EQ(*range("5m"), 5min);
  EXPECT_EQ(*range("1.5"), 1500ms);
  EXPECT_EQ(*range("step() * 2"), 2min);
  EXPECT_EQ(*range("range() / 2 + 1"), 1801s);
  EXPECT_EQ(*range("min_of(step(), 10s)"), 10s);
  EXPECT_EQ(*range("max(step(), 10s)"), 60s) << "as it was called until 3.13";
  EXPECT_EQ(*range("-(1m - 2 ^ 7)"), 68s);
  EXPECT_EQ(*range("+1h30m % 1h"), 30min);
}

TEST(Durations, MustMakeSense) {
  EXPECT_EQ(error("1m - 1m"), "2:9: duration must be greater than 0");
  EXPECT_EQ(error("0.0001"), "1:3: parse error: duration must be greater than 0");
  EXPECT_EQ(error("-5m"), "1:3: parse error: duration must be greater than 0");
  EXPECT_EQ(error("-0"), "1:3: parse error: duration must be greater than 0");
  EXPECT_EQ(error("1m / (1 - 1)"), "2:13: division by zero");
  EXPECT_EQ(error("1m % (1 - 1)"), "2:13: modulo by zero");
  EXPECT_EQ(error("1m / 0"), "1:6: parse error: division by zero");
  EXPECT_EQ(error("1m % 0"), "1:6: parse error: modulo by zero");
  EXPECT_EQ(error("10 ^ 30 * 1"), "2:13: duration is out of range");
  EXPECT_EQ(error("1e12"), "1:3: parse error: duration out of range");
}

TEST(Durations, KnowNoStepInAnInstantQuery) {
  const auto parsed = parse("x offset (step() + 1)");
  const core::Instant now;
  const auto offset =
      resolve(*(*parsed)->as<VectorSelector>()->modifiers.offset, {now, now, core::Duration(1)});
  EXPECT_EQ(*offset, std::chrono::seconds(1));
}

}  // namespace
}  // namespace silicon::promql
