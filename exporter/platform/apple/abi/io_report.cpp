#include "exporter/platform/apple/abi/io_report.hpp"

namespace silicon::apple_platform {

core::Result<IoReportApi> bind_io_report(const FindSymbol& find) {
  IoReportApi api;
  Binder bind("libIOReport", find);
  bind("IOReportCopyChannelsInGroup", api.copy_channels_in_group);
  bind("IOReportCreateSubscription", api.create_subscription);
  bind("IOReportCreateSamples", api.create_samples);
  bind("IOReportChannelGetGroup", api.channel_get_group);
  bind("IOReportChannelGetSubGroup", api.channel_get_subgroup);
  bind("IOReportChannelGetChannelName", api.channel_get_name);
  bind("IOReportChannelGetDriverName", api.channel_get_driver);
  bind("IOReportChannelGetUnitLabel", api.channel_get_unit);
  bind("IOReportChannelGetFormat", api.channel_get_format);
  bind("IOReportSimpleGetIntegerValue", api.simple_get_value);
  bind("IOReportStateGetCount", api.state_get_count);
  bind("IOReportStateGetNameForIndex", api.state_get_name);
  bind("IOReportStateGetResidency", api.state_get_residency);
  return bind.result(api);
}

}  // namespace silicon::apple_platform
