#include "exporter/platform/apple/abi/io_kit.hpp"

namespace silicon::apple_platform {

core::Result<IoKitApi> bind_io_kit(const FindSymbol& find) {
  IoKitApi api;
  Binder bind("IOKit", find);
  bind("IOServiceMatching", api.service_matching);
  bind("IOServiceGetMatchingServices", api.service_get_matching_services);
  bind("IOIteratorNext", api.iterator_next);
  bind("IOObjectRelease", api.object_release);
  bind("IORegistryEntryGetName", api.entry_get_name);
  bind("IORegistryEntryFromPath", api.entry_from_path);
  bind("IORegistryEntryGetChildIterator", api.entry_get_child_iterator);
  bind("IORegistryEntryCreateCFProperty", api.entry_create_property);
  bind("IORegistryEntryCreateCFProperties", api.entry_create_properties);
  bind("IORegistryEntrySearchCFProperty", api.entry_search_property);
  return bind.result(api);
}

core::Result<ConnectionApi> bind_connection(const FindSymbol& io_kit, const FindSymbol& system) {
  ConnectionApi api;
  Binder bind("IOKit", io_kit);
  bind("IOServiceOpen", api.service_open);
  bind("IOServiceClose", api.service_close);
  bind("IOConnectCallStructMethod", api.call_struct_method);
  core::Result<ConnectionApi> whole = bind.result(api);
  if (!whole) return whole;
  Binder bind_system("libSystem", system);
  bind_system("mach_task_self_", api.task_self);
  return bind_system.result(api);
}

core::Result<HidApi> bind_hid(const FindSymbol& find) {
  HidApi api;
  Binder bind("IOKit", find);
  bind("IOHIDEventSystemClientCreate", api.client_create);
  bind("IOHIDEventSystemClientSetMatching", api.client_set_matching);
  bind("IOHIDEventSystemClientCopyServices", api.client_copy_services);
  bind("IOHIDServiceClientCopyEvent", api.service_copy_event);
  bind("IOHIDServiceClientCopyProperty", api.service_copy_property);
  bind("IOHIDEventGetFloatValue", api.event_get_float);
  return bind.result(api);
}

}  // namespace silicon::apple_platform
