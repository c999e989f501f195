#include "alerting/template/alert_template.hpp"

#include <gtest/gtest.h>

#include <tuple>

#include "alerting/template/functions/alert_functions.hpp"

namespace silicon::templates {
namespace {

AlertFacts facts_of_high() {
  AlertFacts facts;
  facts.alert_name = "High";
  facts.labels = {{"__name__", "m"}, {"job", "a"}};
  facts.value = 12.5;
  facts.external_labels = {{"dc", "eu1"}};
  facts.external_url = "http://here";
  return facts;
}

std::string expanded(std::string_view text) {
  const auto result = expand_alert_text(text, facts_of_high());
  return result ? *result : result.error().message();
}

TEST(AlertTemplate, KnowsTheAlert) {
  EXPECT_EQ(expanded("{{ $labels.job }} {{ .Labels.job }} {{ $value }} {{ .Value }}"),
            "a a 12.5 12.5");
  EXPECT_EQ(expanded("{{ $externalLabels.dc }} {{ $externalURL }} {{ externalURL }}"),
            "eu1 http://here http://here");
  EXPECT_EQ(expanded("{{ $labels }}"), "map[__name__:m job:a]");
  EXPECT_EQ(expanded("{{ $labels.none }}"), "");
}

TEST(AlertTemplate, LeavesPlainTextAlone) {
  EXPECT_EQ(expanded("no {actions} here"), "no {actions} here");
}

TEST(AlertTemplate, SaysWhetherItCouldNotBeParsedOrNotBeRun) {
  EXPECT_EQ(expanded("{{ if }}"),
            "error parsing template __alert_High: template: __alert_High:1: missing value for if");
  EXPECT_EQ(expanded("{{ $value.x }}"),
            "error executing template __alert_High: template: __alert_High:1:121: executing "
            "\"__alert_High\" at <$value.x>: can't evaluate field x in type float64");
}

TEST(AlertTemplate, IsParsedOnceForManyAlerts) {
  const Functions functions = alert_functions({});
  const std::vector<AlertText> texts{
      AlertText("{{ define \"x\" }}{{ . | printf \"%.1f\" }}{{ end }}{{ $labels.job }}: "
                "{{ template \"x\" $value }}",
                "High"),
      AlertText("plain", "High"), AlertText("{{ nobody }}", "High")};
  EXPECT_TRUE(texts[0].parsed());
  EXPECT_TRUE(texts[1].parsed());
  EXPECT_FALSE(texts[2].parsed());
  AlertFacts facts = facts_of_high();
  for (const auto& [job, value, expected] :
       {std::tuple("a", 1.25, "a: 1.2"), std::tuple("b", -7.0, "b: -7.0")}) {
    facts.labels = core::Labels{{"job", job}};
    facts.value = value;
    EXPECT_EQ(texts[0].expand(facts, functions).value(), expected);
    EXPECT_EQ(texts[1].expand(facts, functions).value(), "plain");
    EXPECT_EQ(texts[2].expand(facts, functions).error().message(),
              "error parsing template __alert_High: template: __alert_High:1: function \"nobody\" "
              "not defined");
  }
}

TEST(AlertTemplate, CanBeCheckedWithoutAnAlert) {
  EXPECT_TRUE(check_alert_text("{{ $labels.job | toUpper }}", "High"));
  const auto status = check_alert_text("{{ $label.job }}", "High");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().message(), "template: __alert_High:1: undefined variable \"$label\"");
}

}  // namespace
}  // namespace silicon::templates
