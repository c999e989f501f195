// NVIDIA's management library, loaded while the program runs: it comes with the driver and must not
// be needed to start. Every function stands alone: one that a driver's version lacks costs only its
// figure. The declarations are our own, after nvml.h of driver 550 (NVML's ABI only grows).
// One thread at a time. Tested by
// tests/exporter/platform/linux/hardware/gpu/nvml/nvml_library_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "exporter/core/result.hpp"

namespace silicon::linux_platform {

namespace nvml {

// nvmlReturn_t, as far as it matters here.
enum Return : int {
  success = 0,
  uninitialized = 1,
  not_supported = 3,
  no_permission = 4,
  driver_not_loaded = 9,
  gpu_is_lost = 15,
};

using Device = void*;  // nvmlDevice_t

struct Utilization {  // nvmlUtilization_t
  unsigned gpu;       // percent
  unsigned memory;
};

struct Memory {  // nvmlMemory_t, bytes
  unsigned long long total;
  unsigned long long free;
  unsigned long long used;
};

struct PciInfo {  // nvmlPciInfo_t since version 3
  char bus_id_legacy[16];
  unsigned domain;
  unsigned bus;
  unsigned device;
  unsigned pci_device_id;
  unsigned pci_subsystem_id;
  char bus_id[32];
};

inline constexpr int kTemperatureGpu = 0;  // nvmlTemperatureSensors_t
inline constexpr int kClockGraphics = 0;   // nvmlClockType_t

}  // namespace nvml

// Null where the library lacks the function.
struct NvmlFunctions {
  int (*init)() = nullptr;
  int (*shutdown)() = nullptr;
  const char* (*error_string)(int) = nullptr;
  int (*device_count)(unsigned*) = nullptr;
  int (*device_by_index)(unsigned, nvml::Device*) = nullptr;
  int (*name)(nvml::Device, char*, unsigned) = nullptr;
  int (*pci_info)(nvml::Device, nvml::PciInfo*) = nullptr;
  int (*core_count)(nvml::Device, unsigned*) = nullptr;
  int (*utilization)(nvml::Device, nvml::Utilization*) = nullptr;
  int (*memory)(nvml::Device, nvml::Memory*) = nullptr;
  int (*power)(nvml::Device, unsigned*) = nullptr;             // milliwatts
  int (*energy)(nvml::Device, unsigned long long*) = nullptr;  // millijoules since the driver
                                                               // was loaded; Volta and later
  int (*temperature)(nvml::Device, int, unsigned*) = nullptr;  // degrees Celsius
  int (*clock)(nvml::Device, int, unsigned*) = nullptr;        // MHz
  int (*max_clock)(nvml::Device, int, unsigned*) = nullptr;    // MHz
  int (*clock_reasons)(nvml::Device, unsigned long long*) = nullptr;
};

// The loaded and initialised library; shut down and unloaded at the end.
class NvmlLibrary {
 public:
  // `file`: "libnvidia-ml.so.1", or a path. Errors: absent when there is no such library, no
  // driver, or no function that we cannot do without; each says which.
  static core::Result<std::unique_ptr<NvmlLibrary>> load(const std::string& file);

  NvmlLibrary(const NvmlLibrary&) = delete;
  NvmlLibrary& operator=(const NvmlLibrary&) = delete;
  ~NvmlLibrary();

  const NvmlFunctions& functions() const { return functions_; }

  // What NVML says about one of its error codes.
  std::string explain(int code) const;

 private:
  NvmlLibrary(void* handle, const NvmlFunctions& functions)
      : handle_(handle), functions_(functions) {}

  void* handle_;
  NvmlFunctions functions_;
};

}  // namespace silicon::linux_platform
