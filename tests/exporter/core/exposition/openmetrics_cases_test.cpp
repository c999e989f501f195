// The parser cases of prometheus/OpenMetrics (tests/testdata/parsers), which are not part of this
// repository: skipped where they are not beside it. parse_test.cpp covers the same rules.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "exporter/core/exposition/parse.hpp"
#include "exporter/core/exposition/write.hpp"

namespace silicon::core {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// test.json says {"type": "text", "file": "metrics", "shouldParse": false}.
bool should_parse(const fs::path& directory) {
  const std::string json = content_of(directory / "test.json");
  const std::size_t key = json.find("\"shouldParse\":");
  EXPECT_NE(key, std::string::npos) << directory;
  return json.find("true", key) != std::string::npos;
}

TEST(OpenMetricsCases, AreAllAnsweredAsTheSpecificationSays) {
  const fs::path root = fs::path(SILICON_SOURCE_DIR) / "../shared/data/openmetrics/parsers";
  if (!fs::is_directory(root)) GTEST_SKIP() << "the OpenMetrics parser cases are not here";
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string page = content_of(entry.path() / "metrics");
    const auto families = parse_exposition(page, ExpositionFormat::openmetrics);
    EXPECT_EQ(families.ok(), should_parse(entry.path()))
        << entry.path().filename() << ": " << (families ? "parsed" : families.error().message());
    ++cases;
  }
  EXPECT_GE(cases, 211);
}

TEST(OpenMetricsCases, SurviveBeingWrittenAndReadAgain) {
  const fs::path root = fs::path(SILICON_SOURCE_DIR) / "../shared/data/openmetrics/parsers";
  if (!fs::is_directory(root)) GTEST_SKIP() << "the OpenMetrics parser cases are not here";
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string page = content_of(entry.path() / "metrics");
    const auto families = parse_exposition(page, ExpositionFormat::openmetrics);
    if (!families) continue;
    std::string written;
    append_exposition(written, *families, ExpositionFormat::openmetrics);
    const auto again = parse_exposition(written, ExpositionFormat::openmetrics);
    ASSERT_TRUE(again) << entry.path().filename() << ": " << again.error().message();
    std::string rewritten;
    append_exposition(rewritten, *again, ExpositionFormat::openmetrics);
    EXPECT_EQ(rewritten, written) << entry.path().filename();
  }
}

}  // namespace
}  // namespace silicon::core
