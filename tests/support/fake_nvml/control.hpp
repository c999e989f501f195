// A stand-in for NVIDIA's libnvidia-ml.so.1 that tests script: a real shared library, loaded by the
// very code that loads the real one. Whoever loads it too reaches its state through
// fake_nvml_control(); the state lives as long as somebody holds the library.
#pragma once

#include <array>
#include <cstdint>

namespace silicon::testing {

struct FakeNvmlGpu {
  int code = 0;  // what every question about this GPU is answered with; 15: it is lost
  const char* bus_id = "00000000:0A:00.0";
  unsigned utilization = 0;
  unsigned long long memory_used = 0;
  unsigned power_milliwatts = 0;
  int power_code = 0;
  unsigned long long energy_millijoules = 0;
  int energy_code = 0;
  unsigned celsius = 0;
  unsigned megahertz = 0;
  unsigned long long clock_reasons = 0;
  int questions = 0;  // how often anything was asked about it
};

struct FakeNvml {
  int init_code = 0;
  int count_code = 0;
  unsigned count = 1;
  int inits = 0;
  int shutdowns = 0;
  std::array<FakeNvmlGpu, 4> gpus{};
};

}  // namespace silicon::testing

extern "C" silicon::testing::FakeNvml* fake_nvml_control();
