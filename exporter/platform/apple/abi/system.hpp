// What libSystem gives: mach, sysctl, notify, file systems, clocks. Through tables like the rest,
// so that the code that calls them compiles and is tested without it. Structures that the system
// fills in are read by offset; where Apple's headers exist, every number here is compared with them
// (tests/exporter/platform/apple/abi/darwin_headers_test.cpp). Source: xnu-11417.101.15 and the
// headers of the macOS 15 SDK. Tested by tests/exporter/platform/apple/abi/bind_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/io_kit.hpp"
#include "exporter/platform/apple/abi/symbols.hpp"

namespace silicon::apple_platform {

inline constexpr int kProcessorCpuLoadInfo = 2;     // PROCESSOR_CPU_LOAD_INFO
inline constexpr std::size_t kCpuStates = 4;        // user, system, idle, nice
inline constexpr int kHostVmInfo64 = 4;             // HOST_VM_INFO64
inline constexpr std::size_t kHostInfoMost = 1024;  // HOST_INFO_MAX, in integer_t

// struct vm_statistics64: counts of pages, 32 or 64 bits wide, by the system's own names.
struct VmField {
  const char* name;
  std::size_t offset;
  std::size_t width;
};
inline constexpr VmField kVmFields[] = {
    {"free_count", 0, 4},
    {"active_count", 4, 4},
    {"inactive_count", 8, 4},
    {"wire_count", 12, 4},
    {"zero_fill_count", 16, 8},
    {"reactivations", 24, 8},
    {"pageins", 32, 8},
    {"pageouts", 40, 8},
    {"faults", 48, 8},
    {"cow_faults", 56, 8},
    {"lookups", 64, 8},
    {"hits", 72, 8},
    {"purges", 80, 8},
    {"purgeable_count", 88, 4},
    {"speculative_count", 92, 4},
    {"decompressions", 96, 8},
    {"compressions", 104, 8},
    {"swapins", 112, 8},
    {"swapouts", 120, 8},
    {"compressor_page_count", 128, 4},
    {"throttled_count", 132, 4},
    {"external_page_count", 136, 4},
    {"internal_page_count", 140, 4},
    {"total_uncompressed_pages_in_compressor", 144, 8},
};

struct MachApi {
  MachPort (*host_self)() = nullptr;  // create: a send right
  KernReturn (*port_deallocate)(MachPort, MachPort) = nullptr;
  KernReturn (*processor_info)(MachPort, int, std::uint32_t*, std::int32_t**,
                               std::uint32_t*) = nullptr;
  KernReturn (*vm_deallocate)(MachPort, std::uintptr_t, std::size_t) = nullptr;
  KernReturn (*host_statistics64)(MachPort, int, std::int32_t*, std::uint32_t*) = nullptr;
  const MachPort* task_self = nullptr;  // mach_task_self_
};

struct MachTimebase {  // mach_timebase_info_data_t: nanoseconds = ticks * numerator / denominator
  std::uint32_t numerator = 0;
  std::uint32_t denominator = 0;
};

struct ClockApi {
  std::uint64_t (*absolute_time)() = nullptr;  // stands still while the machine sleeps
  KernReturn (*timebase_info)(MachTimebase*) = nullptr;
};

struct SysctlApi {
  int (*by_name)(const char*, void*, std::size_t*, void*, std::size_t) = nullptr;
  int (*by_number)(int*, unsigned, void*, std::size_t*, void*, std::size_t) = nullptr;
};

struct LoadApi {
  int (*averages)(double*, int) = nullptr;  // getloadavg()
};

struct NotifyApi {
  std::uint32_t (*register_check)(const char*, int*) = nullptr;
  std::uint32_t (*get_state)(int, std::uint64_t*) = nullptr;
  std::uint32_t (*cancel)(int) = nullptr;
};

inline constexpr const char* kThermalPressureName = "com.apple.system.thermalpressurelevel";

// getfsstat(): an array of these structures.
struct FilesystemStatus {  // struct statfs with 64-bit inodes
  std::uint32_t block_bytes = 0;
  std::int32_t transfer_bytes = 0;
  std::uint64_t blocks = 0;
  std::uint64_t free_blocks = 0;
  std::uint64_t available_blocks = 0;
  std::uint64_t files = 0;
  std::uint64_t free_files = 0;
  std::int32_t identity[2] = {};
  std::uint32_t owner = 0;
  std::uint32_t type = 0;
  std::uint32_t flags = 0;
  std::uint32_t subtype = 0;
  char type_name[16] = {};
  char mounted_on[1024] = {};
  char mounted_from[1024] = {};
  std::uint32_t extended_flags = 0;
  std::uint32_t reserved[7] = {};
};

inline constexpr int kDoNotWait = 2;                       // MNT_NOWAIT
inline constexpr std::uint32_t kMountLocal = 0x00001000;   // MNT_LOCAL
inline constexpr std::uint32_t kMountHidden = 0x00100000;  // MNT_DONTBROWSE

struct FilesystemApi {
  int (*get_status)(FilesystemStatus*, int, int) = nullptr;
};

// proc_pidinfo(): structures about a process, read by offset.
namespace process_layout {

inline constexpr int kDescriptors = 1;  // PROC_PIDLISTFDS: struct proc_fdinfo for each
inline constexpr std::size_t kDescriptorBytes = 8;
inline constexpr int kIdentity = 3;  // PROC_PIDTBSDINFO: struct proc_bsdinfo
inline constexpr std::size_t kIdentityBytes = 136;
inline constexpr std::size_t kStartSecondsAt = 120;       // 64 bits, Unix time
inline constexpr std::size_t kStartMicrosecondsAt = 128;  // 64 bits
inline constexpr int kTask = 4;                           // PROC_PIDTASKINFO: struct proc_taskinfo
inline constexpr std::size_t kTaskBytes = 96;
inline constexpr std::size_t kVirtualBytesAt = 0;  // 64 bits, as the next ones
inline constexpr std::size_t kResidentBytesAt = 8;
inline constexpr std::size_t kUserTicksAt = 16;  // of mach_absolute_time(), not nanoseconds
inline constexpr std::size_t kSystemTicksAt = 24;
inline constexpr std::size_t kThreadsAt = 84;  // 32 bits

}  // namespace process_layout

struct ProcessApi {
  int (*own_number)() = nullptr;
  // Process, what, argument, where to, how many bytes there are; how many were filled in.
  int (*information)(int, int, std::uint64_t, void*, int) = nullptr;
};

// The list of interfaces, sysctl {CTL_NET, PF_ROUTE, 0, 0, NET_RT_IFLIST2, 0}: messages one after
// another, those of type RTM_IFINFO2 being struct if_msghdr2, whose counters have 64 bits (those of
// struct if_data have 32). Each is followed by a struct sockaddr_dl with the interface's name.
namespace interface_list {

inline constexpr std::array<int, 6> kRequest = {4, 17, 0, 0, 6, 0};
inline constexpr std::uint8_t kInformation = 0x12;  // RTM_IFINFO2

inline constexpr std::size_t kLengthAt = 0;                     // 16 bits
inline constexpr std::size_t kTypeAt = 3;                       // 8 bits
inline constexpr std::size_t kTransmitDropsAt = 24;             // 32 bits: ifm_snd_drops
inline constexpr std::size_t kDataAt = 32;                      // struct if_data64
inline constexpr std::size_t kReceivePacketsAt = kDataAt + 24;  // 64 bits, as the next ones
inline constexpr std::size_t kReceiveErrorsAt = kDataAt + 32;
inline constexpr std::size_t kTransmitPacketsAt = kDataAt + 40;
inline constexpr std::size_t kTransmitErrorsAt = kDataAt + 48;
inline constexpr std::size_t kReceiveBytesAt = kDataAt + 64;
inline constexpr std::size_t kTransmitBytesAt = kDataAt + 72;
inline constexpr std::size_t kReceiveDropsAt = kDataAt + 96;
inline constexpr std::size_t kHeaderBytes = 160;
inline constexpr std::size_t kNameLengthAt = kHeaderBytes + 5;  // 8 bits
inline constexpr std::size_t kNameAt = kHeaderBytes + 8;

}  // namespace interface_list

// Absent when a function is missing; the message names it.
core::Result<MachApi> bind_mach(const FindSymbol& find);
core::Result<ClockApi> bind_clock(const FindSymbol& find);
core::Result<SysctlApi> bind_sysctl(const FindSymbol& find);
core::Result<LoadApi> bind_load(const FindSymbol& find);
core::Result<NotifyApi> bind_notify(const FindSymbol& find);
core::Result<FilesystemApi> bind_filesystems(const FindSymbol& find);
core::Result<ProcessApi> bind_process(const FindSymbol& find);

}  // namespace silicon::apple_platform
