#include "alerting/rules/run/query.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/rule_world.hpp"

namespace silicon::rules {
namespace {

using testing::at;

class Ask : public ::testing::Test {
 protected:
  Ask() {
    world_.feed(0, "m{job=\"a\"}", 3);
    world_.feed(0, "m{job=\"b\"}", 4);
  }

  core::Result<Answer> ask(std::string_view text) {
    return rules::ask({world_.group, rule_, at(0), world_.surroundings}, text, at(0));
  }

  testing::RuleWorld world_{{}};
  Rule rule_ = testing::alerting("A", "m");
};

TEST_F(Ask, GivesTheElementsAndHowManySeriesWereFound) {
  const auto answer = ask("m > 3");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->elements.size(), 1U);
  EXPECT_EQ(answer->series_found, 2U);
}

TEST_F(Ask, TakesAScalarForAnElementWithoutLabels) {
  const auto answer = ask("1 + 1");
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->elements.size(), 1U);
  EXPECT_EQ(answer->elements[0].value, 2);
  EXPECT_TRUE(answer->elements[0].labels.empty());
  EXPECT_EQ(answer->series_found, 0U);
}

TEST_F(Ask, RefusesWhatIsNeither) {
  for (const char* text : {"m[5m]", "\"text\""}) {
    const auto answer = ask(text);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().message(), "rule result is not a vector or scalar");
  }
}

TEST_F(Ask, SaysWhereAnExpressionIsWrong) {
  const auto answer = ask("m +");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message(), "1:4: parse error: unexpected end of input");
}

TEST_F(Ask, IsInterrupted) {
  world_.surroundings.interrupt = [] { return std::optional<std::string>("query timed out"); };
  const auto answer = ask("m");
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().message().find("timed out"), std::string::npos);
}

}  // namespace
}  // namespace silicon::rules
