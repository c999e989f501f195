// Writes the recording of a synthetic Mac:
//
//   synthetic_mac SCENARIO [14|16] [SEED] >FILE
//
// Without arguments it lists the scenarios.
#include <cstdio>
#include <string>

#include "exporter/core/numbers.hpp"
#include "tests/support/synthetic_mac/mac.hpp"
#include "tests/support/synthetic_mac/scenarios.hpp"

namespace synthetic = silicon::testing::synthetic;

int main(int argc, char** argv) {
  const auto script = synthetic::scenario(argc > 1 ? argv[1] : "");
  const std::string cores = argc > 2 ? argv[2] : "16";
  const auto seed = silicon::core::parse_unsigned(argc > 3 ? argv[3] : "1");
  if (!script || !seed || (cores != "14" && cores != "16")) {
    std::fputs("usage: synthetic_mac SCENARIO [14|16] [SEED] >FILE\nscenarios:", stderr);
    for (const std::string_view name : synthetic::scenario_names()) {
      std::fprintf(stderr, " %s", std::string(name).c_str());
    }
    std::fputs("\n", stderr);
    return 2;
  }
  const auto model =
      cores == "14" ? synthetic::Model::fourteen_cores : synthetic::Model::sixteen_cores;
  synthetic::SyntheticMac mac(model, *script, *seed);
  const std::string text = synthetic::recording_of(mac);
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
