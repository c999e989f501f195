// The functions that each tell one thing about a GPU.
#include <cstdio>
#include <cstring>

#include "exporter/platform/linux/hardware/gpu/nvml/nvml_library.hpp"
#include "tests/support/fake_nvml/control.hpp"

// NOLINTBEGIN(readability-identifier-naming): NVIDIA's names.

namespace {

namespace nvml = silicon::linux_platform::nvml;
using silicon::testing::FakeNvmlGpu;

FakeNvmlGpu& asked(void* device) {
  auto* gpu = static_cast<FakeNvmlGpu*>(device);
  ++gpu->questions;
  return *gpu;
}

template <class Value>
int answer(void* device, Value* out, Value value, int code = 0) {
  const FakeNvmlGpu& gpu = asked(device);
  if (gpu.code != 0) return gpu.code;
  if (code == 0) *out = value;
  return code;
}

FakeNvmlGpu& gpu_of(void* device) {
  return *static_cast<FakeNvmlGpu*>(device);
}

}  // namespace

extern "C" {

const char* nvmlErrorString(int code) {
  return code == 9 ? "Driver Not Loaded" : "Unknown Error";
}

int nvmlDeviceGetName(void* device, char* name, unsigned length) {
  if (asked(device).code != 0) return gpu_of(device).code;
  std::snprintf(name, length, "NVIDIA H100 80GB HBM3");
  return 0;
}

int nvmlDeviceGetPciInfo_v3(void* device, nvml::PciInfo* info) {
  if (asked(device).code != 0) return gpu_of(device).code;
  std::memset(info, 'x', sizeof *info);  // what it leaves unset must not be read
  std::snprintf(info->bus_id, sizeof info->bus_id, "%s", gpu_of(device).bus_id);
  return 0;
}

int nvmlDeviceGetNumGpuCores(void* device, unsigned* cores) {
  return answer(device, cores, 16896U);
}

int nvmlDeviceGetUtilizationRates(void* device, nvml::Utilization* rates) {
  return answer(device, rates, {gpu_of(device).utilization, 7});
}

int nvmlDeviceGetMemoryInfo(void* device, nvml::Memory* memory) {
  return answer(device, memory, {85'899'345'920ULL, 0, gpu_of(device).memory_used});
}

int nvmlDeviceGetPowerUsage(void* device, unsigned* milliwatts) {
  return answer(device, milliwatts, gpu_of(device).power_milliwatts, gpu_of(device).power_code);
}

int nvmlDeviceGetTotalEnergyConsumption(void* device, unsigned long long* millijoules) {
  return answer(device, millijoules, gpu_of(device).energy_millijoules, gpu_of(device).energy_code);
}

int nvmlDeviceGetTemperature(void* device, int sensor, unsigned* celsius) {
  return answer(device, celsius, gpu_of(device).celsius, sensor == 0 ? 0 : 2);
}

int nvmlDeviceGetClockInfo(void* device, int type, unsigned* megahertz) {
  return answer(device, megahertz, gpu_of(device).megahertz, type == 0 ? 0 : 2);
}

int nvmlDeviceGetMaxClockInfo(void* device, int type, unsigned* megahertz) {
  return answer(device, megahertz, 1980U, type == 0 ? 0 : 2);
}

int nvmlDeviceGetCurrentClocksThrottleReasons(void* device, unsigned long long* reasons) {
  return answer(device, reasons, gpu_of(device).clock_reasons);
}

}  // extern "C"

// NOLINTEND(readability-identifier-naming)
