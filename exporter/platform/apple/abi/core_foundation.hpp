// CoreFoundation as this program uses it: our own declarations of its types and functions, found
// while the program runs, so that nothing of Apple's is needed to compile. Values only; owning
// references are foundation/owned.hpp. The declarations follow the headers of the macOS 15 SDK;
// its ABI has been stable since Mac OS X 10.4.
// Tested by tests/exporter/platform/apple/abi/bind_test.cpp.
#pragma once

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/symbols.hpp"

namespace silicon::apple_platform {

using CfIndex = long;             // CFIndex
using CfTypeId = unsigned long;   // CFTypeID
using CfBoolean = unsigned char;  // Boolean
using CfType = const void*;       // CFTypeRef
using CfAllocator = const void*;  // CFAllocatorRef; NULL is the default one
using CfString = const struct CfStringObject*;
using CfArray = const struct CfArrayObject*;
using CfMutableArray = struct CfArrayObject*;
using CfDictionary = const struct CfDictionaryObject*;
using CfMutableDictionary = struct CfDictionaryObject*;
using CfNumber = const struct CfNumberObject*;
using CfData = const struct CfDataObject*;

inline constexpr unsigned kCfUtf8 = 0x08000100;  // kCFStringEncodingUTF8
inline constexpr CfIndex kCfSigned32 = 3;        // kCFNumberSInt32Type
inline constexpr CfIndex kCfSigned64 = 4;        // kCFNumberSInt64Type
inline constexpr CfIndex kCfFloat64 = 6;         // kCFNumberFloat64Type

// Names ending in Create or Copy hand out a reference that the caller releases; Get lends one.
struct CoreFoundationApi {
  void (*release)(CfType) = nullptr;
  CfTypeId (*get_type_id)(CfType) = nullptr;
  CfTypeId (*string_type_id)() = nullptr;
  CfTypeId (*number_type_id)() = nullptr;
  CfTypeId (*data_type_id)() = nullptr;
  CfTypeId (*array_type_id)() = nullptr;
  CfTypeId (*dictionary_type_id)() = nullptr;
  CfString (*string_create_with_bytes)(CfAllocator, const unsigned char*, CfIndex, unsigned,
                                       CfBoolean) = nullptr;
  // NULL where the string is not kept as such bytes: ask string_get_c_string() then.
  const char* (*string_get_c_string_pointer)(CfString, unsigned) = nullptr;
  CfBoolean (*string_get_c_string)(CfString, char*, CfIndex, unsigned) = nullptr;
  CfIndex (*string_get_length)(CfString) = nullptr;  // UTF-16 units
  CfNumber (*number_create)(CfAllocator, CfIndex, const void*) = nullptr;
  CfBoolean (*number_get_value)(CfNumber, CfIndex, void*) = nullptr;
  CfIndex (*data_get_length)(CfData) = nullptr;
  const unsigned char* (*data_get_bytes)(CfData) = nullptr;
  CfIndex (*array_get_count)(CfArray) = nullptr;
  CfType (*array_get_value)(CfArray, CfIndex) = nullptr;
  CfMutableArray (*array_create_mutable)(CfAllocator, CfIndex, const void*) = nullptr;
  void (*array_append)(CfMutableArray, CfType) = nullptr;
  CfIndex (*dictionary_get_count)(CfDictionary) = nullptr;
  CfType (*dictionary_get_value)(CfDictionary, CfType) = nullptr;
  void (*dictionary_get_all)(CfDictionary, CfType*, CfType*) = nullptr;
  CfMutableDictionary (*dictionary_create_mutable)(CfAllocator, CfIndex, const void*,
                                                   const void*) = nullptr;
  CfMutableDictionary (*dictionary_create_mutable_copy)(CfAllocator, CfIndex,
                                                        CfDictionary) = nullptr;
  void (*dictionary_set_value)(CfMutableDictionary, CfType, CfType) = nullptr;
  // Structures of callbacks that make collections retain what they hold.
  const void* array_callbacks = nullptr;
  const void* dictionary_key_callbacks = nullptr;
  const void* dictionary_value_callbacks = nullptr;
};

// Absent when a function is missing; the message names it.
core::Result<CoreFoundationApi> bind_core_foundation(const FindSymbol& find);

}  // namespace silicon::apple_platform
