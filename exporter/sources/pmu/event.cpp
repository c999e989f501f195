#include "exporter/sources/pmu/event.hpp"

#include <cmath>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::pmu {
namespace {

constexpr std::size_t kMaxCpus = 4096;

core::Error invalid(std::string_view what, std::string_view where) {
  return core::Error(std::string(what) + " \"" + std::string(where.substr(0, 80)) + "\"",
                     core::ErrorKind::invalid);
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  return text.starts_with("0x") ? core::parse_hexadecimal(text) : core::parse_unsigned(text);
}

struct Range {
  std::uint64_t first;
  std::uint64_t last;
};

// "8-15" or "21".
std::optional<Range> parse_range(std::string_view text) {
  const auto [from, to] = core::cut(text, '-');
  const auto first = core::parse_unsigned(from);
  const auto last = text.find('-') == std::string_view::npos ? first : core::parse_unsigned(to);
  if (!first || !last || *first > *last) return std::nullopt;
  return Range{*first, *last};
}

std::optional<std::size_t> word_of(std::string_view name) {
  if (name == "config") return 0;
  if (name == "config1") return 1;
  if (name == "config2") return 2;
  return std::nullopt;
}

// Spreads the bits of `value`, lowest first, over the bit ranges of a format: "config:0-7,32-35".
bool place(std::uint64_t value, std::string_view format, Encoding& encoding) {
  auto [word_name, ranges] = core::cut(core::trimmed(format), ':');
  const auto word = word_of(word_name);
  if (!word) return false;
  while (!ranges.empty()) {
    const auto [text, rest] = core::cut(ranges, ',');
    ranges = rest;
    const auto range = parse_range(text);
    if (!range || range->last > 63) return false;
    for (std::uint64_t bit = range->first; bit <= range->last; ++bit, value >>= 1U) {
      encoding[*word] |= (value & 1U) << bit;
    }
  }
  return value == 0;  // otherwise it did not fit
}

}  // namespace

core::Result<Encoding> encode(std::string_view event, const Formats& formats) {
  Encoding encoding{};
  event = core::trimmed(event);
  if (event.empty()) return invalid("not an event:", event);
  while (!event.empty()) {
    const auto [term, rest] = core::cut(event, ',');
    event = rest;
    const auto [name, text] = core::cut(term, '=');
    const auto value = term.find('=') == std::string_view::npos ? 1 : parse_number(text);
    if (!value) return invalid("no number in term", term);
    if (const auto word = word_of(name)) {
      encoding[*word] |= *value;
      continue;
    }
    const auto format = formats.find(name);
    if (format == formats.end()) return invalid("no format for term", term);
    if (!place(*value, format->second, encoding))
      return invalid("value does not fit in term", term);
  }
  return encoding;
}

std::optional<double> bytes_per_count(std::string_view scale, std::string_view unit) {
  static constexpr std::array<std::pair<std::string_view, double>, 6> kUnits = {{
      {"Bytes", 1},
      {"B", 1},
      {"KiB", 1024},
      {"MiB", 1024.0 * 1024},
      {"GiB", 1024.0 * 1024 * 1024},
      {"MB", 1e6},
  }};
  const auto factor = core::parse_double(core::trimmed(scale));
  if (!factor || !std::isfinite(*factor) || *factor <= 0) return std::nullopt;
  for (const auto& [name, bytes] : kUnits) {
    // 6.103515625e-5 MiB are 64 bytes exactly, and so are the kernel's rounded scales such as
    // 3.814697266e-6 (4 bytes).
    if (core::trimmed(unit) == name) return std::round(*factor * bytes * 1e6) / 1e6;
  }
  return std::nullopt;
}

std::vector<unsigned> parse_cpus(std::string_view text) {
  std::vector<unsigned> cpus;
  text = core::trimmed(text);
  while (!text.empty()) {
    const auto [part, rest] = core::cut(text, ',');
    text = rest;
    const auto range = parse_range(core::trimmed(part));
    if (!range || range->last >= 1'000'000) return {};
    for (std::uint64_t cpu = range->first; cpu <= range->last; ++cpu) {
      if (cpus.size() >= kMaxCpus) return cpus;
      cpus.push_back(static_cast<unsigned>(cpu));
    }
  }
  return cpus;
}

}  // namespace silicon::pmu
