#include "alerting/routing/matching/parse.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace silicon::routing {
namespace {

// The matchers in Alertmanager's spelling, or the error behind "error: ".
std::string read(std::string_view text, MatcherSyntax syntax) {
  const auto parsed = parse_matchers(text, syntax);
  return parsed ? matchers_text(parsed->matchers) : "error: " + parsed.error().message();
}

using Cases = std::vector<std::pair<std::string_view, std::string>>;

TEST(Utf8Matchers, AreReadAsAlertmanagerReadsThem) {
  const Cases cases{
      {"", "{}"},
      {"{}", "{}"},
      {"  ", "{}"},
      {"a=b", R"({a="b"})"},
      {"a=b,", R"({a="b"})"},
      {"{a=b,}", R"({a="b"})"},
      {" { a = b , c !~ \"d|e\" } ", R"({a="b",c!~"d|e"})"},
      {"a=b;", R"({a="b;"})"},
      {R"("odd name"="x\ty\u00e9")", "{\"odd name\"=\"x\\ty\u00e9\"}"},
      {"\U0001f642=b", "{\U0001f642=\"b\"}"},
      {R"(a="{b}, \"c\"")", R"({a="{b}, \"c\""})"},
      {"a=\"\"", R"({a=""})"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(read(text, MatcherSyntax::utf8), expected) << text;
  }
}

// Every text here is what amtool 0.28.1 check-config --enable-feature=utf8-strict-mode says.
TEST(Utf8Matchers, AreRefusedInAlertmanagersWordsWithThePlace) {
  const Cases cases{
      {R"(a="b)", R"(2:4: "b: missing end ": expected label value)"},
      {"foo = ", "end of input: expected label value"},
      {"foo", "end of input: expected an operator such as '=', '!=', '=~' or '!~'"},
      {"{a=b", "0:4: end of input: expected close brace"},
      {"a=b}", "0:4: }: expected opening brace"},
      {"a=b c", "4:5: unexpected c: expected a comma or close brace"},
      {"a=b,,", "4:5: unexpected ,: expected a matcher or close brace after comma"},
      {"a!b", "1:2: !: expected one of '=~': expected an operator such as '=', '!=', '=~' or '!~'"},
      {"=b", "0:1: unexpected =: expected label name"},
      {"a==b", "2:3: unexpected =: expected label value"},
      {"{", "0:1: end of input: expected close brace"},
      {"}", "0:1: }: expected opening brace"},
      {R"(a="b" c)", "6:7: unexpected c: expected a comma or close brace"},
      {"a='b'", "2:3: ': invalid input: expected label value"},
      {"{a=b}x", "5:6: x: expected end of input"},
      {"{a=b}{", "5:6: {: expected end of input"},
      {"{{a=b}", "1:2: unexpected {: expected label name"},
      {R"(a="\x")", R"(2:6: "\x": invalid input)"},
      {R"(a="\xff")", R"(2:8: "\xff": invalid input)"},
      {R"("a=b)", R"(0:4: "a=b: missing end ")"},
      {",a=b", "0:1: unexpected ,: expected label name"},
      {"\U0001f642=b=c", "3:4: unexpected =: expected a comma or close brace"},
      {"a=~", "end of input: expected label value"},
      {"a!",
       "1:2: unexpected end of input, expected one of '=~': expected an operator such as '=', "
       "'!=', '=~' or '!~'"},
      {"a=b,c", "end of input: expected an operator such as '=', '!=', '=~' or '!~'"},
      {"a=b,=", "4:5: unexpected =: expected a matcher or close brace after comma"},
      {R"(a=b "c")", R"(4:7: unexpected "c": expected a comma or close brace)"},
      {"a=b,!",
       "4:5: unexpected end of input, expected one of '=~': expected a matcher or close brace "
       "after comma"},
      {"~", "0:1: ~: invalid input"},
      {R"(a=b\)", R"(3:4: \: invalid input: expected a comma or close brace)"},
      {"a=~b)", "failed to create matcher: error parsing regexp: unexpected ): `b)`"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(read(text, MatcherSyntax::utf8), "error: " + expected) << text;
  }
}

TEST(ClassicMatchers, AreReadAsAlertmanagerReadsThem) {
  const Cases cases{
      {"", "{}"},
      {"{", "{}"},
      {"}", "{}"},
      {"foo = ", R"({foo=""})"},
      {"{a=b", R"({a="b"})"},
      {"a=b}", R"({a="b"})"},
      {"a=b c", R"({a="b c"})"},
      {"a==b", R"({a="=b"})"},
      {"a='b'", R"({a="'b'"})"},
      {"{a=b}x", R"({a="b}x"})"},
      {"{a=b}{", R"({a="b}{"})"},
      {R"(a="\x")", R"({a="\\x"})"},
      {R"(a="\n\"\\")", R"({a="\n\"\\"})"},
      {"a=~", R"({a=~""})"},
      {R"(a=b\)", R"({a="b\\"})"},
      {R"(a="b,c", d!~"e|f", g:h != i ,)", R"({a="b,c",d!~"e|f",g:h!="i"})"},
      {R"(a=",\",",b=c)", R"({a=",\",",b="c"})"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(read(text, MatcherSyntax::classic), expected) << text;
  }
}

// As amtool 0.28.1 check-config --enable-feature=classic-mode.
TEST(ClassicMatchers, AreRefusedInAlertmanagersWords) {
  const std::string quote = "matcher value contains unescaped double quote: ";
  const Cases cases{
      {R"(a="b)", quote + "\"b"},
      {R"(a="b" c)", quote + "\"b\" c"},
      {R"(a=b "c")", quote + "b \"c\""},
      {"foo", "bad matcher format: foo"},
      {"a=b,,", "bad matcher format: "},
      {"a!b", "bad matcher format: a!b"},
      {"=b", "bad matcher format: =b"},
      {"{{a=b}", "bad matcher format: {a=b"},
      {"\"a\"=b", "bad matcher format: \"a\"=b"},
      {"a=b,1c=d", "bad matcher format: 1c=d"},
      {"a=~b)", "error parsing regexp: unexpected ): `b)`"},
  };
  for (const auto& [text, expected] : cases) {
    EXPECT_EQ(read(text, MatcherSyntax::classic), "error: " + expected) << text;
  }
}

TEST(FallbackMatchers, TakeTheNewSyntaxWhereBothAgreeOrTheOldOneFails) {
  for (const char* text : {R"(a="b")", R"({a=b,c=~"d"})", R"("odd name"=b)", ""}) {
    const auto parsed = parse_matchers(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(parsed->note, "") << text;
  }
  EXPECT_EQ(read(R"("odd name"=b)", MatcherSyntax::fallback), R"({"odd name"="b"})");
}

TEST(FallbackMatchers, TakeTheOldSyntaxWithAWordOfAdvice) {
  const auto old = parse_matchers("team = a b");
  ASSERT_TRUE(old);
  EXPECT_EQ(matchers_text(old->matchers), R"({team="a b"})");
  EXPECT_EQ(old->note,
            "is not in the UTF-8 syntax of matchers (9:10: unexpected b: expected a comma or close "
            R"(brace) and read in the classic one; write it as {team="a b"})");

  const auto ambiguous = parse_matchers(R"(a="\x41")");
  ASSERT_TRUE(ambiguous);
  EXPECT_EQ(matchers_text(ambiguous->matchers), R"({a="\\x41"})");
  EXPECT_NE(ambiguous->note.find("means something else"), std::string::npos);
}

TEST(FallbackMatchers, SayBothReasonsWhenNeitherSyntaxFits) {
  EXPECT_EQ(read("foo", MatcherSyntax::fallback),
            "error: bad matcher format: foo (end of input: expected an operator such as '=', '!=', "
            "'=~' or '!~')");
}

// Every answer here is Alertmanager 0.28.1's to the text as filter= of /api/v2/alerts.
TEST(OneMatcher, IsReadAsAFilterOfAlertmanagersApi) {
  const Cases cases{
      {"a=b", R"({a="b"})"},
      {"a=\"b\"", R"({a="b"})"},
      {"a=b,c=d", R"({a="b,c=d"})"},
      {"a=b,c~d", R"({a="b,c~d"})"},
      {"a=b c", R"({a="b c"})"},
      {"a=='x'", R"({a="='x'"})"},
      {"a=~b|c", R"({a=~"b|c"})"},
      {R"(a="b",)", R"({a="b"})"},
      {R"("a b"="c")", R"({"a b"="c"})"},
      {"\u00e4=b", "{\u00e4=\"b\"}"},
      {"", "error: bad matcher format: "},
      {"a", "error: bad matcher format: a"},
      {"=b", "error: bad matcher format: =b"},
      {"a!b", "error: bad matcher format: a!b"},
      {"{}", "error: unexpected open or close brace: {}"},
      {"{a=b}", "error: unexpected open or close brace: {a=b}"},
      {"{a=b", "error: unexpected open or close brace: {a=b"},
      {"a=b}", "error: unexpected open or close brace: a=b}"},
      {R"(a="b"x)", R"(error: matcher value contains unescaped double quote: "b"x)"},
      {R"(a="b",c="d")", R"(error: matcher value contains unescaped double quote: "b",c="d")"},
  };
  for (const auto& [text, expected] : cases) {
    const auto parsed = parse_matcher(text);
    EXPECT_EQ(parsed ? matchers_text({*parsed}) : "error: " + parsed.error().message(), expected)
        << text;
  }
}

TEST(Matchers, AreBoundedAndUtf8) {
  EXPECT_FALSE(parse_matchers("a=\"\xff\""));
  EXPECT_FALSE(parse_matchers("a=" + std::string(kMaxMatchersBytes, 'x')));
  EXPECT_TRUE(parse_matchers("a=" + std::string(1000, 'x')));
  EXPECT_FALSE(parse_matcher("a=\"\xff\""));
  EXPECT_FALSE(parse_matcher("a=" + std::string(kMaxMatchersBytes, 'x')));
}

}  // namespace
}  // namespace silicon::routing
