#include "tests/tidy/rules/catalogue.hpp"

#include <gtest/gtest.h>

namespace silicon::tidy {
namespace {

constexpr std::string_view kReadme = R"(# Title

`silicon_elsewhere` is mentioned before.

## The metric catalogue

| metric | labels |
|---|---|
| `silicon_a_bytes`, `silicon_b_bytes` | `cpu` |
### Below a second heading
| `silicon_c_total` | |

## After

| `silicon_d` | |
)";

std::vector<SourceFile> code(std::string text) {
  return {{"exporter/sources/a/a.cpp", std::move(text)}};
}

TEST(MetricLiterals, AreWholeStrings) {
  const auto names =
      metric_literals(code("\nf(\"silicon_a_bytes\", \"reads silicon_b\", \"silicon\");"
                           "\n// \"silicon_c\"\n"));
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names.begin()->first, "silicon_a_bytes");
  EXPECT_EQ(names.begin()->second.line, 2);
}

TEST(CataloguedMetrics, AreThoseInTheTablesOfTheirSection) {
  const auto names = catalogued_metrics(kReadme);
  ASSERT_EQ(names.size(), 3U);
  EXPECT_TRUE(names.contains("silicon_a_bytes"));
  EXPECT_TRUE(names.contains("silicon_b_bytes"));
  EXPECT_EQ(names.at("silicon_c_total"), 11);
}

TEST(Catalogue, AgreesWithTheCode) {
  EXPECT_EQ(
      check_catalogue(code(R"("silicon_a_bytes", "silicon_b_bytes", "silicon_c_total")"), kReadme),
      Violations{});
}

TEST(Catalogue, MissesAMetricThatTheCodeEmits) {
  const Violations violations = check_catalogue(
      code("\"silicon_a_bytes\" \"silicon_b_bytes\" \"silicon_c_total\"\n\"silicon_d\""), kReadme);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].path, "exporter/sources/a/a.cpp");
  EXPECT_EQ(violations[0].line, 2);
}

TEST(Catalogue, HoldsNothingThatNobodyEmits) {
  const Violations violations =
      check_catalogue(code(R"("silicon_a_bytes" "silicon_b_bytes")"), kReadme);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].path, "README.md");
  EXPECT_EQ(violations[0].line, 11);
}

TEST(Catalogue, WantsNamesInFull) {
  const Violations violations = check_catalogue(code("\"silicon_disk_\""), "");
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].advice, "silicon_disk_: write the metric's name in full");
}

}  // namespace
}  // namespace silicon::tidy
