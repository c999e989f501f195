#include "exporter/sources/apple/chip.hpp"

#include <array>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::apple {
namespace {

// Apple's technical specifications of each Mac, in GB/s = 10^9 bytes per second; the base M1 by its
// LPDDR4X-4266 at 128 bits.
struct Peak {
  unsigned generation;
  std::string_view variant;
  unsigned least_gpu_cores;  // 0 and 0: whatever the number
  unsigned most_gpu_cores;
  double gigabytes;
};
constexpr std::array kPeaks = {
    Peak{1, "", 0, 0, 68.25},    Peak{1, "Pro", 0, 0, 200},   Peak{1, "Max", 0, 0, 400},
    Peak{1, "Ultra", 0, 0, 800}, Peak{2, "", 0, 0, 100},      Peak{2, "Pro", 0, 0, 200},
    Peak{2, "Max", 0, 0, 400},   Peak{2, "Ultra", 0, 0, 800}, Peak{3, "", 0, 0, 100},
    Peak{3, "Pro", 0, 0, 150},   Peak{3, "Max", 30, 30, 300}, Peak{3, "Max", 40, 40, 400},
    Peak{3, "Ultra", 0, 0, 819}, Peak{4, "", 0, 0, 120},      Peak{4, "Pro", 0, 0, 273},
    Peak{4, "Max", 32, 32, 410}, Peak{4, "Max", 40, 40, 546}, Peak{5, "", 0, 0, 153},
    Peak{5, "Pro", 0, 0, 307},   Peak{5, "Max", 32, 32, 460}, Peak{5, "Max", 40, 40, 614},
};

// By generation; of M5 Apple gives no figure. Apple, newsroom articles on each chip.
constexpr std::array<double, 4> kPeakTops{11, 15.8, 18, 38};
constexpr unsigned kNeuralCores = 16;  // of one die

}  // namespace

std::optional<Chip> parse_chip(std::string_view name) {
  constexpr std::string_view kMaker = "Apple M";
  if (!name.starts_with(kMaker)) return std::nullopt;
  const auto [number, variant] = core::cut(name.substr(kMaker.size()), ' ');
  const auto generation = core::parse_unsigned(number);
  if (!generation || *generation == 0 || *generation > 99) return std::nullopt;
  if (!variant.empty() && variant != "Pro" && variant != "Max" && variant != "Ultra") {
    return std::nullopt;
  }
  return Chip{static_cast<unsigned>(*generation), std::string(variant)};
}

std::optional<double> peak_bandwidth(const Machine& machine) {
  const std::optional<Chip> chip = parse_chip(machine.chip);
  if (!chip) return std::nullopt;
  const unsigned cores = machine.gpu_core_count.value_or(0);
  for (const Peak& peak : kPeaks) {
    if (peak.generation != chip->generation || peak.variant != chip->variant) continue;
    const bool any = peak.most_gpu_cores == 0;
    if (any || (cores >= peak.least_gpu_cores && cores <= peak.most_gpu_cores)) {
      return peak.gigabytes * 1e9;
    }
  }
  return std::nullopt;
}

std::optional<NeuralEngine> neural_engine(const Machine& machine) {
  const std::optional<Chip> chip = parse_chip(machine.chip);
  if (!chip || chip->generation > kPeakTops.size()) return std::nullopt;
  const unsigned dies = chip->variant == "Ultra" ? 2 : 1;
  return NeuralEngine{kNeuralCores * dies, kPeakTops[chip->generation - 1] * dies};
}

}  // namespace silicon::apple
