// libIOReport as this program uses it: counters and residencies of the chip, without root. It is
// declared in no header; these declarations are what macmon, mactop, stats, zeus and OSHI agree on.
// macOS 27 dropped other functions of it: only what is listed here may be bound. Undocumented as to
// threads, so one thread. Tested by tests/exporter/platform/apple/abi/bind_test.cpp.
#pragma once

#include <cstdint>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/core_foundation.hpp"
#include "exporter/platform/apple/abi/symbols.hpp"

namespace silicon::apple_platform {

using IoReportSubscription = const struct IoReportSubscriptionObject*;  // a CFType

// IOReportChannelGetFormat()
inline constexpr int kReportSimple = 1;
inline constexpr int kReportState = 2;

// Where an IOReportElement (xnu, IOKernelReportStructs.h) keeps the time of its last publication:
// mach_absolute_time() ticks, 64 bits.
inline constexpr std::size_t kReportTimestampOffset = 24;

struct IoReportApi {
  // Create; NULL when there is no such group.
  CfMutableDictionary (*copy_channels_in_group)(CfString, CfString, std::uint64_t, std::uint64_t,
                                                std::uint64_t) = nullptr;
  // Create, and so is what it writes through the pointer; NULL when the kernel refuses.
  IoReportSubscription (*create_subscription)(void*, CfMutableDictionary, CfMutableDictionary*,
                                              std::uint64_t, CfType) = nullptr;
  CfDictionary (*create_samples)(IoReportSubscription, CfMutableDictionary, CfType) = nullptr;
  // Of one channel of a sample; all of them lend.
  CfString (*channel_get_group)(CfDictionary) = nullptr;
  CfString (*channel_get_subgroup)(CfDictionary) = nullptr;
  CfString (*channel_get_name)(CfDictionary) = nullptr;
  CfString (*channel_get_driver)(CfDictionary) = nullptr;
  CfString (*channel_get_unit)(CfDictionary) = nullptr;
  int (*channel_get_format)(CfDictionary) = nullptr;
  std::int64_t (*simple_get_value)(CfDictionary, std::int32_t) = nullptr;
  std::int32_t (*state_get_count)(CfDictionary) = nullptr;
  CfString (*state_get_name)(CfDictionary, std::int32_t) = nullptr;
  std::int64_t (*state_get_residency)(CfDictionary, std::int32_t) = nullptr;
};

// Absent when a function is missing; the message names it.
core::Result<IoReportApi> bind_io_report(const FindSymbol& find);

}  // namespace silicon::apple_platform
