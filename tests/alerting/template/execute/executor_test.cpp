#include "alerting/template/execute/executor.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/run_template.hpp"

namespace silicon::templates {
namespace {

using testing::run_template;

Functions functions() {
  return {
      {"twice",
       {{Parameter::real()},
        false,
        [](std::span<const Value> a) -> core::Result<Value> { return Value(*a[0].real() * 2); }}},
      {"fails",
       {{},
        false,
        [](std::span<const Value>) -> core::Result<Value> { return core::Error("on purpose"); }}},
      {"repeat",
       {{Parameter::integer(), Parameter::text()},
        false,
        [](std::span<const Value> a) -> core::Result<Value> {
          std::string out;
          for (std::int64_t i = 0; i < *a[0].integer(); ++i) out += *a[1].text();
          return Value(out);
        }}}};
}

Value data() {
  return Map{{{"name", "web"},
              {"count", 3},
              {"share", 0.5},
              {"tags", Map{{{"b", "2"}, {"a", "1"}}, true}},
              {"list", List{{"x", "y", "z"}}},
              {"empty", List{}},
              {"none", Value()},
              {"thing", make_struct("Thing", {{"Size", 7}})}}};
}

std::string run(std::string_view text) {
  return run_template(text, data(), functions());
}

TEST(Executor, PrintsFields) {
  EXPECT_EQ(run("a {{.name}} b {{.tags.a}} {{.thing.Size}}"), "a web b 1 7");
  EXPECT_EQ(run("{{.tags.missing}}|{{.missing}}|{{.missing.deeper}}|{{.none}}"),
            "|<no value>|<no value>|<no value>");
}

TEST(Executor, DecidesAndTakesTheDot) {
  EXPECT_EQ(run("{{if .count}}yes{{else}}no{{end}}{{if .empty}}yes{{else}}no{{end}}"), "yesno");
  EXPECT_EQ(run("{{if eq .count 1}}1{{else if eq .count 3}}3{{else}}?{{end}}"), "3");
  EXPECT_EQ(run("{{with .thing}}{{.Size}}{{end}}{{with .none}}x{{else}}y{{end}}"), "7y");
}

TEST(Executor, Loops) {
  EXPECT_EQ(run("{{range .list}}{{.}},{{end}}"), "x,y,z,");
  EXPECT_EQ(run("{{range $i, $e := .list}}{{$i}}{{$e}}{{end}}"), "0x1y2z");
  EXPECT_EQ(run("{{range $k, $v := .tags}}{{$k}}={{$v}};{{end}}"), "a=1;b=2;");
  EXPECT_EQ(run("{{range $v := .tags}}{{$v}}{{end}}"), "12");
  EXPECT_EQ(run("{{range .empty}}x{{else}}none{{end}}"), "none");
  EXPECT_EQ(run("{{range .none}}x{{else}}none{{end}}"), "none");
  EXPECT_EQ(run("{{range 3}}{{.}}{{end}}"), "012");
  EXPECT_EQ(run("{{range .list}}{{if eq . \"y\"}}{{continue}}{{end}}{{.}}{{end}}"), "xz");
  EXPECT_EQ(run("{{range .list}}{{if eq . \"y\"}}{{break}}{{end}}{{.}}{{end}}!"), "x!");
}

TEST(Executor, HasVariables) {
  EXPECT_EQ(run("{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}"), "2");
  EXPECT_EQ(run("{{$x := 1}}{{if true}}{{$x := 2}}{{end}}{{$x}}"), "1");
  EXPECT_EQ(run("{{$last := \"\"}}{{range .list}}{{$last = .}}{{end}}{{$last}}"), "z");
  EXPECT_EQ(run("{{range .list}}{{$.name}}{{end}}"), "webwebweb");
}

TEST(Executor, CallsFunctionsAndPipes) {
  EXPECT_EQ(run("{{twice 2}} {{.share | twice}} {{twice (twice .share)}}"), "4 1 2");
  EXPECT_EQ(run("{{.name | repeat 2 | printf \"%s!\"}}"), "webweb!");
}

TEST(Executor, InvokesTemplates) {
  EXPECT_EQ(run("{{define \"a\"}}[{{.}}]{{end}}{{template \"a\" .name}}{{template \"a\"}}"),
            "[web][<no value>]");
  EXPECT_EQ(run("{{block \"b\" .count}}<{{.}}>{{end}}"), "<3>");
  EXPECT_EQ(run("{{$x := 1}}{{define \"a\"}}{{$}}{{end}}{{template \"a\" .name}}{{$x}}"), "web1");
}

TEST(Executor, KeepsTheSurroundingsOfAnInvocation) {
  EXPECT_EQ(
      run("{{range .list}}{{template \"a\" .}}{{.}}{{end}}{{define \"a\"}}{{$y := .}}{{end}}"),
      "xyz");
}

struct Failure {
  const char* text;
  const char* message;
};

TEST(Executor, SaysWhereAndWhyItFails) {
  for (const Failure& failure : {
           Failure{"{{.name.x}}",
                   "1:7: executing \"t\" at <.name.x>: can't evaluate field x in type string"},
           {"a\n {{.thing.None}}",
            "2:9: executing \"t\" at <.thing.None>: can't evaluate field None in type Thing"},
           {"{{fails}}", "1:2: executing \"t\" at <fails>: error calling fails: on purpose"},
           {"{{1 | fails}}",
            "1:6: executing \"t\" at <fails>: wrong number of args for fails: want 0 got 1"},
           {"{{twice \"a\"}}", "1:8: executing \"t\" at <\"a\">: expected float; found \"a\""},
           {"{{twice .name}}",
            "1:8: executing \"t\" at <.name>: wrong type for value; expected float64; got string"},
           {"{{twice .none}}", "1:8: executing \"t\" at <.none>: invalid value; expected float64"},
           {"{{twice nil}}", "1:8: executing \"t\" at <nil>: cannot assign nil to float64"},
           {"{{twice .count}}",
            "1:8: executing \"t\" at <.count>: wrong type for value; expected float64; got int"},
           {"{{nil}}", "1:2: executing \"t\" at <nil>: nil is not a command"},
           {"{{.name 1}}",
            "1:2: executing \"t\" at <.name>: name is not a method but has arguments"},
           {"{{.thing.Size 1}}",
            "1:8: executing \"t\" at <.thing.Size>: Size has arguments but cannot be invoked as "
            "function"},
           {"{{$x := 1}}{{$x 1}}",
            "1:13: executing \"t\" at <$x>: can't give argument to non-function $x"},
           {"{{template \"none\"}}",
            "1:11: executing \"t\" at <{{template \"none\"}}>: template \"none\" not defined"},
           {"{{range .name}}x{{end}}",
            "1:8: executing \"t\" at <.name>: range can't iterate over web"},
           {"{{$x := twice $x}}", "1:14: executing \"t\" at <$x>: undefined variable: $x"},
           {"{{$x = 1}}", "1:7: executing \"t\" at <1>: undefined variable: $x"},
           {"{{define \"a\"}}{{fails}}{{end}}{{template \"a\"}}",
            "1:16: executing \"a\" at <fails>: error calling fails: on purpose"},
       }) {
    std::string expected = "template: t:";
    EXPECT_EQ(run(failure.text), expected + failure.message) << failure.text;
  }
}

TEST(Executor, EndsWhatWouldNotEnd) {
  const auto fails_with = [](const std::string& text, const char* words) {
    const std::string result = run(text);
    EXPECT_NE(result.find(words), std::string::npos) << text << " gives " << result.substr(0, 200);
  };
  fails_with("{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}",
             "exceeded maximum template depth");
  fails_with("{{range 100000000}}{{end}}", "steps");
  fails_with("{{range 9999}}{{range 9999}}{{end}}{{end}}", "steps");
  fails_with("{{range 99999}}0123456789{{end}}", "bytes of text");
  std::string doubling = "{{$x := \"0123456789\"}}";
  for (int i = 0; i < 40; ++i) doubling += "{{$x = print $x $x}}";
  fails_with(doubling, "bytes of text");
}

std::optional<core::Result<Value>> count_or_fail(const Value& self, std::string_view name,
                                                 std::span<const Value> arguments) {
  if (name == "Fail") return core::Result<Value>(core::Error("no"));
  if (name != "Count") return std::nullopt;
  const std::size_t size =
      self.list() != nullptr ? self.list()->items.size() : self.map()->entries.size();
  return core::Result<Value>(Value(size + arguments.size()));
}

TEST(Methods, OfListsAndMapsAreCalledBeforeKeysAreLookedUp) {
  List list{{Value(1), Value(2)}};
  list.methods = count_or_fail;
  EXPECT_EQ(run_template("{{.Count}} {{.Count 1 2}} {{1 | .Count}}", Value(list)), "2 4 3");
  EXPECT_EQ(run_template("{{.Fail}}", Value(list)),
            "template: t:1:2: executing \"t\" at <.Fail>: error calling Fail: no");
  Map map{{{"Count", Value("key")}, {"other", Value("x")}}, true};
  map.methods = count_or_fail;
  EXPECT_EQ(run_template("{{.Count}} {{.other}} {{.missing}}|", Value(map)), "2 x |");
  EXPECT_NE(run_template("{{.other 1}}", Value(map)).find("is not a method but has arguments"),
            std::string::npos);
}

// Runs a template beside the library that the second text defines.
std::string run_with_library(std::string_view text, std::string_view defining,
                             Escaper* escaper = nullptr) {
  const auto knows = [](std::string_view name) { return builtins().count(name) > 0; };
  auto parsed = parse("lib.tmpl", defining, knows);
  if (!parsed) return parsed.error().message();
  Library library;
  const auto source =
      std::make_shared<const Library::Source>(Library::Source{"lib.tmpl", std::string(defining)});
  for (auto& [name, statements] : *parsed) {
    library.definitions.emplace(name, Library::Definition{source, std::move(statements)});
  }
  const auto definitions = parse("t", text, knows);
  if (!definitions) return definitions.error().message();
  const Functions none;
  const Program program{"t", text, *definitions, none, &library, escaper};
  const ExecutionLimits limits;
  const auto result = Executor(program, limits).run(Value("data"));
  return result ? *result : result.error().message();
}

TEST(Library, DefinesWhatTheTextDoesNot) {
  const std::string_view library =
      "{{define \"a\"}}a of {{.}}{{template \"b\" .}}{{end}}\n"
      "{{define \"b\"}}!{{end}}";
  EXPECT_EQ(run_with_library("{{template \"a\" .}}", library), "a of data!");
  EXPECT_EQ(run_with_library("{{define \"b\"}}?{{end}}{{template \"a\" .}}", library),
            "a of data?");
  EXPECT_NE(run_with_library("{{template \"c\"}}", library).find("template \"c\" not defined"),
            std::string::npos);
}

TEST(Library, NamesTheFileInWhichSomethingWentWrong) {
  EXPECT_EQ(
      run_with_library("\n\n{{template \"a\" .}}", "{{define \"a\"}}\n {{index . 99}}{{end}}"),
      "template: lib.tmpl:2:3: executing \"a\" at <index . 99>: error calling index: index "
      "out of range: 99");
  EXPECT_EQ(run_with_library("{{template \"a\" .}}\n{{index . 99}}", "{{define \"a\"}}{{end}}"),
            "template: t:2:2: executing \"t\" at <index . 99>: error calling index: index out of "
            "range: 99");
}

class Brackets : public Escaper {
 public:
  void literal(std::string_view text) override { seen += text; }
  std::string escaped(const Value& value) override {
    return value.is_nil() ? "" : "[" + *value.text() + "]";
  }
  std::string seen;
};

TEST(Escaper, SeesEverythingAndChangesWhatActionsPrint) {
  Brackets brackets;
  EXPECT_EQ(run_with_library("<b>{{.}}</b>{{template \"a\" .}}",
                             "{{define \"a\"}}a{{$x := .}}{{$x}}{{end}}", &brackets),
            "<b>[data]</b>a[data]");
  EXPECT_EQ(brackets.seen, "<b></b>a");
}

}  // namespace
}  // namespace silicon::templates
