#include "tests/tidy/rules/habits.hpp"

#include <gtest/gtest.h>

namespace silicon::tidy {
namespace {

using Rule = Violations (*)(const SourceFile&);

std::size_t count(Rule rule, std::string path, std::string text) {
  return rule(SourceFile(std::move(path), std::move(text))).size();
}

TEST(ConditionalCompilation, BelongsBelowPlatform) {
  const Rule rule = check_conditional_compilation;
  for (const char* line : {"#if X", "#ifdef X", "#ifndef X", "#elif X", "  #  if defined(X)"}) {
    EXPECT_EQ(count(rule, "exporter/core/a.cpp", std::string("\n") + line + "\n"), 1U) << line;
    EXPECT_EQ(count(rule, "exporter/platform/linux/a.cpp", line), 0U) << line;
  }
  EXPECT_EQ(count(rule, "exporter/core/a.hpp", "#pragma once\n#include <map>\n// #if X\n"), 0U);
  EXPECT_EQ(count(rule, "exporter/core/a.cpp", "auto a = R\"(\n#if X\n)\";"), 0U);
}

TEST(Clocks, AreReadByTheShellsOnly) {
  const Rule rule = check_clocks;
  const std::string reads = "\n  auto a = std::chrono::steady_clock::now();\n";
  EXPECT_EQ(count(rule, "exporter/serve/a.cpp", reads), 1U);
  EXPECT_EQ(count(rule, "exporter/runtime/server.cpp", reads), 1U);
  EXPECT_EQ(count(rule, "tests/exporter/core/a_test.cpp", reads), 1U);
  EXPECT_EQ(count(rule, "exporter/runtime/system_clock.cpp", reads), 0U);
  EXPECT_EQ(count(rule, "alerting/shell/loop.cpp", reads), 0U);
  EXPECT_EQ(count(rule, "exporter/serve/a.cpp", "clock.now(); // ::now()\n"), 0U);
  EXPECT_EQ(count(rule, "exporter/serve/a.cpp", "auto f = &Clock::nowhere;\n"), 0U);
}

TEST(Clocks, AreNotReadThroughTheOperatingSystemEither) {
  const Rule rule = check_clocks;
  EXPECT_EQ(count(rule, "exporter/serve/a.cpp", "clock_gettime(0, &t);"), 1U);
  EXPECT_EQ(count(rule, "exporter/serve/a.cpp", "gettimeofday(&t, 0);"), 1U);
  EXPECT_EQ(count(rule, "exporter/serve/a.cpp", "auto t = std::time(nullptr);"), 1U);
  EXPECT_EQ(count(rule, "exporter/serve/a.cpp", "Seconds run_time(int t);"), 0U);
}

TEST(Sleeps, HaveNoPlaceInTests) {
  const Rule rule = check_sleeps;
  for (const char* line : {"std::this_thread::sleep_for(1ms);", "sleep_until(t);", "usleep(1);",
                           "nanosleep(&t, 0);", "::sleep (1);"}) {
    EXPECT_EQ(count(rule, "tests/exporter/core/a_test.cpp", line), 1U) << line;
  }
  EXPECT_EQ(count(rule, "tests/exporter/core/a_test.cpp", "int sleep = 1; // sleep()"), 0U);
}

TEST(Leftovers, AreFoundInComments) {
  const Rule rule = check_leftovers;
  for (const char* line : {"// TODO: a", "/* FIXME */", "int a;  // XXX", "// HACK(b)"}) {
    EXPECT_EQ(count(rule, "exporter/core/a.cpp", line), 1U) << line;
  }
  EXPECT_EQ(count(rule, "exporter/core/a.cpp", "// TODOS are none\nauto a = \"TODO\";"), 0U);
}

TEST(UsingDirectives, AreNotForHeaders) {
  const Rule rule = check_using_directives;
  EXPECT_EQ(count(rule, "exporter/core/a.hpp", "namespace a {\nusing namespace std;\n}"), 1U);
  EXPECT_EQ(count(rule, "exporter/core/a.cpp", "using namespace std;"), 0U);
  EXPECT_EQ(count(rule, "exporter/core/a.hpp", "using A = std::string;"), 0U);
}

TEST(Habits, ReportTheLine) {
  const Violations violations =
      check_leftovers(SourceFile("exporter/core/a.cpp", "int a;\n\n// TODO\n"));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].line, 3);
}

}  // namespace
}  // namespace silicon::tidy
