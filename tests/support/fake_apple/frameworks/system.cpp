// libSystem: mach, sysctl, notify, file systems and the clock of the fake Mac.
#include <algorithm>
#include <cstring>
#include <map>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::testing::apple {
namespace {

using namespace silicon::apple_platform;

constexpr MachPort kHostPort = 0x303;
constexpr int kNotifyToken = 7;
constexpr int kOwnProcess = 4242;
constexpr KernReturn kInvalidArgument = 4;

FakeMac& mac() {
  return FakeMac::current();
}

MachPort host_self() {
  ++mac().ledger.host_ports;
  return kHostPort;
}

KernReturn port_deallocate(MachPort, MachPort port) {
  if (port != kHostPort) mac().ledger.faults.push_back("deallocated a port that is not its own");
  --mac().ledger.host_ports;
  return 0;
}

KernReturn processor_info(MachPort host, int flavor, std::uint32_t* cpus, std::int32_t** info,
                          std::uint32_t* count) {
  if (host != kHostPort || flavor != kProcessorCpuLoadInfo || mac().cpu_ticks.empty()) {
    return kInvalidArgument;
  }
  *cpus = static_cast<std::uint32_t>(mac().cpu_ticks.size());
  *count = *cpus * static_cast<std::uint32_t>(kCpuStates);
  *info = new std::int32_t[*count];
  std::memcpy(*info, mac().cpu_ticks.data(), *count * sizeof(std::int32_t));
  ++mac().ledger.kernel_arrays;
  return 0;
}

KernReturn vm_deallocate(MachPort, std::uintptr_t address, std::size_t bytes) {
  if (bytes != mac().cpu_ticks.size() * kCpuStates * sizeof(std::int32_t)) {
    mac().ledger.faults.push_back("gave back another size than it was given");
  }
  delete[] reinterpret_cast<std::int32_t*>(address);
  --mac().ledger.kernel_arrays;
  return 0;
}

KernReturn host_statistics(MachPort host, int flavor, std::int32_t* info, std::uint32_t* count) {
  const std::string& bytes = mac().vm_statistics;
  if (host != kHostPort || flavor != kHostVmInfo64 || bytes.empty()) return kInvalidArgument;
  const auto words = static_cast<std::uint32_t>(bytes.size() / sizeof(std::int32_t));
  if (*count < words) return kInvalidArgument;
  std::memcpy(info, bytes.data(), words * sizeof(std::int32_t));
  *count = words;
  return 0;
}

int give(const std::string& bytes, void* value, std::size_t* size) {
  if (value == nullptr) {
    *size = bytes.size();
    return 0;
  }
  if (*size < bytes.size()) return -1;
  std::memcpy(value, bytes.data(), bytes.size());
  *size = bytes.size();
  return 0;
}

int sysctl_by_name(const char* name, void* value, std::size_t* size, void*, std::size_t) {
  const auto found = mac().sysctls.find(name);
  return found == mac().sysctls.end() ? -1 : give(found->second, value, size);
}

int sysctl_by_number(int* name, unsigned names, void* value, std::size_t* size, void*,
                     std::size_t) {
  const auto& request = interface_list::kRequest;
  if (!std::equal(name, name + names, request.begin(), request.end())) return -1;
  return mac().interface_list.empty() ? -1 : give(mac().interface_list, value, size);
}

int load_averages(double* averages, int count) {
  if (mac().load_fails) return -1;
  std::copy_n(mac().load.begin(), count, averages);
  return count;
}

std::uint32_t notify_register(const char* name, int* token) {
  if (!mac().notify_works || std::strcmp(name, kThermalPressureName) != 0) return 1000000;
  *token = kNotifyToken;
  ++mac().ledger.notify_tokens;
  return 0;
}

std::uint32_t notify_state(int token, std::uint64_t* state) {
  if (!mac().notify_works || token != kNotifyToken) return 2;
  *state = mac().thermal_pressure;
  return 0;
}

std::uint32_t notify_cancel(int token) {
  if (token != kNotifyToken) mac().ledger.faults.push_back("cancelled another token");
  --mac().ledger.notify_tokens;
  return 0;
}

int filesystem_status(FilesystemStatus* statuses, int bytes, int mode) {
  if (mode != kDoNotWait) return -1;
  const auto& all = mac().filesystems;
  if (statuses == nullptr) return static_cast<int>(all.size());
  const std::size_t fit =
      std::min(all.size(), static_cast<std::size_t>(bytes) / sizeof(FilesystemStatus));
  std::copy_n(all.begin(), fit, statuses);
  return static_cast<int>(fit);
}

int own_process() {
  return kOwnProcess;
}

int process_information(int process, int what, std::uint64_t, void* buffer, int size) {
  const auto found = mac().own_process.find(what);
  if (process != kOwnProcess || found == mac().own_process.end()) return 0;
  const std::string& bytes = found->second;
  // The kernel asks for a little more room than it will use.
  if (buffer == nullptr) return static_cast<int>(bytes.size()) + 32;
  const std::size_t given = std::min(bytes.size(), static_cast<std::size_t>(size));
  std::memcpy(buffer, bytes.data(), given);
  return static_cast<int>(given);
}

std::uint64_t absolute_time() {
  return mac().absolute_ticks;
}

KernReturn timebase_info(MachTimebase* timebase) {
  *timebase = mac().timebase;
  return 0;
}

}  // namespace

void add_system(SymbolTable& table) {
  table.add("mach_host_self", &MachApi::host_self, host_self);
  table.add("mach_port_deallocate", &MachApi::port_deallocate, port_deallocate);
  table.add("host_processor_info", &MachApi::processor_info, processor_info);
  table.add("vm_deallocate", &MachApi::vm_deallocate, vm_deallocate);
  table.add("host_statistics64", &MachApi::host_statistics64, host_statistics);
  table.add("sysctlbyname", &SysctlApi::by_name, sysctl_by_name);
  table.add("sysctl", &SysctlApi::by_number, sysctl_by_number);
  table.add("getloadavg", &LoadApi::averages, load_averages);
  table.add("notify_register_check", &NotifyApi::register_check, notify_register);
  table.add("notify_get_state", &NotifyApi::get_state, notify_state);
  table.add("notify_cancel", &NotifyApi::cancel, notify_cancel);
  table.add("getfsstat", &FilesystemApi::get_status, filesystem_status);
  table.add("getpid", &ProcessApi::own_number, own_process);
  table.add("proc_pidinfo", &ProcessApi::information, process_information);
  table.add("mach_absolute_time", &ClockApi::absolute_time, absolute_time);
  table.add("mach_timebase_info", &ClockApi::timebase_info, timebase_info);
}

}  // namespace silicon::testing::apple
