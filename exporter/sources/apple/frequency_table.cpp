#include "exporter/sources/apple/frequency_table.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace silicon::apple {
namespace {

constexpr std::size_t kPairBytes = 8;
constexpr std::size_t kMostEntries = 64;

// Below, a table counts kHz: no cluster runs at 100 GHz, none of a Hz table tops out below 100 MHz.
constexpr double kKilohertzBelow = 1e8;
constexpr double kWrap = 4294967296.0;
constexpr double kWrapsAbove = 4e9;

// What Apple silicon runs at, with room: the slowest state known is 338 MHz, the fastest 4.6 GHz.
constexpr double kLowestHertz = 5e7;
constexpr double kHighestHertz = 1e10;

// The first number of each pair, without zeros; nullopt where the bytes are no pairs.
std::optional<std::vector<double>> entries_of(const Bytes& property) {
  const std::size_t pairs = property.size() / kPairBytes;
  if (pairs == 0 || pairs > kMostEntries || property.size() % kPairBytes != 0) return std::nullopt;
  std::vector<double> entries;
  for (std::size_t i = 0; i < pairs; ++i) {
    std::uint32_t entry = 0;
    for (std::size_t byte = 4; byte-- > 0;) entry = entry << 8U | property[i * kPairBytes + byte];
    if (entry != 0) entries.push_back(entry);
  }
  return entries;
}

std::optional<std::vector<double>> if_plausible(std::vector<double> hertz) {
  const bool plausible = !hertz.empty() && std::all_of(hertz.begin(), hertz.end(), [](double x) {
    return x >= kLowestHertz && x <= kHighestHertz;
  });
  return plausible ? std::optional(std::move(hertz)) : std::nullopt;
}

std::vector<unsigned> table_numbers(std::string_view cluster_type, unsigned ordinal) {
  std::vector<unsigned> numbers;
  if (cluster_type == "E") numbers = {1};
  if (cluster_type == "P") numbers = {5, 13};
  if (cluster_type == "M") numbers = {22, 23};
  if (cluster_type == "S") numbers = {5};
  if (ordinal % 2 == 1) std::reverse(numbers.begin(), numbers.end());
  return numbers;
}

const Bytes* find(const Machine& machine, const std::string& name) {
  const auto found = machine.pmgr.find(name);
  return found == machine.pmgr.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<std::vector<double>> frequencies_of(const Bytes& property) {
  std::optional<std::vector<double>> entries = entries_of(property);
  if (!entries || entries->empty()) return std::nullopt;
  const bool kilohertz = *std::max_element(entries->begin(), entries->end()) < kKilohertzBelow;
  double before = 0;
  for (double& entry : *entries) {
    if (kilohertz) entry *= 1000;
    if (!kilohertz && before >= kWrapsAbove && entry < before) entry += kWrap;
    before = entry;
  }
  return if_plausible(*std::move(entries));
}

std::optional<std::vector<double>> frequencies_of_periods(const Bytes& property) {
  std::optional<std::vector<double>> entries = entries_of(property);
  if (!entries) return std::nullopt;
  for (double& entry : *entries) entry = 65536000.0 / entry * 1e6;
  return if_plausible(*std::move(entries));
}

std::optional<std::vector<double>> cluster_table(const Machine& machine,
                                                 std::string_view cluster_type, unsigned ordinal,
                                                 std::size_t states) {
  for (const unsigned number : table_numbers(cluster_type, ordinal)) {
    const std::string name = "voltage-states" + std::to_string(number);
    const Bytes* hertz = find(machine, name + "-sram");
    const Bytes* periods = find(machine, name);
    auto table = hertz != nullptr ? frequencies_of(*hertz) : std::nullopt;
    if (table && table->size() == states) return table;
    table = periods != nullptr ? frequencies_of_periods(*periods) : std::nullopt;
    if (table && table->size() == states) return table;
  }
  return std::nullopt;
}

std::optional<std::vector<double>> gpu_table(const Machine& machine) {
  for (const char* name : {"voltage-states9", "voltage-states9-sram"}) {
    const Bytes* property = find(machine, name);
    if (property == nullptr) continue;
    if (auto table = frequencies_of(*property)) return table;
  }
  return std::nullopt;
}

}  // namespace silicon::apple
