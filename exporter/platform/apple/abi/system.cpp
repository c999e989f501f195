#include "exporter/platform/apple/abi/system.hpp"

namespace silicon::apple_platform {

core::Result<MachApi> bind_mach(const FindSymbol& find) {
  MachApi api;
  Binder bind("libSystem", find);
  bind("mach_host_self", api.host_self);
  bind("mach_port_deallocate", api.port_deallocate);
  bind("host_processor_info", api.processor_info);
  bind("vm_deallocate", api.vm_deallocate);
  bind("host_statistics64", api.host_statistics64);
  bind("mach_task_self_", api.task_self);
  return bind.result(api);
}

core::Result<ClockApi> bind_clock(const FindSymbol& find) {
  ClockApi api;
  Binder bind("libSystem", find);
  bind("mach_absolute_time", api.absolute_time);
  bind("mach_timebase_info", api.timebase_info);
  return bind.result(api);
}

core::Result<SysctlApi> bind_sysctl(const FindSymbol& find) {
  SysctlApi api;
  Binder bind("libSystem", find);
  bind("sysctlbyname", api.by_name);
  bind("sysctl", api.by_number);
  return bind.result(api);
}

core::Result<LoadApi> bind_load(const FindSymbol& find) {
  LoadApi api;
  Binder bind("libSystem", find);
  bind("getloadavg", api.averages);
  return bind.result(api);
}

core::Result<NotifyApi> bind_notify(const FindSymbol& find) {
  NotifyApi api;
  Binder bind("libSystem", find);
  bind("notify_register_check", api.register_check);
  bind("notify_get_state", api.get_state);
  bind("notify_cancel", api.cancel);
  return bind.result(api);
}

core::Result<FilesystemApi> bind_filesystems(const FindSymbol& find) {
  FilesystemApi api;
  Binder bind("libSystem", find);
  bind("getfsstat", api.get_status);
  return bind.result(api);
}

core::Result<ProcessApi> bind_process(const FindSymbol& find) {
  ProcessApi api;
  Binder bind("libSystem", find);
  bind("getpid", api.own_number);
  bind("proc_pidinfo", api.information);
  return bind.result(api);
}

}  // namespace silicon::apple_platform
