#include "exporter/platform/apple/abi/core_foundation.hpp"

namespace silicon::apple_platform {

core::Result<CoreFoundationApi> bind_core_foundation(const FindSymbol& find) {
  CoreFoundationApi api;
  Binder bind("CoreFoundation", find);
  bind("CFRelease", api.release);
  bind("CFGetTypeID", api.get_type_id);
  bind("CFStringGetTypeID", api.string_type_id);
  bind("CFNumberGetTypeID", api.number_type_id);
  bind("CFDataGetTypeID", api.data_type_id);
  bind("CFArrayGetTypeID", api.array_type_id);
  bind("CFDictionaryGetTypeID", api.dictionary_type_id);
  bind("CFStringCreateWithBytes", api.string_create_with_bytes);
  bind("CFStringGetCStringPtr", api.string_get_c_string_pointer);
  bind("CFStringGetCString", api.string_get_c_string);
  bind("CFStringGetLength", api.string_get_length);
  bind("CFNumberCreate", api.number_create);
  bind("CFNumberGetValue", api.number_get_value);
  bind("CFDataGetLength", api.data_get_length);
  bind("CFDataGetBytePtr", api.data_get_bytes);
  bind("CFArrayGetCount", api.array_get_count);
  bind("CFArrayGetValueAtIndex", api.array_get_value);
  bind("CFArrayCreateMutable", api.array_create_mutable);
  bind("CFArrayAppendValue", api.array_append);
  bind("CFDictionaryGetCount", api.dictionary_get_count);
  bind("CFDictionaryGetValue", api.dictionary_get_value);
  bind("CFDictionaryGetKeysAndValues", api.dictionary_get_all);
  bind("CFDictionaryCreateMutable", api.dictionary_create_mutable);
  bind("CFDictionaryCreateMutableCopy", api.dictionary_create_mutable_copy);
  bind("CFDictionarySetValue", api.dictionary_set_value);
  bind("kCFTypeArrayCallBacks", api.array_callbacks);
  bind("kCFTypeDictionaryKeyCallBacks", api.dictionary_key_callbacks);
  bind("kCFTypeDictionaryValueCallBacks", api.dictionary_value_callbacks);
  return bind.result(api);
}

}  // namespace silicon::apple_platform
