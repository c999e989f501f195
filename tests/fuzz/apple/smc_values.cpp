// Any bytes as keys of an SMC, eight of key and type and as many of value as the ninth says:
// numbers are finite, temperatures possible.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "exporter/core/text.hpp"
#include "exporter/sources/thermal/apple/sensors.hpp"
#include "exporter/sources/thermal/apple/smc_value.hpp"

namespace {

namespace apple = silicon::apple;
namespace thermal = silicon::thermal;

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  apple::Sample sample;
  while (size > 9) {
    const std::string key(data, data + 4);
    const std::string type(data + 4, data + 8);
    const std::size_t bytes = std::min<std::size_t>(data[8] % 33, size - 9);
    const apple::SmcValue value{type, apple::Bytes(data + 9, data + 9 + bytes)};
    data += 9 + bytes;
    size -= 9 + bytes;
    if (const auto number = thermal::smc_number(key, value)) {
      require(std::isfinite(*number));
      sample.hid.push_back({key, *number});
    }
    sample.smc[key] = value;
  }
  for (const thermal::Temperature& reading : thermal::temperatures(sample)) {
    require(reading.celsius >= 10 && reading.celsius <= 120);
    require(silicon::core::is_utf8(reading.labels.get("sensor")));
  }
  for (const thermal::Fan& fan : thermal::fans(sample)) require(!fan.rpm || *fan.rpm >= 0);
  return 0;
}
