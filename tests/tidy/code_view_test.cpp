#include "tests/tidy/text/code_view.hpp"

#include <gtest/gtest.h>

#include "exporter/core/text.hpp"
#include "tests/tidy/text/source_file.hpp"

namespace silicon::tidy {
namespace {

std::string code(std::string_view text) {
  return view_of(text).code;
}

std::string literals(std::string_view text) {
  return std::string(core::trimmed(view_of(text).literals));
}

std::string comments(std::string_view text) {
  return std::string(core::trimmed(view_of(text).comments));
}

TEST(CodeView, KeepsEveryPartAsLongAsTheOriginal) {
  const std::string text = "int a = 1;  // one\nconst char* b = R\"(x\ny)\"; /* c\n */ 'd'\n";
  const CodeView view = view_of(text);
  for (const std::string& part : {view.code, view.comments, view.literals, view.raw}) {
    ASSERT_EQ(part.size(), text.size());
    for (std::size_t i = 0; i < text.size(); ++i) EXPECT_EQ(part[i] == '\n', text[i] == '\n');
  }
}

TEST(CodeView, BlanksCommentsOutOfTheCode) {
  EXPECT_EQ(code("a; // b\nc;"), "a;     \nc;");
  EXPECT_EQ(code("a /* b; */ c"), "a          c");
  EXPECT_EQ(comments("a; // b"), "// b");
  EXPECT_EQ(comments("a /* b */ c"), "/* b */");
}

TEST(CodeView, BlanksStringsButKeepsTheirQuotes) {
  EXPECT_EQ(code(R"(f("a // b", '"');)"), R"(f("      ", ' ');)");
  EXPECT_EQ(literals(R"(f("a // b");)"), "a // b");
}

TEST(CodeView, SeesAnEscapedQuoteAsContent) {
  EXPECT_EQ(code(R"(f("\"", '\'', "\\") ;)"), R"(f("  ", '  ', "  ") ;)");
}

TEST(CodeView, EndsAnUnclosedStringAtTheEndOfItsLine) {
  EXPECT_EQ(code("f(\"a\nb"), "f(\" \nb");
}

TEST(CodeView, ReadsRawStringsToTheirOwnDelimiter) {
  EXPECT_EQ(literals("R\"x(a)\" // \"b)x\";"), "a)\" // \"b");
  EXPECT_EQ(code("R\"(\")\" c"), "R\"( )\" c");
  EXPECT_EQ(core::trimmed(view_of("\"p\" R\"(q)\"").raw), "q");
}

TEST(CodeView, DoesNotTakeANameThatEndsInRForARawString) {
  EXPECT_EQ(code("FOR\"(\" a"), "FOR\" \" a");
}

TEST(CodeView, SeesADigitSeparatorAsCode) {
  EXPECT_EQ(code("1'000'000 'x' 0xff'ff"), "1'000'000 ' ' 0xff'ff");
}

TEST(CodeView, SurvivesTextThatEndsInTheMiddle) {
  for (const std::string_view text : {"\"", "'", "/*", "//", "R\"", "R\"(", "\"\\", "R\"x(a)"}) {
    EXPECT_EQ(view_of(text).code.size(), text.size()) << text;
  }
}

TEST(FindWord, WantsTheWholeWord) {
  EXPECT_EQ(find_word("resleep sleeper sleep", "sleep"), 16U);
  EXPECT_EQ(find_word("sleep", "sleep"), 0U);
  EXPECT_EQ(find_word("sleep_for", "sleep"), std::string_view::npos);
}

TEST(LineAt, CountsFromOne) {
  EXPECT_EQ(line_at("a\nb\n", 0), 1);
  EXPECT_EQ(line_at("a\nb\n", 1), 1);
  EXPECT_EQ(line_at("a\nb\n", 2), 2);
}

}  // namespace
}  // namespace silicon::tidy
