#include "exporter/sources/pressure/pressure.hpp"

#include <string>
#include <utility>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::pressure {
namespace {

constexpr double kMicrosecondsPerSecond = 1e6;

std::optional<std::uint64_t> total_of(std::string_view fields) {
  for (auto field = core::take_field(fields); !field.empty(); field = core::take_field(fields)) {
    const auto [key, value] = core::cut(field, '=');
    if (key == "total") return core::parse_unsigned(value);
  }
  return std::nullopt;
}

}  // namespace

core::Result<Stall> parse_pressure(std::string_view text) {
  Stall stall;
  core::for_each_line(text, [&](std::string_view line) {
    const std::string_view kind = core::take_field(line);
    if (kind == "some") stall.some = total_of(line);
    if (kind == "full") stall.full = total_of(line);
  });
  if (!stall.some && !stall.full) {
    return core::Error("no total, found \"" + std::string(text.substr(0, 40)) + "\"",
                       core::ErrorKind::invalid);
  }
  return stall;
}

core::Families Pressures::follow(const Stalls& stalls) {
  core::Family family = core::counter(
      "silicon_pressure_seconds_total",
      "Seconds in which some tasks, or all (full), waited for the resource. From the kernel's "
      "pressure stall information.");
  const auto add = [&](std::size_t i, const char* kind, sources::RisingCounter& counter,
                       std::optional<std::uint64_t> microseconds) {
    if (!microseconds) return;
    family.add({{"resource", std::string(kResources[i])}, {"kind", kind}},
               static_cast<double>(counter.follow(*microseconds)) / kMicrosecondsPerSecond);
  };
  for (std::size_t i = 0; i < kResources.size(); ++i) {
    if (!stalls[i]) continue;
    add(i, "some", counters_[i].some, stalls[i]->some);
    if (kResources[i] != "cpu") add(i, "full", counters_[i].full, stalls[i]->full);
  }
  if (family.samples.empty()) return {};
  return {std::move(family)};
}

}  // namespace silicon::pressure
