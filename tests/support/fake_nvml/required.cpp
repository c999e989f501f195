// The functions without which there is no NVML, under the names of its first versions.
#include "tests/support/fake_nvml/control.hpp"

// NOLINTBEGIN(readability-identifier-naming): NVIDIA's names.

silicon::testing::FakeNvml* fake_nvml_control() {
  static silicon::testing::FakeNvml state;
  return &state;
}

extern "C" int nvmlInit() {
  ++fake_nvml_control()->inits;
  return fake_nvml_control()->init_code;
}

extern "C" int nvmlShutdown() {
  ++fake_nvml_control()->shutdowns;
  return 0;
}

extern "C" int nvmlDeviceGetCount(unsigned* count) {
  *count = fake_nvml_control()->count;
  return fake_nvml_control()->count_code;
}

extern "C" int nvmlDeviceGetHandleByIndex(unsigned index, void** device) {
  silicon::testing::FakeNvmlGpu& gpu = fake_nvml_control()->gpus.at(index);
  *device = &gpu;
  return gpu.code;
}

// NOLINTEND(readability-identifier-naming)
