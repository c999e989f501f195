#include "tests/tidy/rules/includes.hpp"

#include <gtest/gtest.h>

#include "tests/tidy/dependencies.hpp"

namespace silicon::tidy {
namespace {

std::size_t folder_violations(std::string path, const std::string& target) {
  return check_folders(SourceFile(std::move(path), "#include \"" + target + "\"\n")).size();
}

std::size_t library_violations(std::string path, const std::string& header) {
  return check_libraries(SourceFile(std::move(path), "#include <" + header + ">\n")).size();
}

TEST(IncludesOf, AreThoseOfTheCodeOnly) {
  const SourceFile file("exporter/core/a.cpp",
                        "// #include \"b\"\n#include \"exporter/core/a.hpp\"\n\n#include <map>\n"
                        "const char* c = R\"(\n#include <d>\n)\";\n");
  const std::vector<Include> includes = includes_of(file);
  ASSERT_EQ(includes.size(), 2U);
  EXPECT_EQ(includes[0].target, "exporter/core/a.hpp");
  EXPECT_FALSE(includes[0].angled);
  EXPECT_EQ(includes[0].line, 2);
  EXPECT_EQ(includes[1].target, "map");
  EXPECT_TRUE(includes[1].angled);
  EXPECT_EQ(includes[1].line, 4);
}

TEST(FolderRule, LetsAFolderIncludeItselfAndWhatItsRowSays) {
  EXPECT_EQ(folder_violations("exporter/sources/cpu/cpu.cpp", "exporter/sources/cpu/cpu.hpp"), 0U);
  EXPECT_EQ(folder_violations("exporter/sources/cpu/cpu.cpp", "exporter/core/text.hpp"), 0U);
  EXPECT_EQ(folder_violations("exporter/serve/a.cpp", "exporter/runtime/http.hpp"), 0U);
  EXPECT_EQ(folder_violations("exporter/main.cpp", "exporter/command/run.hpp"), 0U);
  EXPECT_EQ(folder_violations("tests/exporter/core/a_test.cpp", "exporter/serve/a.hpp"), 0U);
}

TEST(FolderRule, RefusesEverythingElse) {
  EXPECT_EQ(folder_violations("exporter/core/a.cpp", "exporter/runtime/files.hpp"), 1U);
  EXPECT_EQ(folder_violations("exporter/sources/cpu/a.cpp", "exporter/platform/linux/b.hpp"), 1U);
  EXPECT_EQ(folder_violations("exporter/serve/a.cpp", "exporter/platform/linux/b.hpp"), 1U);
  EXPECT_EQ(folder_violations("exporter/serve/a.cpp", "exporter/command/settings/options.hpp"), 1U);
  EXPECT_EQ(folder_violations("alerting/promql/a.cpp", "alerting/rules/b.hpp"), 1U);
  EXPECT_EQ(folder_violations("alerting/shell/a.cpp", "exporter/serve/b.hpp"), 1U);
  EXPECT_EQ(folder_violations("exporter/core/a.cpp", "tests/support/manual_clock.hpp"), 1U);
}

TEST(FolderRule, KeepsTheTwoHalvesOfLinuxApart) {
  const std::string host = "exporter/platform/linux/host/a.cpp";
  EXPECT_EQ(folder_violations(host, "exporter/platform/linux/host_files.hpp"), 0U);
  EXPECT_EQ(folder_violations(host, "exporter/platform/linux/hardware/rapl.hpp"), 1U);
  EXPECT_EQ(folder_violations("exporter/platform/linux/a.cpp",
                              "exporter/platform/linux/hardware/rapl.hpp"),
            1U);
}

TEST(FolderRule, KeepsTheSubjectsOfMeasurementApart) {
  const std::string cpu = "exporter/sources/cpu/a.cpp";
  EXPECT_EQ(folder_violations(cpu, "exporter/sources/cpu/deeper/b.hpp"), 0U);
  EXPECT_EQ(folder_violations(cpu, "exporter/sources/source.hpp"), 0U);
  EXPECT_EQ(folder_violations(cpu, "exporter/sources/memory/b.hpp"), 1U);
  EXPECT_EQ(folder_violations("exporter/sources/a.cpp", "exporter/sources/cpu/b.hpp"), 1U);
}

TEST(FolderRule, WantsARowForEveryFolder) {
  const Violations violations = check_folders(SourceFile("exporter/new/a.cpp", ""));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_NE(violations[0].advice.find("dependencies.hpp"), std::string::npos);
}

TEST(FolderRule, SaysWhereAndWhatWouldBeAllowed) {
  const SourceFile file("exporter/serve/a.cpp", "\n#include \"exporter/platform/linux/b.hpp\"\n");
  const Violations violations = check_folders(file);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].path, "exporter/serve/a.cpp");
  EXPECT_EQ(violations[0].line, 2);
  EXPECT_EQ(violations[0].advice,
            "exporter/serve may not include exporter/platform/linux/b.hpp; it may include itself "
            "and exporter/sources, exporter/runtime, exporter/core");
}

