#include "tests/tidy/rules/build.hpp"

#include <gtest/gtest.h>

namespace silicon::tidy {
namespace {

std::size_t violations(const std::string& path, const BuildFiles& build_files) {
  return check_built({SourceFile(path, "")}, build_files).size();
}

TEST(Built, IsWhatTheBuildFileBesideItNames) {
  EXPECT_EQ(violations("exporter/core/a.cpp",
                       {{"exporter/core", "silicon_library(core SOURCES b.cpp a.cpp)"}}),
            0U);
  EXPECT_EQ(violations("exporter/core/a.cpp", {{"exporter/core", "f(\n  a.cpp\n)\n"}}), 0U);
}

TEST(Built, IsWhatABuildFileFurtherUpNamesWithItsPath) {
  EXPECT_EQ(violations("tests/tidy/rules/a.cpp", {{"tests/tidy", "f(x rules/a.cpp)"}}), 0U);
  EXPECT_EQ(violations("tests/tidy/rules/a.cpp", {{"tests/tidy", "f(x a.cpp)"}}), 1U);
  EXPECT_EQ(violations("tests/a.cpp", {{"", "f(\"${PROJECT_SOURCE_DIR}/tests/a.cpp\")"}}), 0U);
}

TEST(Built, IsNothingElse) {
  EXPECT_EQ(violations("exporter/core/a.cpp", {}), 1U);
  EXPECT_EQ(violations("exporter/core/a.cpp", {{"exporter/core", "# a.cpp"}}), 1U);
  EXPECT_EQ(violations("exporter/core/a.cpp", {{"exporter/core", "f(aa.cpp a.cpp.in)"}}), 1U);
  EXPECT_EQ(violations("exporter/core/a.cpp", {{"exporter/other", "f(a.cpp)"}}), 1U);
}

TEST(Built, DoesNotConcernHeaders) {
  EXPECT_EQ(violations("exporter/core/a.hpp", {}), 0U);
}

}  // namespace
}  // namespace silicon::tidy
