// What Apple says in print about its chips and no register tells: peak memory bandwidth, size and
// speed of the neural engine. A chip that is not known has none of it: never the next best one's.
// Pure; any thread. Tested by tests/exporter/sources/apple/chip_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/sources/apple/machine.hpp"

namespace silicon::apple {

// "Apple M4 Max" as generation 4 and variant "Max".
struct Chip {
  unsigned generation = 0;
  std::string variant;  // "", "Pro", "Max", "Ultra"
};

std::optional<Chip> parse_chip(std::string_view name);

// Bytes per second between memory and the whole chip. Where a chip was sold with two widths of bus,
// which no register tells, the number of GPU cores decides; a number that neither had, or none at
// all, gives nullopt.
std::optional<double> peak_bandwidth(const Machine& machine);

struct NeuralEngine {
  unsigned cores = 0;
  double peak_tops = 0;  // 10^12 operations per second, as Apple states them
};

std::optional<NeuralEngine> neural_engine(const Machine& machine);

}  // namespace silicon::apple
