#include "exporter/runtime/secret.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <type_traits>

#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

using testing::TemporaryDirectory;

Environment environment(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

core::Result<Secret> resolved(const SecretSource& source) {
  return resolve_secret(source, environment({{"TOKEN", "from the environment"}, {"EMPTY", ""}}));
}

TEST(Secret, PrintsNothingOfItself) {
  std::ostringstream out;
  out << Secret("hunter2");
  EXPECT_EQ(out.str(), "<hidden>");
}

TEST(Secret, DoesNotTurnIntoAStringUnasked) {
  EXPECT_FALSE((std::is_convertible_v<Secret, std::string>));
  EXPECT_FALSE((std::is_convertible_v<Secret, std::string_view>));
  EXPECT_FALSE((std::is_convertible_v<std::string, Secret>));
}

TEST(Secret, ShowsItselfWhenExposed) {
  EXPECT_EQ(Secret("hunter2").expose(), "hunter2");
}

TEST(Secret, LeavesNothingBehindWhenMoved) {
  Secret from("a secret that is long enough to live on the heap");
  const Secret to = std::move(from);
  EXPECT_EQ(to.expose(), "a secret that is long enough to live on the heap");
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
}

TEST(Secret, CanBeAssigned) {
  Secret secret("old");
  secret = Secret("new");
  EXPECT_EQ(secret.expose(), "new");
}

TEST(Secret, MatchesItselfOnly) {
  const Secret secret("hunter2");
  EXPECT_TRUE(secret.matches("hunter2"));
  for (const char* guess :
       {"", "h", "hunter", "hunter3", "Hunter2", "hunter22", "hunter2hunter2"}) {
    EXPECT_FALSE(secret.matches(guess)) << guess;
  }
}

TEST(Secret, AnEmptyOneMatchesOnlyTheEmptyText) {
  EXPECT_TRUE(Secret().matches(""));
  EXPECT_FALSE(Secret().matches("x"));
  EXPECT_FALSE(Secret().matches(std::string_view("\0", 1)));
}

TEST(ResolveSecret, TakesTextInPlace) {
  EXPECT_EQ(resolved({"hunter2", ""})->expose(), "hunter2");
}

TEST(ResolveSecret, TakesAnEnvironmentVariable) {
  EXPECT_EQ(resolved({"${TOKEN}", ""})->expose(), "from the environment");
}

TEST(ResolveSecret, TakesTextThatOnlyResemblesAVariableAsItIs) {
  for (const char* text : {"${", "${}", "$TOKEN", "${TO KEN}", "x${TOKEN}", "${TOKEN}x"}) {
    EXPECT_EQ(resolved({text, ""})->expose(), text);
  }
}

TEST(ResolveSecret, NamesAMissingOrEmptyVariable) {
  EXPECT_EQ(resolved({"${NOWHERE}", ""}).error().message(),
            "environment variable NOWHERE is not set");
  EXPECT_EQ(resolved({"${EMPTY}", ""}).error().message(), "environment variable EMPTY is empty");
}

TEST(ResolveSecret, TakesAFileWithoutItsLastLineBreak) {
  const TemporaryDirectory directory;
  EXPECT_EQ(resolved({"", directory.write("a", "hunter2\n")})->expose(), "hunter2");
  EXPECT_EQ(resolved({"", directory.write("b", "hunter2\r\n")})->expose(), "hunter2");
  EXPECT_EQ(resolved({"", directory.write("c", " two\nlines\n\n")})->expose(), " two\nlines\n");
}

TEST(ResolveSecret, NamesAMissingEmptyOrHugeFileAndNothingOfItsContent) {
  const TemporaryDirectory directory;
  const std::string empty = directory.write("empty", "\n");
  const std::string huge = directory.write("huge", std::string(70'000, 'S'));
  EXPECT_EQ(resolved({"", "/nowhere"}).error().message(), "/nowhere: No such file or directory");
  EXPECT_EQ(resolved({"", empty}).error().message(),
            empty + ": is empty, and should hold a secret");
  EXPECT_EQ(resolved({"", huge}).error().message(), huge + ": larger than 65536 bytes");
}

TEST(ResolveSecret, WantsExactlyOneSource) {
  EXPECT_EQ(resolved({"", ""}).error().message(), "no secret is given");
  const auto both = resolved({"hunter2", "/a/file"});
  EXPECT_EQ(both.error().message(),
            "stated both in place and by the file /a/file: keep one of them");
  EXPECT_EQ(both.error().kind(), core::ErrorKind::invalid);
}

TEST(ProcessEnvironment, KnowsThisProcesssVariables) {
  ASSERT_EQ(::setenv("SILICON_SECRET_TEST", "value", 1), 0);
  EXPECT_EQ(process_environment()("SILICON_SECRET_TEST"), "value");
  EXPECT_EQ(process_environment()("SILICON_SECRET_TEST_NOT_SET"), std::nullopt);
}

}  // namespace
}  // namespace silicon::runtime
