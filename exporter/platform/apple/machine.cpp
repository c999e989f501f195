#include "exporter/platform/apple/machine.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "exporter/platform/apple/host/sysctls.hpp"
#include "exporter/platform/apple/registry/devices.hpp"
#include "exporter/platform/apple/registry/registry.hpp"

namespace silicon::apple_platform {
namespace {

constexpr const char* kNumbers[] = {
    "hw.ncpu",           "hw.physicalcpu",     "hw.logicalcpu",        "hw.memsize",
    "hw.memsize_usable", "hw.nperflevels",     "hw.packages",          "hw.pagesize",
    "hw.tbfrequency",    "vm.compressor_mode", "iogpu.wired_limit_mb",
};
constexpr const char* kTexts[] = {
    "hw.model",
    "machdep.cpu.brand_string",
    "kern.osproductversion",
    "kern.osversion",
};
constexpr const char* kLevelNumbers[] = {"physicalcpu",    "physicalcpu_max", "logicalcpu",
                                         "logicalcpu_max", "cpusperl2",       "l2cachesize"};
constexpr std::int64_t kMostLevels = 8;

void take_number(const Sysctls& sysctls, const std::string& name, apple::Machine& machine) {
  if (const auto number = sysctls.number(name.c_str())) machine.sysctl[name] = *number;
}

void take_text(const Sysctls& sysctls, const std::string& name, apple::Machine& machine) {
  if (auto text = sysctls.text(name.c_str())) machine.sysctl[name] = std::move(*text);
}

std::string text_of(const apple::Machine& machine, std::string_view name) {
  const auto found = machine.sysctl.find(name);
  if (found == machine.sysctl.end()) return "";
  const auto* text = std::get_if<std::string>(&found->second);
  return text == nullptr ? "" : *text;
}

void take_sysctls(const Sysctls& sysctls, apple::Machine& machine) {
  for (const char* name : kNumbers) take_number(sysctls, name, machine);
  for (const char* name : kTexts) take_text(sysctls, name, machine);
  const std::int64_t levels = apple::sysctl_number(machine, "hw.nperflevels").value_or(0);
  for (std::int64_t i = 0; i < std::min(levels, kMostLevels); ++i) {
    const std::string level = "hw.perflevel" + std::to_string(i) + ".";
    for (const char* name : kLevelNumbers) take_number(sysctls, level + name, machine);
    take_text(sysctls, level + "name", machine);
  }
}

// "macOS 15.5 (24F74)"
std::string os_of(const apple::Machine& machine) {
  const std::string version = text_of(machine, "kern.osproductversion");
  const std::string build = text_of(machine, "kern.osversion");
  std::string os = "macOS";
  if (!version.empty()) os += " " + version;
  if (!build.empty()) os += " (" + build + ")";
  return os;
}

void take_devices(const Registry& registry, apple::Machine& machine) {
  machine.cpus = cpu_nodes(registry);
  machine.pmgr = power_tables(registry);
  machine.gpu_core_count = gpu_core_count(registry);
}

}  // namespace

core::Result<apple::Machine> read_machine(const Interfaces& interfaces) {
  if (!interfaces.sysctl) {
    core::Error reason = interfaces.sysctl.error();
    return std::move(reason).within("this is no Mac");
  }
  apple::Machine machine;
  take_sysctls(Sysctls(*interfaces.sysctl), machine);
  machine.model = text_of(machine, "hw.model");
  if (machine.model.empty()) {
    return core::Error("the kernel knows no hw.model: this is no Mac", core::ErrorKind::absent);
  }
  machine.chip = text_of(machine, "machdep.cpu.brand_string");
  machine.os = os_of(machine);
  if (const auto bytes = apple::sysctl_number(machine, "hw.pagesize"); bytes && *bytes > 0) {
    machine.page_size = static_cast<std::uint32_t>(*bytes);
  }
  if (interfaces.core_foundation && interfaces.io_kit) {
    take_devices(Registry(*interfaces.core_foundation, *interfaces.io_kit), machine);
  }
  return machine;
}

}  // namespace silicon::apple_platform
