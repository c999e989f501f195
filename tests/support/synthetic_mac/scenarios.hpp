// The scenarios that a synthetic Mac plays. Pure; any thread.
// Tested by tests/support/synthetic_mac/scenarios_test.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tests/support/synthetic_mac/script.hpp"

namespace silicon::testing::synthetic {

// Activities that scenarios consist of.
Activity resting();
Activity order_burst();    // orders come in: all performance cores, little memory traffic
Activity inference();      // models on the neural engine
Activity training();       // a model on the GPU
Activity memory_stream();  // all performance cores copy memory
Activity run_away();       // CPU and GPU at full speed, and the vents are covered

// "idle", "order_burst", "ml_inference", "gpu_training", "memory_stream", "thermal_run_away",
// "sleep_wake", "gated_energy", "batched_energy"; "day" is all of them but the last two, in five
// minutes. nullopt for another name.
std::optional<Script> scenario(std::string_view name);

std::vector<std::string_view> scenario_names();

}  // namespace silicon::testing::synthetic
