#include "exporter/platform/apple/host/mach_host.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace silicon::apple_platform {
namespace {

constexpr std::uint32_t kMostCpus = 1024;

std::uint64_t count_at(const char* bytes, const VmField& field) {
  if (field.width == sizeof(std::uint32_t)) {
    std::uint32_t count = 0;
    std::memcpy(&count, bytes + field.offset, sizeof count);
    return count;
  }
  std::uint64_t count = 0;
  std::memcpy(&count, bytes + field.offset, sizeof count);
  return count;
}

}  // namespace

std::vector<apple::CpuTicks> MachHost::cpu_ticks() const {
  std::uint32_t cpus = 0;
  std::uint32_t count = 0;
  std::int32_t* info = nullptr;
  if (api_.processor_info(port_, kProcessorCpuLoadInfo, &cpus, &info, &count) != 0) return {};
  if (info == nullptr) return {};
  std::vector<apple::CpuTicks> result;
  if (cpus <= kMostCpus && count >= cpus * kCpuStates) {
    result.resize(cpus);
    std::memcpy(result.data(), info, cpus * sizeof(apple::CpuTicks));
  }
  // The kernel mapped the array into this process. `count` is in integers, the size in bytes:
  // node_exporter passes the number of CPUs, and leaks the rest.
  api_.vm_deallocate(*api_.task_self, reinterpret_cast<std::uintptr_t>(info),
                     count * sizeof(std::int32_t));
  return result;
}

VmCounts MachHost::vm() const {
  std::array<std::int32_t, kHostInfoMost> info{};
  auto count = static_cast<std::uint32_t>(info.size());
  if (api_.host_statistics64(port_, kHostVmInfo64, info.data(), &count) != 0) return {};
  const auto* bytes = reinterpret_cast<const char*>(info.data());
  const std::size_t filled = std::min<std::size_t>(count, info.size()) * sizeof(std::int32_t);
  VmCounts result;
  for (const VmField& field : kVmFields) {
    if (field.offset + field.width > filled) continue;
    result.emplace(field.name, count_at(bytes, field));
  }
  return result;
}

}  // namespace silicon::apple_platform
