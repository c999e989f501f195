// Any bytes as a table of pmgr: frequencies are plausible, and as many as there are pairs or fewer.
#include <cstdint>
#include <cstdlib>

#include "exporter/sources/apple/frequency_table.hpp"

namespace {

namespace apple = silicon::apple;

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const std::optional<std::vector<double>>& table, std::size_t bytes) {
  if (!table) return;
  require(!table->empty() && table->size() <= bytes / 8);
  for (const double hertz : *table) require(hertz >= 5e7 && hertz <= 1e10);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const apple::Bytes bytes(data, data + size);
  check(apple::frequencies_of(bytes), size);
  check(apple::frequencies_of_periods(bytes), size);
  apple::Machine machine;
  machine.pmgr["voltage-states5-sram"] = bytes;
  machine.pmgr["voltage-states1"] = bytes;
  machine.pmgr["voltage-states9"] = bytes;
  for (const std::size_t states : {1U, 7U, 20U}) {
    for (const char* type : {"E", "P"}) {
      const auto table = apple::cluster_table(machine, type, 0, states);
      require(!table || table->size() == states);
    }
  }
  check(apple::gpu_table(machine), size);
  return 0;
}
