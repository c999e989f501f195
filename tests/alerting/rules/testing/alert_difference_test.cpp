#include "alerting/rules/testing/alert_difference.hpp"

#include <gtest/gtest.h>

// What promtool 3.5.3 prints of the same alerts, with letters for its colours: <G green, <R red,
// <Y yellow, > the end of each.
namespace silicon::rules {
namespace {

std::string readable(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kColours[] = {
      {"\033[0;32m", "<G "}, {"\033[0;31m", "<R "}, {"\033[0;33m", "<Y "}, {"\033[0m", ">"}};
  for (const auto& [sequence, letter] : kColours) {
    for (auto at = text.find(sequence); at != text.npos; at = text.find(sequence)) {
      text.replace(at, sequence.size(), letter);
    }
  }
  return text;
}

std::string shown(const std::vector<ExpectedAlert>& expected,
                  const std::vector<ExpectedAlert>& got) {
  return readable(alert_difference(expected, got));
}

ExpectedAlert bare(std::string job) {
  return {core::Labels{{"alertname", "Bare"}, {"job", std::move(job)}}, {}};
}

TEST(AlertDifference, MarksFieldsOfAlertsThatBothHave) {
  const ExpectedAlert expected{
      core::Labels{{"alertname", "Down"}, {"job", "a"}, {"severity", "mail"}, {"x", "y"}},
      {{"other", "same"}, {"summary", "a <is> up"}}};
  const ExpectedAlert got{core::Labels{{"alertname", "Down"}, {"job", "a"}, {"severity", "page"}},
                          {{"new", "1"}, {"other", "same"}, {"summary", "a <is> down"}}};
  EXPECT_EQ(shown({expected}, {got}),
            "[\n"
            "                {\n"
            "                    \"Annotations\": {\n"
            "                        <G \"new\": \"1\">,\n"
            "                        \"other\": \"same\",\n"
            "                        \"summary\": <Y \"a <is> up\" => \"a <is> down\">\n"
            "                    },\n"
            "                    \"Labels\": {\n"
            "                        \"alertname\": \"Down\",\n"
            "                        \"job\": \"a\",\n"
            "                        \"severity\": <Y \"mail\" => \"page\">,\n"
            "                        <R \"x\": \"y\">\n"
            "                    }\n"
            "                }\n"
            "            ]");
}

TEST(AlertDifference, MarksAlertsThatOnlyOneSideHasLineByLine) {
  EXPECT_EQ(shown({bare("a")}, {bare("a"), bare("b"), bare("c")}),
            "[\n"
            "                {\n"
            "                    \"Annotations\": {},\n"
            "                    \"Labels\": {\n"
            "                        \"alertname\": \"Bare\",\n"
            "                        \"job\": \"a\"\n"
            "                    }\n"
            "                },\n"
            "                <G {>\n"
            "                    <G \"Annotations\": {},>\n"
            "                    <G \"Labels\": {>\n"
            "                        <G \"alertname\": \"Bare\",>\n"
            "                        <G \"job\": \"b\">\n"
            "                    <G }>\n"
            "                <G }>,\n"
            "                <G {>\n"
            "                    <G \"Annotations\": {},>\n"
            "                    <G \"Labels\": {>\n"
            "                        <G \"alertname\": \"Bare\",>\n"
            "                        <G \"job\": \"c\">\n"
            "                    <G }>\n"
            "                <G }>\n"
            "            ]");
  ExpectedAlert annotated = bare("b");
  annotated.annotations = {{"b", "1"}, {"x", ""}};
  EXPECT_EQ(shown({bare("a"), annotated}, {bare("a")}),
            "[\n"
            "                {\n"
            "                    \"Annotations\": {},\n"
            "                    \"Labels\": {\n"
            "                        \"alertname\": \"Bare\",\n"
            "                        \"job\": \"a\"\n"
            "                    }\n"
            "                },\n"
            "                <R {>\n"
            "                    <R \"Annotations\": {>\n"
            "                        <R \"b\": \"1\",>\n"
            "                        <R \"x\": \"\">\n"
            "                    <R },>\n"
            "                    <R \"Labels\": {>\n"
            "                        <R \"alertname\": \"Bare\",>\n"
            "                        <R \"job\": \"b\">\n"
            "                    <R }>\n"
            "                <R }>\n"
            "            ]");
}

TEST(AlertDifference, ShowsNoAlertAsOneWithoutAnything) {
  EXPECT_EQ(shown({bare("a")}, {}),
            "[\n"
            "                {\n"
            "                    \"Annotations\": {},\n"
            "                    \"Labels\": {\n"
            "                        <R \"alertname\": \"Bare\">,\n"
            "                        <R \"job\": \"a\">\n"
            "                    }\n"
            "                }\n"
            "            ]");
  EXPECT_EQ(shown({}, {bare("a")}),
            "[\n"
            "                {\n"
            "                    \"Annotations\": {},\n"
            "                    \"Labels\": {\n"
            "                        <G \"alertname\": \"Bare\">,\n"
            "                        <G \"job\": \"a\">\n"
            "                    }\n"
            "                }\n"
            "            ]");
}

TEST(AlertDifference, QuotesAsGoDoes) {
  ExpectedAlert got = bare("a");
  got.annotations = {{"a b", "q\"\\\n\té\x01\xc2\xa0"}};
  EXPECT_NE(shown({bare("a")}, {got}).find("<G \"a b\": \"q\\\"\\\\\\n\\té\\x01\\u00a0\">"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::rules
