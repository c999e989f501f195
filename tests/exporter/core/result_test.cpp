#include "exporter/core/result.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace silicon::core {
namespace {

Result<int> parse_digit(char c) {
  if (c < '0' || c > '9') return invalid("not a digit");
  return c - '0';
}

TEST(Result, HoldsTheValueOfASuccess) {
  const Result<int> digit = parse_digit('7');
  ASSERT_TRUE(digit);
  EXPECT_EQ(*digit, 7);
}

TEST(Result, HoldsTheErrorOfAFailure) {
  const Result<int> digit = parse_digit('x');
  ASSERT_FALSE(digit);
  EXPECT_EQ(digit.error().message(), "not a digit");
  EXPECT_EQ(digit.error().kind(), ErrorKind::invalid);
}

TEST(Invalid, IsAnErrorOfTheInput) {
  EXPECT_EQ(invalid("not a digit").message(), "not a digit");
  EXPECT_EQ(invalid("not a digit").kind(), ErrorKind::invalid);
}

TEST(Result, GivesTheFallbackOnlyOnFailure) {
  EXPECT_EQ(parse_digit('3').value_or(-1), 3);
  EXPECT_EQ(parse_digit('x').value_or(-1), -1);
}

TEST(Result, MovesValuesThatCannotBeCopied) {
  Result<std::unique_ptr<int>> made = std::make_unique<int>(5);
  const std::unique_ptr<int> taken = *std::move(made);
  EXPECT_EQ(*taken, 5);
}

TEST(Error, SeenFromFurtherOutNamesTheContextAndKeepsItsKind) {
  const Error error = Error("not a digit", ErrorKind::invalid).within("line 3");
  EXPECT_EQ(error.message(), "line 3: not a digit");
  EXPECT_EQ(error.kind(), ErrorKind::invalid);
}

}  // namespace
}  // namespace silicon::core
