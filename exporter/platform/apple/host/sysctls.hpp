// Values of the kernel by name. What the kernel does not have, or gives in another form than was
// asked for, is nullopt. Keeps a reference to the table, which must outlive it. One thread.
// Tested by tests/exporter/platform/apple/host/sysctls_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "exporter/platform/apple/abi/system.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

class Sysctls {
 public:
  explicit Sysctls(const SysctlApi& api) : api_(api) {}

  // Of 1, 2, 4 or 8 bytes, as signed numbers.
  std::optional<std::int64_t> number(const char* name) const;
  std::optional<std::string> text(const char* name) const;

  std::optional<apple::Swap> swap() const;  // vm.swapusage
  // kern.memorystatus_vm_pressure_level: hidden from `sysctl -a`, readable by name without root
  // (xnu, bsd/kern/kern_memorystatus.c: CTLFLAG_MASKED).
  std::optional<std::int64_t> pressure_level() const;

  // The list of interfaces (see interface_list.hpp); "" when the kernel gives none.
  std::string interface_messages() const;

 private:
  const SysctlApi& api_;
};

}  // namespace silicon::apple_platform
