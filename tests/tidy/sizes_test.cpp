#include "tests/tidy/rules/sizes.hpp"

#include <gtest/gtest.h>

namespace silicon::tidy {
namespace {

std::string lines(int count, const std::string& line = "int a;") {
  std::string result;
  for (int i = 0; i < count; ++i) result += line + "\n";
  return result;
}

// A function of `count` lines in all.
std::string function_of(int count) {
  return "void f() {\n" + lines(count - 2, "  g();") + "}\n";
}

TEST(FileSize, MayBeExactlyItsLimit) {
  EXPECT_EQ(check_file_size(SourceFile("a/b.cpp", lines(kMaxSourceLines))), Violations{});
  EXPECT_EQ(check_file_size(SourceFile("a/b.hpp", lines(kMaxHeaderLines))), Violations{});
}

TEST(FileSize, OneLineOverItsLimitIsTooMuch) {
  EXPECT_EQ(check_file_size(SourceFile("a/b.cpp", lines(kMaxSourceLines + 1))).size(), 1U);
  const Violations violations = check_file_size(SourceFile("a/b.hpp", lines(kMaxHeaderLines + 1)));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].line, kMaxHeaderLines + 1);
  EXPECT_EQ(violations[0].advice, "the file has 201 lines, 200 are allowed: split it by concept");
}

TEST(FunctionSize, MayBeExactlyItsLimit) {
  EXPECT_EQ(check_function_sizes(SourceFile("a/b.cpp", function_of(kMaxFunctionLines))),
            Violations{});
}

TEST(FunctionSize, OneLineOverItsLimitIsTooMuch) {
  const std::string text = "\n\n" + function_of(kMaxFunctionLines + 1);
  const Violations violations = check_function_sizes(SourceFile("a/b.cpp", text));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].line, 3);
  EXPECT_EQ(violations[0].advice, "f() has 61 lines, 60 are allowed: split it by concept");
}

TEST(FunctionSize, SaysWhenAFileCannotBeMeasured) {
  EXPECT_EQ(check_function_sizes(SourceFile("a/b.cpp", "void f() {\n")).size(), 1U);
}

TEST(Columns, AreCountedInCharacters) {
  std::string wide;
  for (std::size_t i = 0; i < kMaxColumns; ++i) wide += "µ";
  EXPECT_EQ(check_columns(SourceFile("a/b.cpp", wide)), Violations{});
  const Violations violations = check_columns(SourceFile("a/b.cpp", "\n" + wide + "µ\n"));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].line, 2);
}

TEST(Columns, MayBeMoreInRawStrings) {
  const std::string wide(kMaxColumns + 1, 'x');
  EXPECT_EQ(check_columns(SourceFile("a/b.cpp", "f(R\"(\n" + wide + "\n)\");\n")), Violations{});
  EXPECT_EQ(check_columns(SourceFile("a/b.cpp", "f(\"" + wide + "\");\n")).size(), 1U);
}

std::vector<SourceFile> folder_of(int count) {
  std::vector<SourceFile> files;
  files.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    files.emplace_back("exporter/core/file" + std::to_string(i) + ".cpp", "");
  }
  return files;
}

TEST(FolderSize, IsLimited) {
  std::vector<SourceFile> files = folder_of(kMaxFilesPerFolder);
  files.emplace_back("exporter/core/inner/file.cpp", "");
  EXPECT_EQ(check_folder_sizes(files), Violations{});
  const Violations violations = check_folder_sizes(folder_of(kMaxFilesPerFolder + 1));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].path, "exporter/core");
}

}  // namespace
}  // namespace silicon::tidy
