#include "exporter/sources/ane/npu.hpp"

#include <algorithm>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::ane {

std::optional<std::uint64_t> parse_microseconds(std::string_view text) {
  return core::parse_unsigned(core::trimmed(text));
}

std::optional<double> BusyShare::update(std::uint64_t busy_microseconds, core::SteadyInstant at) {
  const std::optional<Reading> before = before_;
  before_ = Reading{busy_microseconds, at};
  if (!before || busy_microseconds < before->busy || at <= before->at) return std::nullopt;
  const double busy = static_cast<double>(busy_microseconds - before->busy) / 1e6;
  return std::min(busy / core::seconds(at - before->at), 1.0);
}

}  // namespace silicon::ane
