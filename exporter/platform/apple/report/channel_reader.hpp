// One channel of an IOReport sample as a value. What does not change about a channel is read once;
// a channel that is another one than last time at its place is read anew. Keeps references to the
// tables, which must outlive it. One thread.
// Tested by tests/exporter/platform/apple/report/channel_reader_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "exporter/platform/apple/abi/io_report.hpp"
#include "exporter/platform/apple/abi/system.hpp"
#include "exporter/platform/apple/foundation/owned.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

class ChannelReader {
 public:
  ChannelReader(const CoreFoundationApi& cf, const IoReportApi& report,
                const MachTimebase& timebase);

  // Puts what `object` says into `channel`, which is from the sample before, or new. False where it
  // is no channel, has no name, or is of a format that is not read.
  bool read(CfType object, apple::Channel& channel) const;

  // "" where there is none.
  std::string name_of(CfType object) const;
  std::string subgroup_of(CfType object) const;

 private:
  bool is_same(CfDictionary object, const apple::ChannelIdentity& identity) const;
  std::shared_ptr<const apple::ChannelIdentity> identify(CfDictionary object) const;
  std::optional<std::uint64_t> published_ns(CfDictionary object) const;

  const CoreFoundationApi* cf_;
  const IoReportApi* report_;
  MachTimebase timebase_;
  Owned<CfString> elements_key_;
};

// Ticks of mach_absolute_time() as nanoseconds; nullopt for a timebase that makes no sense.
std::optional<std::uint64_t> nanoseconds_of(std::uint64_t ticks, const MachTimebase& timebase);

}  // namespace silicon::apple_platform
