#include "exporter/platform/apple/foundation/values.hpp"

#include <array>
#include <cstring>
#include <vector>

namespace silicon::apple_platform {
namespace {

constexpr CfIndex kLongestText = 16384;  // bytes

bool is(CfTypeId (*type)(), const CoreFoundationApi& api, CfType object) {
  return object != nullptr && api.get_type_id(object) == type();
}

std::optional<std::string> copied_text(const CoreFoundationApi& api, CfString string) {
  std::array<char, 256> buffer{};
  if (api.string_get_c_string(string, buffer.data(), buffer.size(), kCfUtf8) != 0) {
    return buffer.data();
  }
  const CfIndex most = api.string_get_length(string) * 3 + 1;  // a UTF-16 unit is three bytes
  if (most > kLongestText) return std::nullopt;
  std::string text(static_cast<std::size_t>(most), '\0');
  if (api.string_get_c_string(string, text.data(), most, kCfUtf8) == 0) return std::nullopt;
  text.resize(std::strlen(text.c_str()));
  return text;
}

}  // namespace

std::optional<std::string> text_of(const CoreFoundationApi& api, CfType object) {
  if (!is(api.string_type_id, api, object)) return std::nullopt;
  const auto* string = static_cast<CfString>(object);
  if (const char* text = api.string_get_c_string_pointer(string, kCfUtf8)) {
    const std::string_view view(text);
    if (view.size() > kLongestText) return std::nullopt;
    return std::string(view);
  }
  return copied_text(api, string);
}

std::optional<std::int64_t> integer_of(const CoreFoundationApi& api, CfType object) {
  if (!is(api.number_type_id, api, object)) return std::nullopt;
  std::int64_t value = 0;
  if (api.number_get_value(static_cast<CfNumber>(object), kCfSigned64, &value) == 0) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::string> data_of(const CoreFoundationApi& api, CfType object) {
  if (!is(api.data_type_id, api, object)) return std::nullopt;
  const auto* data = static_cast<CfData>(object);
  const CfIndex length = api.data_get_length(data);
  const unsigned char* bytes = api.data_get_bytes(data);
  if (length <= 0 || bytes == nullptr) return std::string();
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

CfArray array_of(const CoreFoundationApi& api, CfType object) {
  return is(api.array_type_id, api, object) ? static_cast<CfArray>(object) : nullptr;
}

CfDictionary dictionary_of(const CoreFoundationApi& api, CfType object) {
  return is(api.dictionary_type_id, api, object) ? static_cast<CfDictionary>(object) : nullptr;
}

Owned<CfString> make_string(const CoreFoundationApi& api, std::string_view text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  return {api, api.string_create_with_bytes(nullptr, bytes, static_cast<CfIndex>(text.size()),
                                            kCfUtf8, 0)};
}

Owned<CfNumber> make_number(const CoreFoundationApi& api, int number) {
  return {api, api.number_create(nullptr, kCfSigned32, &number)};
}

Owned<CfMutableDictionary> make_dictionary(const CoreFoundationApi& api) {
  return {api, api.dictionary_create_mutable(nullptr, 0, api.dictionary_key_callbacks,
                                             api.dictionary_value_callbacks)};
}

Owned<CfMutableArray> make_array(const CoreFoundationApi& api) {
  return {api, api.array_create_mutable(nullptr, 0, api.array_callbacks)};
}

CfType value_under(const CoreFoundationApi& api, CfDictionary dictionary, std::string_view key) {
  const Owned<CfString> string = make_string(api, key);
  if (!string || dictionary == nullptr) return nullptr;
  return api.dictionary_get_value(dictionary, string.get());
}

void for_each_entry(const CoreFoundationApi& api, CfDictionary dictionary,
                    const std::function<void(const std::string& key, CfType value)>& visit) {
  if (dictionary == nullptr) return;
  const auto count = static_cast<std::size_t>(api.dictionary_get_count(dictionary));
  std::vector<CfType> keys(count);
  std::vector<CfType> values(count);
  api.dictionary_get_all(dictionary, keys.data(), values.data());
  for (std::size_t i = 0; i < count; ++i) {
    if (const auto key = text_of(api, keys[i])) visit(*key, values[i]);
  }
}

}  // namespace silicon::apple_platform
