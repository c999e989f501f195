#include "alerting/command/line/features.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

TEST(LanguageOf, IsPlainWithoutAFlag) {
  const auto language = language_of({});
  ASSERT_TRUE(language);
  EXPECT_FALSE(language->experimental_functions);
  EXPECT_FALSE(language->delayed_name_removal);
  EXPECT_FALSE(language->fill_modifiers);
}

TEST(LanguageOf, HasWhatEachFlagNames) {
  const auto language =
      language_of({"promql-experimental-functions", "promql-delayed-name-removal"});
  ASSERT_TRUE(language);
  EXPECT_TRUE(language->experimental_functions);
  EXPECT_TRUE(language->delayed_name_removal);
  EXPECT_FALSE(language->fill_modifiers);
}

TEST(LanguageOf, HasWhatOneFlagNamesBetweenCommas) {
  const auto language = language_of({"promql-experimental-functions,promql-binop-fill-modifiers"});
  ASSERT_TRUE(language);
  EXPECT_TRUE(language->experimental_functions);
  EXPECT_TRUE(language->fill_modifiers);
}

TEST(LanguageOf, NamesWhatThereIsWhereAFeatureIsUnknown) {
  const auto language = language_of({"promql-experimental-functions,exemplar-storage"});
  ASSERT_FALSE(language);
  EXPECT_EQ(language.error().message(),
            "--enable-feature: unknown \"exemplar-storage\"; there are "
            "promql-experimental-functions, promql-delayed-name-removal, "
            "promql-binop-fill-modifiers");
}

TEST(WholeLanguage, HasAllOfThem) {
  const promql::Options language = whole_language();
  EXPECT_TRUE(language.experimental_functions && language.delayed_name_removal &&
              language.fill_modifiers);
}

}  // namespace
}  // namespace silicon::command
