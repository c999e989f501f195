#include "alerting/template/execute/builtins.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/run_template.hpp"

namespace silicon::templates {
namespace {

using testing::run_template;

const Value& data() {
  static const Value value(Map{{{"list", List{{"a", "b", "c"}}},
                                {"map", Map{{{"k", "v"}}, true}},
                                {"text", "h\xC3\xA9llo"}}});
  return value;
}

std::string run(std::string_view text) {
  return run_template(text, data());
}

std::string error_of(std::string_view text) {
  const std::string result = run(text);
  const std::size_t at = result.find(">: ");
  return at == std::string::npos ? "no error: " + result : result.substr(at + 3);
}

TEST(Builtins, AndAndOrGiveTheDecidingValue) {
  EXPECT_EQ(run("{{and 1 0 2}} {{and 1 2}} {{or 0 \"\" 3 4}} {{or 0 \"\"}}"), "0 2 3 ");
  EXPECT_EQ(run("{{2 | and 1}} {{0 | or 0}}"), "2 0");
}

TEST(Builtins, AndAndOrLookNoFurtherThanTheyMust) {
  EXPECT_EQ(run("{{or true (index .list 99)}}{{and false (index .list 99)}}"), "truefalse");
  EXPECT_EQ(error_of("{{or false (index .list 99)}}"),
            "error calling index: index out of range: 99");
}

TEST(Builtins, Not) {
  EXPECT_EQ(run("{{not 0}} {{not .list}}"), "true false");
}

TEST(Builtins, LenCountsBytesAndElements) {
  EXPECT_EQ(run("{{len .list}} {{len .map}} {{len .text}}"), "3 1 6");
  EXPECT_EQ(error_of("{{len 3}}"), "error calling len: len of type int");
  EXPECT_EQ(error_of("{{len nil}}"),
            "error calling len: reflect: call of reflect.Value.Type on zero Value");
}

TEST(Builtins, IndexLooksIntoListsMapsAndTexts) {
  EXPECT_EQ(
      run("{{index .list 1}} {{index .map \"k\"}} {{index .map \"none\"}}| {{index .text 0}}"),
      "b v | 104");
  EXPECT_EQ(run("{{index . \"list\" 2}}"), "c");
  EXPECT_EQ(error_of("{{index .list \"x\"}}"),
            "error calling index: cannot index slice/array with type string");
  EXPECT_EQ(error_of("{{index .map 1}}"),
            "error calling index: value has type int; should be string");
  EXPECT_EQ(error_of("{{index 1 1}}"), "error calling index: can't index item of type int");
  EXPECT_EQ(error_of("{{index nil 1}}"), "error calling index: index of untyped nil");
}

TEST(Builtins, SliceCuts) {
  EXPECT_EQ(run("{{slice .list 1}} {{slice .list 0 1}} {{slice .text 3}}"), "[b c] [a] llo");
  EXPECT_EQ(error_of("{{slice .list 2 1}}"), "error calling slice: invalid slice index: 2 > 1");
  EXPECT_EQ(error_of("{{slice .list 9}}"), "error calling slice: index out of range: 9");
  EXPECT_EQ(error_of("{{slice 1 1}}"), "error calling slice: can't slice item of type int");
}

TEST(Builtins, PrintAndFriends) {
  EXPECT_EQ(run("{{print 1 2 \"x\"}}|{{println 1 \"x\"}}|{{printf \"%03d\" 7}}"), "1 2x|1 x\n|007");
  EXPECT_EQ(run("{{html \"<a>\" }} {{js \"'\"}} {{urlquery \"a b\"}}"), "&lt;a&gt; \\' a+b");
  EXPECT_EQ(error_of("{{printf 1}}"), "expected string; found 1");
}

TEST(Builtins, Comparisons) {
  EXPECT_EQ(run("{{eq 1 1}}{{eq 1 2 1}}{{ne 1 2}}{{lt 1 2}}{{le 2 2}}{{gt 1 2}}{{ge 2 2}}"),
            "truetruetruetruetruefalsetrue");
  EXPECT_EQ(error_of("{{lt 1 1.5}}"),
            "error calling lt: incompatible types for comparison: int and float64");
  EXPECT_EQ(error_of("{{eq 1}}"), "error calling eq: missing argument for comparison");
}

TEST(Builtins, CallHasNothingToCall) {
  EXPECT_EQ(error_of("{{call nil}}"), "error calling call: call of nil");
  EXPECT_EQ(error_of("{{call 1}}"), "error calling call: non-function 1 of type int");
}

}  // namespace
}  // namespace silicon::templates
