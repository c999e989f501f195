#include "tests/tidy/rules/headers.hpp"

#include <gtest/gtest.h>

namespace silicon::tidy {
namespace {

const Paths kPaths = {"exporter/core/a.cpp", "tests/exporter/core/a_test.cpp"};

std::size_t opening_violations(std::string path, std::string text) {
  return check_header_opening(SourceFile(std::move(path), std::move(text))).size();
}

std::size_t tested_by_violations(std::string text) {
  return check_tested_by(SourceFile("exporter/core/a.hpp", std::move(text)), kPaths).size();
}

std::size_t mirror_violations(const std::vector<SourceFile>& files) {
  return check_mirrored(files).size();
}

TEST(HeaderOpening, IsACommentAndPragmaOnce) {
  EXPECT_EQ(opening_violations("exporter/core/a.hpp", "// What it is.\n#pragma once\n"), 0U);
  EXPECT_EQ(opening_violations("exporter/core/a.hpp", "#pragma once\n// What it is.\n"), 1U);
  EXPECT_EQ(opening_violations("exporter/core/a.hpp", "//\n//\n#pragma once\n"), 1U);
  EXPECT_EQ(opening_violations("exporter/core/a.hpp", "// What it is.\n"), 1U);
  EXPECT_EQ(opening_violations("exporter/core/a.cpp", ""), 0U);
}

TEST(TestedBy, NamesWhatExists) {
  EXPECT_EQ(tested_by_violations("// A. Tested by tests/exporter/core/a_test.cpp.\n"), 0U);
  EXPECT_EQ(tested_by_violations("// A. Tested by\n// tests/exporter/core/a_test.cpp.\n"), 0U);
  EXPECT_EQ(tested_by_violations("// A. Tested by tests/exporter/core/.\n"), 0U);
  EXPECT_EQ(tested_by_violations("// A.\n"), 0U);
}

TEST(TestedBy, IsRefusedWhenItNamesNothing) {
  EXPECT_EQ(tested_by_violations("// A. Tested by tests/exporter/core/b_test.cpp.\n"), 1U);
  EXPECT_EQ(tested_by_violations("// A. Tested by hand.\n"), 1U);
  EXPECT_EQ(tested_by_violations("// A. Tested by tests/exporter/core/a_test.cpp and\n"
                                 "// tests/exporter/core/b_test.cpp.\n"),
            1U);
}

TEST(Mirror, WantsATestBesideEachSource) {
  EXPECT_EQ(
      mirror_violations({{"exporter/core/a.cpp", ""}, {"tests/exporter/core/a_test.cpp", ""}}), 0U);
  EXPECT_EQ(
      mirror_violations({{"exporter/core/a.cpp", ""}, {"tests/exporter/core/b_test.cpp", ""}}), 1U);
}

TEST(Mirror, TakesTheTestThatTheHeaderNames) {
  EXPECT_EQ(mirror_violations({{"exporter/core/a.cpp", ""},
                               {"exporter/core/a.hpp", "// A. Tested by tests/b_test.cpp.\n"}}),
            0U);
  EXPECT_EQ(mirror_violations({{"exporter/core/a.cpp", ""}, {"exporter/core/a.hpp", "// A.\n"}}),
            1U);
}

TEST(Mirror, LeavesMainToTheEndToEndTests) {
  EXPECT_EQ(mirror_violations({{"exporter/main.cpp", ""}}), 0U);
}

TEST(OrphanTests, AreThoseOfFoldersThatAreGone) {
  EXPECT_EQ(
      check_no_orphan_tests({{"exporter/core/a.cpp", ""}, {"tests/exporter/core/b_test.cpp", ""}}),
      Violations{});
  EXPECT_EQ(
      check_no_orphan_tests({{"exporter/core/a.cpp", ""}, {"tests/exporter/old/a_test.cpp", ""}})
          .size(),
      1U);
}

}  // namespace
}  // namespace silicon::tidy
