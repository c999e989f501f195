// NVIDIA's GPUs through NVML. A GPU that is lost (it fell off the bus) or sleeps costs only itself;
// a lost one is looked for again once a minute. One thread. Tested by
// tests/exporter/platform/linux/hardware/gpu/nvml/nvml_backend_test.cpp.
#pragma once

#include <memory>
#include <string>

#include "exporter/platform/linux/hardware/gpu/gpu_backend.hpp"

namespace silicon::linux_platform {

// `file` as NvmlLibrary::load() takes it; "" means that NVML is not to be used. Keeps a reference
// to `files`, which must outlive the backend.
core::Result<std::unique_ptr<GpuBackend>> open_nvml(HostFiles& files, const std::string& file);

}  // namespace silicon::linux_platform
