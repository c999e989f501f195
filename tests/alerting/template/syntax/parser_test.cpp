#include "alerting/template/syntax/parser.hpp"

#include <gtest/gtest.h>

namespace silicon::templates {
namespace {

core::Result<Definitions> parsed(std::string_view text) {
  return parse("t", text, [](std::string_view name) { return name == "f" || name == "printf"; });
}

// The template as it is spelled again, or the error.
std::string respelled(std::string_view text) {
  const auto definitions = parsed(text);
  if (!definitions) return definitions.error().message();
  std::string out;
  for (const Statement& statement : definitions->at("t")) out += spelled(statement);
  return out;
}

TEST(Parser, ReadsWhatItSpells) {
  for (const char* text : {
           "text",
           "{{.}}",
           "{{.a.b}}",
           "{{$.a}}",
           "{{f 1 -2.5 \"x\" `y` 'c' true nil . .a}}",
           "{{.a | f 1 | printf \"%v\"}}",
           "{{$x := f}}{{$x = 2}}{{$x.y}}",
           "{{(f 1).b.c}}",
           "{{f (f 1) (.a | f)}}",
           "{{if .a}}x{{else}}y{{end}}",
           "{{with $y := .a}}{{$y}}{{end}}",
           "{{range $i, $e := .a}}{{$i}}{{break}}{{continue}}{{else}}none{{end}}",
           "{{template \"other\"}}{{template \"other\" .}}",
       }) {
    EXPECT_EQ(respelled(text), text);
  }
}

TEST(Parser, ReadsElseIfAsAnIfInsideTheElse) {
  EXPECT_EQ(respelled("{{if .a}}1{{else if .b}}2{{else}}3{{end}}"),
            "{{if .a}}1{{else}}{{if .b}}2{{else}}3{{end}}{{end}}");
  EXPECT_EQ(respelled("{{with .a}}1{{else with .b}}2{{end}}"),
            "{{with .a}}1{{else}}{{with .b}}2{{end}}{{end}}");
}

TEST(Parser, KeepsDefinitionsApart) {
  const auto definitions = parsed("{{define \"a\"}}x{{end}}y{{block \"b\" .}}z{{end}}");
  ASSERT_TRUE(definitions);
  EXPECT_EQ(definitions->size(), 3U);
  EXPECT_EQ(definitions->at("a").size(), 1U);
  EXPECT_EQ(definitions->at("t").size(), 2U);
}

TEST(Parser, LetsAnEmptyDefinitionBeReplaced) {
  EXPECT_TRUE(parsed("{{define \"a\"}} {{end}}{{define \"a\"}}x{{end}}{{define \"a\"}}{{end}}"));
  EXPECT_EQ(respelled("{{define \"a\"}}x{{end}}{{define \"a\"}}y{{end}}"),
            "template: t:1: template: multiple definition of template \"a\"");
}

struct Mistake {
  const char* text;
  const char* message;
};

TEST(Parser, SaysWhatIsWrongAsGoDoes) {
  for (const Mistake& mistake : {
           Mistake{"{{if}}", "missing value for if"},
           {"{{}}", "missing value for command"},
           {"{{end}}", "unexpected {{end}}"},
           {"{{else}}", "unexpected {{else}}"},
           {"{{if .}}", "unexpected EOF"},
           {"{{if .}}{{else}}{{else}}{{end}}", "expected end; found {{else}}"},
           {"{{break}}", "{{break}} outside {{range}}"},
           {"{{range .}}{{define \"x\"}}{{end}}{{end}}", "unexpected <define> in command"},
           {"{{g}}", "function \"g\" not defined"},
           {"{{$x}}", "undefined variable \"$x\""},
           {"{{if $x := 1}}{{end}}{{$x}}", "undefined variable \"$x\""},
           {"{{. | 1}}", "non executable command in pipeline stage 2"},
           {"{{| f}}", "unexpected \"|\" in command"},
           {"{{1.a}}", "bad number syntax: \"1.a\""},
           {"{{\"x\".a}}", "unexpected . after term \"\\\"x\\\"\""},
           {"{{$x, $y := f}}", "too many declarations in command"},
           {"{{range $x, 1}}{{end}}", "range can only initialize variables"},
           {"{{template x}}", "unexpected \"x\" in template clause"},
           {"{{define}}", "unexpected \"}}\" in define clause"},
           {"{{f\n(}}", "unclosed left paren"},
           {"{{\n\n", "unclosed action started at t:1"},
           {"{{ f , }}", "unexpected \",\" in operand"},
       }) {
    const std::string text = respelled(mistake.text);
    EXPECT_NE(text.find(mistake.message), std::string::npos) << mistake.text << " gives " << text;
    EXPECT_EQ(text.substr(0, 12), "template: t:") << mistake.text;
  }
}

TEST(Parser, NamesTheLine) {
  EXPECT_EQ(respelled("a\nb{{g}}"), "template: t:2: function \"g\" not defined");
}

TEST(Parser, RefusesWhatIsTooDeepOrTooLong) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "{{if .}}";
  EXPECT_NE(respelled(deep).find("too many blocks"), std::string::npos);
  EXPECT_NE(respelled("{{f " + std::string(10'000, '(')).find("too many parentheses"),
            std::string::npos);
  std::string chained = "{{if .}}";
  for (int i = 0; i < 10'000; ++i) chained += "{{else if .}}";
  EXPECT_NE(respelled(chained).find("too many blocks"), std::string::npos);
  EXPECT_FALSE(parsed(std::string(kMaxTemplateBytes + 1, 'x')));
}

}  // namespace
}  // namespace silicon::templates
