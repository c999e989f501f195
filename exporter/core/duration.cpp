#include "exporter/core/duration.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "exporter/core/numbers.hpp"

namespace silicon::core {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t milliseconds;
  bool only_when_exact;  // see format_duration()
};

// From the largest to the smallest, the order in which they must be written.
constexpr std::array<Unit, 7> kUnits{{
    {"y", 365ULL * 24 * 60 * 60 * 1000, true},
    {"w", 7ULL * 24 * 60 * 60 * 1000, true},
    {"d", 24ULL * 60 * 60 * 1000, false},
    {"h", 60ULL * 60 * 1000, false},
    {"m", 60ULL * 1000, false},
    {"s", 1000, false},
    {"ms", 1, false},
}};

// What a Go time.Duration holds, in whole milliseconds.
constexpr std::uint64_t kMaximum =
    static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / 1'000'000;

constexpr std::string_view kDigits = "0123456789";

Error invalid(std::string_view text, std::string_view cause) {
  return Error("\"" + std::string(text) + "\" is not a duration: " + std::string(cause),
               ErrorKind::invalid);
}

std::string_view take_while(std::string_view& text, bool digits) {
  const std::size_t end = digits ? text.find_first_not_of(kDigits) : text.find_first_of(kDigits);
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(taken.size());
  return taken;
}

std::optional<std::size_t> unit_named(std::string_view name) {
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    if (kUnits[i].name == name) return i;
  }
  return std::nullopt;
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  if (text == "0") return Duration::zero();
  if (text.empty()) return invalid(text, "it is empty");
  std::uint64_t total = 0;
  std::size_t next_unit = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view digits = take_while(rest, true);
    if (digits.empty()) return invalid(text, "expected a whole number such as in \"1h30m\"");
    const std::string_view name = take_while(rest, false);
    if (name.empty()) return invalid(text, "a number lacks its unit (y, w, d, h, m, s or ms)");
    const std::optional<std::size_t> unit = unit_named(name);
    if (!unit) {
      return invalid(text, "unknown unit \"" + std::string(name) + "\" (y, w, d, h, m, s or ms)");
    }
    if (*unit < next_unit) return invalid(text, "units must go from the largest to the smallest");
    next_unit = *unit + 1;
    const std::optional<std::uint64_t> count = parse_unsigned(digits);
    const std::uint64_t room = (kMaximum - total) / kUnits[*unit].milliseconds;
    if (!count || *count > room) return invalid(text, "it exceeds 292 years");
    total += *count * kUnits[*unit].milliseconds;
  }
  return Duration(static_cast<Duration::rep>(total));
}

std::string format_duration(Duration duration) {
  if (duration == Duration::zero()) return "0s";
  std::string text = duration < Duration::zero() ? "-" : "";
  const auto count = static_cast<std::uint64_t>(duration.count());
  std::uint64_t left = duration < Duration::zero() ? ~count + 1 : count;
  for (const Unit& unit : kUnits) {
    if (unit.only_when_exact && left % unit.milliseconds != 0) continue;
    if (left < unit.milliseconds) continue;
    text += std::to_string(left / unit.milliseconds);
    text += unit.name;
    left %= unit.milliseconds;
  }
  return text;
}

}  // namespace silicon::core
