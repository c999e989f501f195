#include "alerting/config/values/variables.hpp"

#include <gtest/gtest.h>

namespace silicon::config {
namespace {

std::string expanded(std::string_view text) {
  const auto result = expand_variables(text, [](const std::string& name) {
    return name == "REGION" ? std::optional<std::string>("eu-1") : std::nullopt;
  });
  return result ? *result : "error: " + result.error().message();
}

TEST(ExpandVariables, ReplacesBothSpellings) {
  EXPECT_EQ(expanded("a-${REGION}-b"), "a-eu-1-b");
  EXPECT_EQ(expanded("$REGION/$REGION"), "eu-1/eu-1");
  EXPECT_EQ(expanded("plain"), "plain");
  EXPECT_EQ(expanded(""), "");
}

TEST(ExpandVariables, TwoDollarsAreOne) {
  EXPECT_EQ(expanded("$$REGION costs 5$$"), "$REGION costs 5$");
}

TEST(ExpandVariables, RefusesWhatIsNotSet) {
  EXPECT_EQ(expanded("${ZONE}"), "error: environment variable ZONE is not set");
}

TEST(ExpandVariables, RefusesADollarWithoutAName) {
  for (const char* text : {"$", "5$ a", "${", "${}", "${REGION"}) {
    EXPECT_TRUE(expanded(text).starts_with("error: '$' must be followed")) << text;
  }
}

}  // namespace
}  // namespace silicon::config
