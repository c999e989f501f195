// Any bytes as a list of CPUs, and as what a machine says about its CPUs, one line per CPU: every
// CPU gets one place, and the same facts give the same places.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/sources/cpu/topology/cpu_list.hpp"
#include "exporter/sources/cpu/topology/topology.hpp"

namespace {

using silicon::cpu::CpuFacts;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_list(std::string_view text) {
  const auto cpus = silicon::cpu::parse_cpu_list(text);
  if (!cpus) return;
  for (std::size_t i = 0; i < cpus->size(); ++i) {
    require(cpus->at(i) < silicon::cpu::kMaximumCpus);
    require(i == 0 || cpus->at(i - 1) < cpus->at(i));
  }
}

// CAPACITY KILOHERTZ DOMAIN PACKAGE CLUSTER INTEL; what is no number is not known.
CpuFacts facts_of(unsigned cpu, std::string_view line) {
  using silicon::core::parse_unsigned;
  CpuFacts facts;
  facts.cpu = cpu;
  facts.capacity = parse_unsigned(silicon::core::take_field(line));
  facts.maximum_kilohertz = parse_unsigned(silicon::core::take_field(line));
  const auto domain = parse_unsigned(silicon::core::take_field(line));
  if (domain && *domain <= cpu) facts.frequency_domain = static_cast<unsigned>(*domain);
  facts.package = parse_unsigned(silicon::core::take_field(line));
  facts.hardware_cluster = parse_unsigned(silicon::core::take_field(line));
  const auto intel = parse_unsigned(silicon::core::take_field(line));
  if (intel && *intel < 3) facts.intel = static_cast<silicon::cpu::IntelCore>(*intel);
  facts.has_level3_cache = !line.empty();
  return facts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_list(text);
  std::vector<CpuFacts> facts;
  silicon::core::for_each_line(text, [&](std::string_view line) {
    if (facts.size() < 256) facts.push_back(facts_of(static_cast<unsigned>(facts.size()), line));
  });
  const auto placements = silicon::cpu::place(facts);
  require(placements.size() == facts.size());
  for (std::size_t i = 0; i < placements.size(); ++i) {
    require(placements[i].cpu == i && !placements[i].tier.empty());
    require(!placements[i].cluster.empty());
  }
  require(silicon::cpu::place(facts) == placements);
  return 0;
}
