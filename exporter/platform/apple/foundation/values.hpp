// CoreFoundation objects to C++ values and back. What comes from the system may be NULL or of
// another type than expected: that is nullopt here, never a crash. Nothing here keeps a reference
// beyond the call. One thread. Tested by tests/exporter/platform/apple/foundation/values_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "exporter/platform/apple/abi/core_foundation.hpp"
#include "exporter/platform/apple/foundation/owned.hpp"

namespace silicon::apple_platform {

// UTF-8; nullopt above 16 KiB, which no name has.
std::optional<std::string> text_of(const CoreFoundationApi& api, CfType object);
std::optional<std::int64_t> integer_of(const CoreFoundationApi& api, CfType object);
// The bytes as they are.
std::optional<std::string> data_of(const CoreFoundationApi& api, CfType object);
// NULL where the object is something else.
CfArray array_of(const CoreFoundationApi& api, CfType object);
CfDictionary dictionary_of(const CoreFoundationApi& api, CfType object);

Owned<CfString> make_string(const CoreFoundationApi& api, std::string_view text);
Owned<CfNumber> make_number(const CoreFoundationApi& api, int number);
Owned<CfMutableDictionary> make_dictionary(const CoreFoundationApi& api);
Owned<CfMutableArray> make_array(const CoreFoundationApi& api);

// What stands under `key`: lent by the dictionary, NULL where there is nothing.
CfType value_under(const CoreFoundationApi& api, CfDictionary dictionary, std::string_view key);

// Every entry whose key is a string, in the dictionary's own order, which means nothing.
void for_each_entry(const CoreFoundationApi& api, CfDictionary dictionary,
                    const std::function<void(const std::string& key, CfType value)>& visit);

}  // namespace silicon::apple_platform
