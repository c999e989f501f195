#include "exporter/command/commands.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace silicon::command {
namespace {

using ::testing::internal::CaptureStderr;
using ::testing::internal::CaptureStdout;
using ::testing::internal::GetCapturedStderr;
using ::testing::internal::GetCapturedStdout;

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome silicon_exporter_with(const std::vector<std::string>& arguments) {
  CaptureStdout();
  CaptureStderr();
  Outcome outcome;
  outcome.code = silicon_exporter(arguments);
  outcome.out = GetCapturedStdout();
  outcome.err = GetCapturedStderr();
  return outcome;
}

// A file below the test's own temporary directory.
std::string file_with(const std::string& name, const std::string& text) {
  const std::string path = ::testing::TempDir() + "silicon_commands_" + name;
  std::ofstream(path) << text;
  return path;
}

bool is_one_line(const std::string& text) {
  return !text.empty() && text.find('\n') == text.size() - 1;
}

TEST(SiliconExporter, PrintsHelpAndVersionOnStandardOutput) {
  const Outcome help = silicon_exporter_with({"--help"});
  EXPECT_EQ(help.code, 0);
  EXPECT_NE(help.out.find("Usage:"), std::string::npos);
  const Outcome version = silicon_exporter_with({"--version"});
  EXPECT_EQ(version.code, 0);
  EXPECT_EQ(version.out.rfind("silicon-exporter ", 0), 0U);
}

TEST(SiliconExporter, AnswersWrongUsageInOneLineWithCode2) {
  const Outcome outcome = silicon_exporter_with({"--nonsense"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
}

TEST(SiliconExporter, ChecksAGoodConfiguration) {
  const std::string path = file_with("good.yml", "log: { level: debug }\n");
  const Outcome outcome = silicon_exporter_with({"check", "config", path});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, path + " is valid\n");
}

TEST(SiliconExporter, ChecksABadConfigurationWithItsPlace) {
  const std::string path = file_with("bad.yml", "log:\n  leval: debug\n");
  const Outcome outcome = silicon_exporter_with({"check", "config", path});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_NE(outcome.err.find(path + ":2:3"), std::string::npos) << outcome.err;
}

TEST(SiliconExporter, SaysWhichConfigurationItCannotRead) {
  const Outcome outcome = silicon_exporter_with({"--config.file", "/nowhere/exporter.yml"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find("/nowhere/exporter.yml"), std::string::npos);
}

TEST(SiliconExporter, RefusesToServeStrangersUnlessTheyMustAuthenticateOrTheUserSaysSo) {
  const auto check = [](const std::string& config) {
    return silicon_exporter_with({"check", "config", file_with("exposure.yml", config)});
  };
  const std::string everywhere = "web:\n  listen_address: 0.0.0.0:9924\n";
  EXPECT_EQ(check(everywhere).code, 1);
  EXPECT_NE(check(everywhere).err.find("authentication"), std::string::npos);
  EXPECT_EQ(check(everywhere + "  bearer_tokens: [{ token: abc }]\n").code, 0);
  EXPECT_EQ(check(everywhere + "  allow_unauthenticated: true\n").code, 0);
}

TEST(SiliconExporter, TakesWrongValuesOfFlagsAsWrongUsage) {
  EXPECT_EQ(silicon_exporter_with({"sources", "--log.level", "loud"}).code, 2);
  EXPECT_EQ(silicon_exporter_with({"sources", "--web.listen-address", "nowhere"}).code, 2);
  EXPECT_EQ(silicon_exporter_with({"sources", "--only", "nonsense"}).code, 2);
}

TEST(SiliconExporter, NamesARootThatIsNotThere) {
  const Outcome outcome = silicon_exporter_with({"sources", "--path.root", "/nowhere"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find("/nowhere"), std::string::npos);
}

TEST(SiliconExporter, ListsTheSourcesOfAMachineWithoutAnyWithAReasonForEach) {
  const std::string root = ::testing::TempDir() + "silicon_commands_empty_root";
  std::filesystem::create_directories(root);
  const Outcome outcome = silicon_exporter_with({"sources", "--path.root", root});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.out.find("load          absent  " + root + "/proc/loadavg"), std::string::npos)
      << outcome.out;
}

}  // namespace
}  // namespace silicon::command
