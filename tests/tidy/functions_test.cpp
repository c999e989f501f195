#include "tests/tidy/text/functions.hpp"

#include <gtest/gtest.h>

#include "tests/tidy/text/code_view.hpp"

namespace silicon::tidy {
namespace {

using Names = std::vector<std::string>;

Names names(std::string_view text) {
  const FunctionScan scan = scan_functions(view_of(text).code);
  EXPECT_TRUE(scan.balanced) << text;
  Names result;
  for (const Function& function : scan.functions) result.push_back(function.name);
  return result;
}

TEST(ScanFunctions, FindsThemInsideNamespacesAndClasses) {
  EXPECT_EQ(names("namespace a::b {\nnamespace {\nint f() { return 1; }\n}\n}\n"), Names{"f"});
  EXPECT_EQ(names("class A final : public B {\n public:\n  int f() const { return 1; }\n"
                  " private:\n  void g() {}\n  int h_;\n};"),
            (Names{"f", "g"}));
}

TEST(ScanFunctions, TakesALambdaAsPartOfTheFunctionAroundIt) {
  EXPECT_EQ(names("void f() {\n  g([] { return 1; });\n}\nvoid h() {}"), (Names{"f", "h"}));
}

TEST(ScanFunctions, SeesConstructorsWithMembersInBraces) {
  EXPECT_EQ(names("Foo::Foo(int a) : a_{a}, b_{} { run(); }\nvoid g() {}"),
            (Names{"Foo::Foo", "g"}));
  EXPECT_EQ(names("Foo::Foo(int a) : a_(a) {}"), Names{"Foo::Foo"});
}

TEST(ScanFunctions, PassesOverDataEnumsAndDeclarations) {
  EXPECT_EQ(names("const std::vector<int> kA = {1, 2};\nenum class E { a, b };\nint f(int a = 3);\n"
                  "constexpr std::array<B, 2> kB = {{{f(), 2}, {3, 4}}};\nstd::map<int, int> c{};"),
            Names{});
}

TEST(ScanFunctions, KnowsTemplatesOperatorsAndTrailingTypes) {
  EXPECT_EQ(names("template <class T, class U = std::map<int, T>>\nbool operator==(T a, T b) {}\n"
                  "auto f(O o = {}) -> std::vector<int> {}\nFoo::~Foo() { stop(); }\n"
                  "int f(std::function<void()> call) { call(); }"),
            (Names{"operator==", "f", "Foo::~Foo", "f"}));
}

TEST(ScanFunctions, KnowsTheOperatorsWithParenthesesAndTypesInTheirNames) {
  EXPECT_EQ(names("struct A {\n  int operator()(int a) { return a; }\n"
                  "  explicit operator bool() const { return true; }\n"
                  "  bool operator<(const A& a) const { return false; }\n};"),
            (Names{"operator()", "operator bool", "operator<"}));
}

TEST(ScanFunctions, CountsATestAsAFunction) {
  EXPECT_EQ(names("TEST(A, B) {\n}\nTEST_P(C, D) {}"), (Names{"TEST", "TEST_P"}));
}

TEST(ScanFunctions, IsNotMisledByBracesInTextOrPreprocessorLines) {
  EXPECT_EQ(names("#define X {\nvoid f() { g(\"}\"); /* } */ }\nvoid h() {}"), (Names{"f", "h"}));
}

TEST(ScanFunctions, SaysWhereAFunctionBeginsAndEnds) {
  const std::string text = "int a;\n\nvoid f(\n    int b) {\n}\n";
  const FunctionScan scan = scan_functions(text);
  ASSERT_EQ(scan.functions.size(), 1U);
  EXPECT_EQ(scan.functions[0].begin, text.find("void"));
  EXPECT_EQ(scan.functions[0].end, text.find('}'));
}

TEST(ScanFunctions, SaysWhenTheBracesDoNotAddUp) {
  EXPECT_FALSE(scan_functions("void f() {").balanced);
  EXPECT_FALSE(scan_functions("}").balanced);
  EXPECT_FALSE(scan_functions("namespace a {").balanced);
}

}  // namespace
}  // namespace silicon::tidy
