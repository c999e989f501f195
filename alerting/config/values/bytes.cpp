#include "alerting/config/values/bytes.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {
namespace {

constexpr std::string_view kUnits = "KMGTPE";

// The power of 1024 that a unit means; nullopt for another word.
std::optional<int> power_of(std::string_view unit) {
  if (unit.empty() || unit == "B") return 0;
  const std::size_t at = kUnits.find(unit.front());
  if (at == std::string_view::npos) return std::nullopt;
  unit.remove_prefix(1);
  if (unit != "B" && unit != "iB") return std::nullopt;
  return static_cast<int>(at) + 1;
}

}  // namespace

core::Result<std::size_t> parse_bytes(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789.");
  const std::string_view digits = text.substr(0, end);
  const auto number = core::parse_double(digits);
  const auto power = power_of(end == std::string_view::npos ? "" : text.substr(end));
  // A size without a unit is refused unless it is 0, as Prometheus does.
  const bool bare = end == std::string_view::npos && digits != "0";
  if (!number || !power || bare) {
    return core::Error("must be a size such as 512KB, 15MB or 1GB, not " + core::excerpt(text),
                       core::ErrorKind::invalid);
  }
  const double bytes = std::ldexp(*number, 10 * *power);
  if (!(bytes < 9e18)) {
    return core::Error(core::excerpt(text) + " is too large", core::ErrorKind::invalid);
  }
  return static_cast<std::size_t>(bytes);
}

std::string format_bytes(std::size_t bytes) {
  std::size_t unit = 0;
  while (bytes > 0 && bytes % 1024 == 0 && unit < kUnits.size()) {
    bytes /= 1024;
    ++unit;
  }
  const std::string number = std::to_string(bytes);
  return unit == 0 ? number + "B" : number + kUnits[unit - 1] + "iB";
}

}  // namespace silicon::config
