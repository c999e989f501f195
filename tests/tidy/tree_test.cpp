// The rules, each over the whole code base, and the reading of it.
#include "tests/tidy/tree.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "tests/tidy/rules/catalogue.hpp"
#include "tests/tidy/rules/habits.hpp"
#include "tests/tidy/rules/includes.hpp"
#include "tests/tidy/rules/sizes.hpp"
#include "tests/tidy/text/functions.hpp"

namespace silicon::tidy {
namespace {

const Tree& code_base() {
  static const Tree tree = read_tree(SILICON_SOURCE_DIR);
  return tree;
}

// One failure per violation, as compilers print theirs: path:line: rule: what to do.
void expect_none(const std::string& rule, const Violations& violations) {
  for (const Violation& violation : violations) {
    ADD_FAILURE() << violation.path << ":" << violation.line << ": " << rule << ": "
                  << violation.advice;
  }
}

void expect_kept(const std::string& rule, Violations (*check)(const SourceFile&)) {
  for (const SourceFile& file : code_base().sources) expect_none(rule, check(file));
}

TEST(CodeBase, IsReadFromTheDisk) {
  const std::filesystem::path root = std::filesystem::path(testing::TempDir()) / "tidy_tree";
  std::filesystem::create_directories(root / "exporter/core");
  std::ofstream(root / "exporter/core/a.cpp") << "int a;\n";
  std::ofstream(root / "exporter/core/CMakeLists.txt") << "f(a.cpp)";
  std::ofstream(root / "exporter/core/run") << "#!/bin/sh\n";
  std::ofstream(root / "README.md") << "# A\n";
  const Tree tree = read_tree(root);
  std::filesystem::remove_all(root);
  ASSERT_EQ(tree.sources.size(), 1U);
  EXPECT_EQ(tree.sources[0].path, "exporter/core/a.cpp");
  EXPECT_EQ(tree.sources[0].text, "int a;\n");
  ASSERT_EQ(tree.scripts.size(), 1U);
  EXPECT_EQ(tree.scripts[0].path, "exporter/core/run");
  EXPECT_EQ(tree.build_files, (BuildFiles{{"exporter/core", "f(a.cpp)"}}));
  EXPECT_EQ(tree.paths,
            (Paths{"exporter/core/CMakeLists.txt", "exporter/core/a.cpp", "exporter/core/run"}));
  EXPECT_EQ(tree.readme, "# A\n");
}

TEST(CodeBase, IsFoundAtAll) {
  EXPECT_GT(code_base().sources.size(), 20U);
  EXPECT_TRUE(code_base().paths.contains("exporter/core/result.hpp"));
}

TEST(CodeBase, KeepsTheDependencyTable) {
  expect_kept("folders", check_folders);
}

TEST(CodeBase, UsesEachLibraryInItsFolder) {
  expect_kept("libraries", check_libraries);
}

TEST(CodeBase, IncludesByFullPath) {
  expect_kept("include paths", check_include_paths);
}

TEST(CodeBase, KeepsFilesSmall) {
  expect_kept("file size", check_file_size);
}

TEST(CodeBase, KeepsFunctionsSmall) {
  expect_kept("function size", check_function_sizes);
}

// What the scanner does not see it cannot measure: each TEST of the tree must be among its finds.
TEST(CodeBase, HasItsFunctionsFound) {
  for (const SourceFile& file : code_base().sources) {
    std::size_t written = 0;
    for (const char* word : {"TEST", "TEST_F", "TEST_P"}) {
      for (std::size_t at = find_word(file.view.code, word); at != std::string::npos;
           at = find_word(file.view.code, word, at + 1)) {
        ++written;
      }
    }
    const std::vector<Function> functions = scan_functions(file.view.code).functions;
    const auto found =
        std::count_if(functions.begin(), functions.end(), [](const Function& function) {
          return function.name == "TEST" || function.name == "TEST_F" || function.name == "TEST_P";
        });
    EXPECT_EQ(static_cast<std::size_t>(found), written) << file.path;
  }
}

TEST(CodeBase, KeepsLinesShort) {
  expect_kept("columns", check_columns);
}

TEST(CodeBase, KeepsFoldersSmall) {
  expect_none("folder size", check_folder_sizes(code_base().sources));
}

TEST(CodeBase, KeepsScriptsSmallToo) {
  for (const SourceFile& script : code_base().scripts) {
    expect_none("file size", check_file_size(script));
    expect_none("columns", check_columns(script));
  }
}

TEST(CodeBase, IsBuiltAsAWhole) {
  expect_none("build", check_built(code_base().sources, code_base().build_files));
}

TEST(CodeBase, CompilesConditionallyOnlyBelowPlatform) {
  expect_kept("conditional compilation", check_conditional_compilation);
}

TEST(CodeBase, ReadsClocksOnlyInTheShells) {
  expect_kept("clocks", check_clocks);
}

TEST(CodeBase, DoesNotSleepInTests) {
  expect_kept("sleeps", check_sleeps);
}

TEST(CodeBase, HoldsNoPromises) {
  expect_kept("leftovers", check_leftovers);
}

TEST(CodeBase, OpensNoNamespaceInAHeader) {
  expect_kept("using directives", check_using_directives);
}

TEST(CodeBase, SaysAtTheTopOfAHeaderWhatItIs) {
  expect_kept("header opening", check_header_opening);
}

TEST(CodeBase, NamesTestsThatExist) {
  for (const SourceFile& file : code_base().sources) {
    expect_none("tested by", check_tested_by(file, code_base().paths));
  }
}

TEST(CodeBase, HasATestForEverySource) {
  expect_none("mirror", check_mirrored(code_base().sources));
  expect_none("mirror", check_no_orphan_tests(code_base().sources));
}

TEST(CodeBase, HasTheMetricsOfItsCatalogue) {
  if (!code_base().readme) GTEST_SKIP() << "README.md is not written yet";
  std::vector<SourceFile> exporter;
  for (const SourceFile& file : code_base().sources) {
    if (file.is_below("exporter")) exporter.push_back(file);
  }
  expect_none("catalogue", check_catalogue(exporter, *code_base().readme));
}

}  // namespace
}  // namespace silicon::tidy
