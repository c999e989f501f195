#include "exporter/platform/apple/report/subscription.hpp"

#include <string>
#include <utility>

#include "exporter/core/text.hpp"
#include "exporter/platform/apple/foundation/values.hpp"

namespace silicon::apple_platform {
namespace {

constexpr std::string_view kChannelsKey = "IOReportChannels";

std::string named(const apple::ChannelChoice& choice) {
  return choice.subgroup.empty() ? choice.group : choice.group + "/" + choice.subgroup;
}

// The group's dictionary of channels, as the system hands it out.
Owned<CfMutableDictionary> channels_of(const CoreFoundationApi& cf, const IoReportApi& report,
                                       const apple::ChannelChoice& choice) {
  const Owned<CfString> group = make_string(cf, choice.group);
  Owned<CfString> subgroup;
  if (!choice.subgroup.empty()) subgroup = make_string(cf, choice.subgroup);
  if (!group) return {};
  return {cf, report.copy_channels_in_group(group.get(), subgroup.get(), 0, 0, 0)};
}

// Those of `all` that are wanted.
Owned<CfMutableArray> accepted(const CoreFoundationApi& cf, const ChannelReader& reader,
                               CfArray all, const apple::ChannelChoice& choice) {
  Owned<CfMutableArray> result = make_array(cf);
  if (!result || all == nullptr) return result;
  const CfIndex count = cf.array_get_count(all);
  for (CfIndex i = 0; i < count; ++i) {
    CfType channel = cf.array_get_value(all, i);
    const std::string name = reader.name_of(channel);
    if (name.empty()) continue;
    if (choice.accepts != nullptr && !choice.accepts(core::trimmed(name))) continue;
    cf.array_append(result.get(), channel);
  }
  return result;
}

}  // namespace

Subscription::Subscription(const CoreFoundationApi& cf, const IoReportApi& report,
                           const MachTimebase& timebase)
    : cf_(&cf),
      report_(&report),
      reader_(cf, report, timebase),
      channels_key_(make_string(cf, kChannelsKey)) {}

core::Result<Subscription> Subscription::open(const CoreFoundationApi& cf,
                                              const IoReportApi& report,
                                              const apple::ChannelChoice& choice,
                                              const MachTimebase& timebase) {
  Subscription result(cf, report, timebase);
  const Owned<CfMutableDictionary> group = channels_of(cf, report, choice);
  if (!group || !result.channels_key_) {
    return core::Error("no group " + named(choice), core::ErrorKind::absent);
  }
  const CfArray all =
      array_of(cf, cf.dictionary_get_value(group.get(), result.channels_key_.get()));
  const Owned<CfMutableArray> wanted = accepted(cf, result.reader_, all, choice);
  if (!wanted || cf.array_get_count(wanted.get()) == 0) {
    return core::Error("no channel of use in " + named(choice), core::ErrorKind::absent);
  }
  // A copy of the whole dictionary: it holds options of the query besides the channels.
  const Owned<CfMutableDictionary> desired(
      cf, cf.dictionary_create_mutable_copy(nullptr, 0, group.get()));
  if (!desired) return core::Error("no copy of " + named(choice));
  cf.dictionary_set_value(desired.get(), result.channels_key_.get(), wanted.get());
  CfMutableDictionary subscribed = nullptr;
  result.subscription_ = Owned<IoReportSubscription>(
      cf, report.create_subscription(nullptr, desired.get(), &subscribed, 0, nullptr));
  result.subscribed_ = Owned<CfMutableDictionary>(cf, subscribed);
  if (!result.subscription_ || !result.subscribed_) {
    return core::Error("the kernel refuses " + named(choice), core::ErrorKind::denied);
  }
  return result;
}

void Subscription::sample(std::vector<apple::Channel>& channels, std::size_t& used) const {
  const Owned<CfDictionary> sample(
      *cf_, report_->create_samples(subscription_.get(), subscribed_.get(), nullptr));
  if (!sample) return;
  const CfArray all = array_of(*cf_, cf_->dictionary_get_value(sample.get(), channels_key_.get()));
  if (all == nullptr) return;
  const CfIndex count = cf_->array_get_count(all);
  for (CfIndex i = 0; i < count; ++i) {
    if (used == channels.size()) channels.emplace_back();
    if (reader_.read(cf_->array_get_value(all, i), channels[used])) ++used;
  }
}

}  // namespace silicon::apple_platform