TEST(LibraryRule, LetsALibraryAppearInItsFolderAndInThatFoldersTests) {
  EXPECT_EQ(library_violations("exporter/runtime/server.cpp", "civetweb.h"), 0U);
  EXPECT_EQ(library_violations("tests/exporter/runtime/a_test.cpp", "boost/asio/io_context.hpp"),
            0U);
  EXPECT_EQ(library_violations("exporter/main.cpp", "boost/program_options.hpp"), 0U);
  EXPECT_EQ(library_violations("tests/exporter/core/a_test.cpp", "gtest/gtest.h"), 0U);
}

TEST(LibraryRule, RefusesEachLibraryElsewhere) {
  for (const LibraryRow& row : kLibraryRows) {
    std::string header(row.headers.front());
    if (header.ends_with('*')) header.pop_back();
    if (header.ends_with('/')) header += "x.h";
    EXPECT_EQ(library_violations("exporter/sources/cpu/a.cpp", header), 1U) << header;
    EXPECT_EQ(library_violations("exporter/core/a.cpp", header), 1U) << header;
  }
}

TEST(LibraryRule, KeepsLibcurlOutOfTheExporter) {
  EXPECT_EQ(library_violations("exporter/runtime/client.cpp", "curl/curl.h"), 1U);
}

TEST(LibraryRule, LetsTheStandardLibraryAppearAnywhereUnlessItTouchesTheMachine) {
  EXPECT_EQ(library_violations("exporter/core/a.cpp", "vector"), 0U);
  EXPECT_EQ(library_violations("exporter/core/a.cpp", "fstream"), 1U);
  EXPECT_EQ(library_violations("exporter/sources/cpu/a.cpp", "thread"), 1U);
  EXPECT_EQ(library_violations("exporter/serve/a.cpp", "thread"), 0U);
  EXPECT_EQ(library_violations("exporter/serve/a.cpp", "unistd.h"), 1U);
}

TEST(LibraryRule, WantsARowForEveryLibrary) {
  EXPECT_EQ(library_violations("exporter/runtime/a.cpp", "fmt/core.h"), 1U);
}

TEST(PathRule, WantsPathsFromTheRoot) {
  const SourceFile good("exporter/core/a.cpp",
                        "#include \"exporter/core/a.hpp\"\n#include <map>\n");
  EXPECT_EQ(check_include_paths(good), Violations{});
  for (const std::string target : {"a.hpp", "../core/a.hpp", "exporter/core/../runtime/a.hpp"}) {
    const SourceFile file("exporter/core/a.cpp", "#include \"" + target + "\"\n");
    EXPECT_EQ(check_include_paths(file).size(), 1U) << target;
  }
}

}  // namespace
}  // namespace silicon::tidy
