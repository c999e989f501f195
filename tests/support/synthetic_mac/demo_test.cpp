// The recording that ships for those without a Mac is what this folder makes, and small.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/support/synthetic_mac/mac.hpp"
#include "tests/support/synthetic_mac/scenarios.hpp"

namespace silicon::testing::synthetic {
namespace {

const char* const kDemo = SILICON_SOURCE_DIR "/docker/demo/synthetic-m4-max-day.ndjson.gz";

std::string decompressed(const char* path) {
  struct Close {
    void operator()(gzFile_s* file) const { gzclose(file); }
  };
  const std::unique_ptr<gzFile_s, Close> file(gzopen(path, "rb"));
  std::string text;
  if (file == nullptr) return text;
  std::array<char, 65536> part{};
  for (int size = 1; size > 0;) {
    size = gzread(file.get(), part.data(), part.size());
    if (size > 0) text.append(part.data(), static_cast<std::size_t>(size));
  }
  return text;
}

// How to make it anew stands in docker/demo/README.md.
TEST(ShippedDemo, IsTheDayOfTheLargeM4Max) {
  SyntheticMac mac(Model::sixteen_cores, scenario("day").value_or(Script{}), 1);
  // Not EXPECT_EQ: nobody wants to read two texts of seven megabytes.
  EXPECT_TRUE(decompressed(kDemo) == recording_of(mac))
      << kDemo << " is not what `synthetic_mac day 16 1` writes";
}

TEST(ShippedDemo, KeepsTheRepositorySmall) {
  EXPECT_LT(std::filesystem::file_size(kDemo), 500'000U);
}

// A budget of recordings in general: at most 12 KB a sample.
TEST(ShippedDemo, CostsLittleForEachSample) {
  const std::string text = decompressed(kDemo);
  const auto samples = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) - 1;
  EXPECT_GT(samples, 240U) << "some minutes";
  EXPECT_LT(std::filesystem::file_size(kDemo) / samples, 2000U);
}

}  // namespace
}  // namespace silicon::testing::synthetic
