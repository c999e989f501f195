#include "exporter/sources/cpu/load.hpp"

#include <cmath>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::cpu {

core::Result<LoadAverage> parse_load_average(std::string_view text) {
  LoadAverage load;
  std::string_view rest = core::cut(text, '\n').first;
  for (double* window : {&load.one_minute, &load.five_minutes, &load.fifteen_minutes}) {
    const std::string_view field = core::take_field(rest);
    const auto number = core::parse_double(field);
    if (!number || !std::isfinite(*number) || *number < 0) {
      return core::Error(
          "expected three load averages, found \"" + std::string(text.substr(0, 40)) + "\"",
          core::ErrorKind::invalid);
    }
    *window = *number;
  }
  return load;
}

core::Families load_families(const LoadAverage& load) {
  static const core::Labels one{{"window", "1m"}};
  static const core::Labels five{{"window", "5m"}};
  static const core::Labels fifteen{{"window", "15m"}};
  core::Family family = core::gauge(
      "silicon_load_average",
      "Threads that run or wait to run, damped mean over the window; on Linux also those in "
      "uninterruptible sleep. From the kernel.");
  family.add(one, load.one_minute);
  family.add(five, load.five_minutes);
  family.add(fifteen, load.fifteen_minutes);
  return {std::move(family)};
}

}  // namespace silicon::cpu
