// IOKit as this program uses it: the registry of devices, connections to drivers (the SMC's), and
// the private functions for HID sensors. Our own declarations, see core_foundation.hpp. Owning
// references are registry/. Source: IOKit/IOKitLib.h of the macOS 15 SDK; the HID functions are
// declared nowhere and taken from exelban/stats and macmon, where they have stood since macOS 11.
// Tested by tests/exporter/platform/apple/abi/bind_test.cpp.
#pragma once

#include <array>
#include <cstdint>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/core_foundation.hpp"
#include "exporter/platform/apple/abi/symbols.hpp"

namespace silicon::apple_platform {

using MachPort = std::uint32_t;  // mach_port_t
using KernReturn = int;          // kern_return_t, 0 is success
using IoObject = MachPort;       // io_object_t: entry, service, iterator or connection; 0 is none
using IoName = std::array<char, 128>;  // io_name_t

inline constexpr const char* kServicePlane = "IOService";  // kIOServicePlane
inline constexpr std::uint32_t kIterateRecursively = 1;    // kIORegistryIterateRecursively

struct IoKitApi {
  CfMutableDictionary (*service_matching)(const char*) = nullptr;  // create
  // Consumes a reference to the dictionary, also when it fails.
  KernReturn (*service_get_matching_services)(MachPort, CfDictionary, IoObject*) = nullptr;
  IoObject (*iterator_next)(IoObject) = nullptr;  // create
  KernReturn (*object_release)(IoObject) = nullptr;
  KernReturn (*entry_get_name)(IoObject, char*) = nullptr;  // into an IoName
  IoObject (*entry_from_path)(MachPort, const char*) = nullptr;
  KernReturn (*entry_get_child_iterator)(IoObject, const char*, IoObject*) = nullptr;
  CfType (*entry_create_property)(IoObject, CfString, CfAllocator, std::uint32_t) = nullptr;
  KernReturn (*entry_create_properties)(IoObject, CfMutableDictionary*, CfAllocator,
                                        std::uint32_t) = nullptr;
  CfType (*entry_search_property)(IoObject, const char*, CfString, CfAllocator,
                                  std::uint32_t) = nullptr;  // create
};

// What the SMC needs besides.
struct ConnectionApi {
  KernReturn (*service_open)(IoObject, MachPort, std::uint32_t, IoObject*) = nullptr;
  KernReturn (*service_close)(IoObject) = nullptr;
  KernReturn (*call_struct_method)(IoObject, std::uint32_t, const void*, std::size_t, void*,
                                   std::size_t*) = nullptr;
  const MachPort* task_self = nullptr;  // mach_task_self_
};

using HidClient = struct HidClientObject*;
using HidService = const struct HidServiceObject*;
using HidEvent = const struct HidEventObject*;

inline constexpr int kHidPageAppleVendor = 0xff00;
inline constexpr int kHidUsageTemperature = 5;
inline constexpr std::int64_t kHidTemperatureEvent = 15;
inline constexpr std::int32_t kHidTemperatureField = 15 << 16;

struct HidApi {
  HidClient (*client_create)(CfAllocator) = nullptr;
  void (*client_set_matching)(HidClient, CfDictionary) = nullptr;
  CfArray (*client_copy_services)(HidClient) = nullptr;
  HidEvent (*service_copy_event)(HidService, std::int64_t, std::int32_t, std::int64_t) = nullptr;
  CfType (*service_copy_property)(HidService, CfString) = nullptr;
  double (*event_get_float)(HidEvent, std::int32_t) = nullptr;
};

// Absent when a function is missing; the message names it.
core::Result<IoKitApi> bind_io_kit(const FindSymbol& find);
core::Result<HidApi> bind_hid(const FindSymbol& find);
// The task's port is a variable of libSystem.
core::Result<ConnectionApi> bind_connection(const FindSymbol& io_kit, const FindSymbol& system);

}  // namespace silicon::apple_platform
