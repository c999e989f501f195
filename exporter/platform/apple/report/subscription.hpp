// A subscription to the wanted channels of one group of IOReport: its samples, raw and cumulative.
// One subscription for each group, because the kernel refuses some groups (AMC Stats on M3 and
// later): that then costs the group alone, where a merged subscription would lose it silently.
// Asking for the channels is the expensive call and is made once. Keeps references to the tables,
// which must outlive it. One thread.
// Tested by tests/exporter/platform/apple/report/subscription_test.cpp.
#pragma once

#include <cstddef>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/io_report.hpp"
#include "exporter/platform/apple/abi/system.hpp"
#include "exporter/platform/apple/foundation/owned.hpp"
#include "exporter/platform/apple/report/channel_reader.hpp"
#include "exporter/sources/apple/reader.hpp"

namespace silicon::apple_platform {

class Subscription {
 public:
  // Absent when the system has no such group or no wanted channel in it, denied when the kernel
  // refuses. `timebase`: of the clock that publications are stamped by.
  static core::Result<Subscription> open(const CoreFoundationApi& cf, const IoReportApi& report,
                                         const apple::ChannelChoice& choice,
                                         const MachTimebase& timebase);

  // The channels as they are now, put into `channels` from `used` on, which grows by their number;
  // none when the system gives no sample. What the sample before left in those places saves work.
  void sample(std::vector<apple::Channel>& channels, std::size_t& used) const;

 private:
  Subscription(const CoreFoundationApi& cf, const IoReportApi& report,
               const MachTimebase& timebase);

  const CoreFoundationApi* cf_;
  const IoReportApi* report_;
  ChannelReader reader_;
  Owned<CfString> channels_key_;
  Owned<IoReportSubscription> subscription_;
  Owned<CfMutableDictionary> subscribed_;
};

}  // namespace silicon::apple_platform
