#include "exporter/sources/cpu/topology/cpu_list.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/cpu/cpu.hpp"

namespace silicon::cpu {
namespace {

core::Error not_a_list(std::string_view part) {
  return core::Error("not a list of CPUs: \"" + std::string(part.substr(0, 40)) + "\"",
                     core::ErrorKind::invalid);
}

std::optional<unsigned> parse_cpu(std::string_view text) {
  const auto number = core::parse_unsigned(text);
  if (!number || *number >= kMaximumCpus) return std::nullopt;
  return static_cast<unsigned>(*number);
}

}  // namespace

core::Result<std::vector<unsigned>> parse_cpu_list(std::string_view text) {
  constexpr std::string_view kSeparators = ", \t\r\n";
  std::vector<bool> members(kMaximumCpus);
  unsigned beyond = 0;  // the highest
  for (std::size_t at = text.find_first_not_of(kSeparators); at != std::string_view::npos;) {
    const std::size_t end = text.find_first_of(kSeparators, at);
    const std::string_view part = text.substr(at, end - at);
    const auto [low, high] = core::cut(part, '-');
    const auto first = parse_cpu(low);
    const auto last = low.size() < part.size() ? parse_cpu(high) : first;
    if (!first || !last || *first > *last) return not_a_list(part);
    beyond = std::max(beyond, *last + 1);
    std::fill(members.begin() + *first, members.begin() + *last + 1, true);
    at = text.find_first_not_of(kSeparators, end);
  }
  std::vector<unsigned> cpus;
  for (unsigned cpu = 0; cpu < beyond; ++cpu) {
    if (members[cpu]) cpus.push_back(cpu);
  }
  return cpus;
}

}  // namespace silicon::cpu
