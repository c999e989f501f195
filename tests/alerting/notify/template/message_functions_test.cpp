#include "alerting/notify/template/message_functions.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/run_template.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using templates::Value;
using testing::at_noon;
using testing::instant;

std::string text(std::string_view source, const Surroundings& surroundings = at_noon()) {
  return testing::run_template(source, templates::time_value(instant("2026-11-21T00:18:34Z")),
                               message_functions(surroundings));
}

TEST(MessageFunctions, ChangeTexts) {
  EXPECT_EQ(text("{{toUpper \"abc\"}} {{toLower \"ABC\"}} {{title \"hELLO world\"}}"),
            "ABC abc Hello World");
  EXPECT_EQ(text("{{trimSpace \"  a b\\n\"}}|"), "a b|");
  EXPECT_EQ(text("{{stringSlice \"a\" \"b\" | join \"-\"}}|{{join \"-\" (stringSlice)}}"), "a-b|");
  EXPECT_EQ(text("{{match \"^a.c$\" \"abc\"}} {{reReplaceAll \"(b)\" \"<$1>\" \"abc\"}}"),
            "true a<b>c");
  EXPECT_EQ(text("{{urlUnescape \"a%20b+c%2f\"}}"), "a b c/");
  EXPECT_EQ(text("{{safeHtml \"<b>\"}}{{safeUrl \"x:y\"}}"), "<b>x:y");
}

TEST(MessageFunctions, MakeLists) {
  EXPECT_EQ(text("{{range append (list 1 2) 3}}{{.}};{{end}}"), "1;2;3;");
  EXPECT_EQ(text("{{$d := dict \"a\" 1 \"b\" \"x\"}}{{$d.a}}{{$d.b}}"), "1x");
  EXPECT_EQ(text("{{toJson (dict \"a\" (list 1 \"<\"))}}"), "{\"a\":[1,\"\\u003c\"]}");
}

TEST(MessageFunctions, KnowTheTime) {
  EXPECT_EQ(text("{{date \"2006-01-02 15:04\" .}}"), "2026-11-21 00:18");
  EXPECT_EQ(text("{{since .}} {{since . | humanizeDuration}}"), "3m0s 3m 0s");
  EXPECT_EQ(text("{{now.Minute}} {{(now.Sub .).Seconds}}"), "21 180");
}

TEST(MessageFunctions, KnowTheZonesTheyAreGiven) {
  Surroundings surroundings = at_noon();
  surroundings.zone = [](std::string_view zone,
                         core::Instant) -> core::Result<templates::ZoneOffset> {
    if (zone != "Europe/Berlin") return core::Error("unknown time zone");
    return templates::ZoneOffset{std::chrono::hours(1), "CET"};
  };
  EXPECT_EQ(text("{{(tz \"Europe/Berlin\" .).Format \"15:04 MST\"}}", surroundings), "01:18 CET");
  EXPECT_EQ(text("{{. | tz \"UTC\" | date \"15:04 MST\"}}", surroundings), "00:18 UTC");
  EXPECT_NE(text("{{tz \"Mars\" .}}", surroundings).find("error calling tz: unknown time zone"),
            std::string::npos);
  EXPECT_NE(text("{{tz \"Mars\" .}}").find("unknown time zone \"Mars\""), std::string::npos);
}

TEST(MessageFunctions, SayWhatIsWrongWithTheirArguments) {
  const std::pair<const char*, const char*> cases[] = {
      {"{{join \",\" 1}}", "wants a list of texts, not int"},
      {"{{join \",\" (list 1)}}", "wants texts, not int"},
      {"{{urlUnescape \"%zz\"}}", "invalid URL escape \"%zz\""},
      {"{{urlUnescape \"a%2\"}}", "invalid URL escape \"%2\""},
      {"{{urlUnescape \"%0x\"}}", "invalid URL escape \"%0x\""},
      {"{{append 1 2}}", "wants a list"},
      {"{{dict 1 2}}", "a key must be text"},
      {"{{dict \"a\"}}", "number of parameters must be even"},
      {"{{date \"15\" 1}}", "wants a time"},
      {"{{since 1}}", "wants a time"},
      {"{{tz \"UTC\" 1}}", "wants a time"},
      {"{{reReplaceAll \"(\" \"\" \"\"}}", "regexp: Compile"},
      {"{{toDate \"2006\" \"2026\"}}", "function \"toDate\" not defined"},
  };
  for (const auto& [source, problem] : cases) {
    EXPECT_NE(text(source).find(problem), std::string::npos) << source << ": " << text(source);
  }
}

TEST(IsMessageFunction, KnowsGosOwnAndNotPrometheuss) {
  EXPECT_TRUE(is_message_function("printf"));
  EXPECT_TRUE(is_message_function("stringSlice"));
  EXPECT_FALSE(is_message_function("query"));
  EXPECT_FALSE(is_message_function("externalURL"));
}

TEST(Trusted, IsOnlyForItsPlace) {
  const Value html = trusted_text("<b>", Trust::html);
  ASSERT_NE(trusted(html, Trust::html), nullptr);
  EXPECT_EQ(*trusted(html, Trust::html), "<b>");
  EXPECT_EQ(trusted(html, Trust::url), nullptr);
  EXPECT_EQ(trusted(Value("<b>"), Trust::html), nullptr);
  EXPECT_EQ(html.type_name(), "template.HTML");
}

}  // namespace
}  // namespace silicon::notify
