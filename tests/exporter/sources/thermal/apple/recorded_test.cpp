// Every recorded dump of an SMC that lies beside the project: each key decodes as its own tool
// printed it, and no temperature that is shown is impossible or a placeholder.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/thermal/apple/sensors.hpp"
#include "exporter/sources/thermal/apple/smc_value.hpp"

namespace silicon::thermal {
namespace {

// "  TCMb  [flt ]  40 (bytes 00 00 20 42)"
void add_line(const std::string& line, apple::Sample& sample) {
  const std::size_t type = line.find('[');
  const std::size_t bytes = line.find("(bytes ");
  if (type == std::string::npos || bytes == std::string::npos) return;
  apple::SmcValue value{line.substr(type + 1, 4), {}};
  const std::string_view hexadecimal =
      core::cut(std::string_view(line).substr(bytes + 7), ')').first;
  for (const std::string_view digits : core::fields(hexadecimal)) {
    value.bytes.push_back(static_cast<std::uint8_t>(core::parse_hexadecimal(digits).value_or(0)));
  }
  const std::string key(line.substr(2, 4));
  const auto number = smc_number(key, value);
  const auto printed =
      core::parse_double(core::trimmed(std::string_view(line).substr(type + 6, bytes - type - 6)));
  // Some of the dumps were printed in whole degrees.
  if (value.type == "flt " && number && printed) {
    EXPECT_NEAR(*number, *printed, 0.501) << line;
  }
  sample.smc[key] = std::move(value);
}

TEST(RecordedSmc, HasNoImpossibleTemperature) {
  const std::filesystem::path folder = SILICON_SOURCE_DIR "/../shared/data/apple/ismc";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no dumps at " << folder;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    apple::Sample sample;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) add_line(line, sample);
    ASSERT_GT(sample.smc.size(), 10U) << entry.path();
    // The hottest of all dumps is an M4 under load, at 112 degrees.
    const std::vector<Temperature> shown = temperatures(sample);
    EXPECT_FALSE(shown.empty()) << entry.path();
    for (const Temperature& reading : shown) {
      EXPECT_TRUE(reading.celsius >= 10 && reading.celsius <= 115)
          << entry.path() << " " << reading.labels.get("sensor") << " " << reading.celsius;
    }
  }
}

}  // namespace
}  // namespace silicon::thermal
