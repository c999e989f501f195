#include "exporter/platform/linux/hardware/gpu/nvml/nvml_library.hpp"

#include <dlfcn.h>

#include <array>
#include <initializer_list>

namespace silicon::linux_platform {
namespace {

// The first of several names of one function, newest first.
template <class Function>
void bind(void* handle, Function*& function, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (void* address = ::dlsym(handle, name)) {
      function = reinterpret_cast<Function*>(address);
      return;
    }
  }
}

NvmlFunctions bind_all(void* handle) {
  NvmlFunctions table;
  bind(handle, table.init, {"nvmlInit_v2", "nvmlInit"});
  bind(handle, table.shutdown, {"nvmlShutdown"});
  bind(handle, table.error_string, {"nvmlErrorString"});
  bind(handle, table.device_count, {"nvmlDeviceGetCount_v2", "nvmlDeviceGetCount"});
  bind(handle, table.device_by_index,
       {"nvmlDeviceGetHandleByIndex_v2", "nvmlDeviceGetHandleByIndex"});
  bind(handle, table.name, {"nvmlDeviceGetName"});
  // Older versions fill in a shorter structure: without the third one there is no address.
  bind(handle, table.pci_info, {"nvmlDeviceGetPciInfo_v3"});
  bind(handle, table.core_count, {"nvmlDeviceGetNumGpuCores"});
  bind(handle, table.utilization, {"nvmlDeviceGetUtilizationRates"});
  bind(handle, table.memory, {"nvmlDeviceGetMemoryInfo"});
  bind(handle, table.power, {"nvmlDeviceGetPowerUsage"});
  bind(handle, table.energy, {"nvmlDeviceGetTotalEnergyConsumption"});
  bind(handle, table.temperature, {"nvmlDeviceGetTemperature"});
  bind(handle, table.clock, {"nvmlDeviceGetClockInfo"});
  bind(handle, table.max_clock, {"nvmlDeviceGetMaxClockInfo"});
  bind(handle, table.clock_reasons,
       {"nvmlDeviceGetCurrentClocksEventReasons", "nvmlDeviceGetCurrentClocksThrottleReasons"});
  return table;
}

const char* first_missing(const NvmlFunctions& table) {
  if (table.init == nullptr) return "nvmlInit";
  if (table.shutdown == nullptr) return "nvmlShutdown";
  if (table.device_count == nullptr) return "nvmlDeviceGetCount";
  if (table.device_by_index == nullptr) return "nvmlDeviceGetHandleByIndex";
  return nullptr;
}

std::string explanation(const NvmlFunctions& table, int code) {
  const char* text = table.error_string == nullptr ? nullptr : table.error_string(code);
  return text == nullptr ? "NVML error " + std::to_string(code) : std::string(text);
}

core::Error unusable(const std::string& file, const std::string& why) {
  return core::Error(file + ": " + why, core::ErrorKind::absent);
}

}  // namespace

core::Result<std::unique_ptr<NvmlLibrary>> NvmlLibrary::load(const std::string& file) {
  void* handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return unusable(file, "not there, so no NVIDIA driver");
  const NvmlFunctions table = bind_all(handle);
  if (const char* missing = first_missing(table)) {
    ::dlclose(handle);
    return unusable(file, std::string("has no ") + missing);
  }
  if (const int code = table.init(); code != nvml::success) {
    const std::string why = explanation(table, code);
    ::dlclose(handle);
    return unusable(file, why);
  }
  return std::unique_ptr<NvmlLibrary>(new NvmlLibrary(handle, table));
}

NvmlLibrary::~NvmlLibrary() {
  functions_.shutdown();
  ::dlclose(handle_);
}

std::string NvmlLibrary::explain(int code) const {
  return explanation(functions_, code);
}

}  // namespace silicon::linux_platform
