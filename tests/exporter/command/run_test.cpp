#include "exporter/command/run.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::command {
namespace {

// A folder in which only the load averages can be read.
Config only_load(const std::string& name) {
  const std::filesystem::path root = ::testing::TempDir() + "silicon_run_" + name;
  std::filesystem::create_directories(root / "proc");
  std::ofstream(root / "proc/loadavg") << "0.50 0.40 0.30 1/100 4242\n";
  Config config = default_config();
  config.root = root.string();
  config.web.address.port = 0;
  return config;
}

TEST(PrintOnce, PrintsThePageOfTheMachine) {
  const runtime::SystemClock clock;
  ::testing::internal::CaptureStdout();
  const core::Status status = print_once(only_load("once"), clock);
  const std::string page = ::testing::internal::GetCapturedStdout();
  EXPECT_TRUE(status);
  EXPECT_NE(page.find("silicon_load_average{window=\"1m\"} 0.5\n"), std::string::npos) << page;
  EXPECT_NE(page.find("silicon_source_up{source=\"load\"} 1\n"), std::string::npos) << page;
}

TEST(Run, FailsInWordsWhenItsPortIsTaken) {
  const runtime::SystemClock clock;
  runtime::HttpServerOptions options;
  const auto other = runtime::HttpServer::start(
      options, [](const runtime::HttpRequest&) { return runtime::text_response(200, ""); }, clock);
  ASSERT_TRUE(other);
  Config config = only_load("taken");
  config.web.address = (*other)->address();
  const core::Status status = run(config, clock, false);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().message().find(to_string((*other)->address())), std::string::npos);
  EXPECT_NE(status.error().message().find("in use"), std::string::npos) << status.error().message();
}

}  // namespace
}  // namespace silicon::command
