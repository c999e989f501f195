// CoreFoundation's functions over the objects of objects.hpp.
#include <algorithm>
#include <cstring>

#include "tests/support/fake_apple/handles.hpp"
#include "tests/support/fake_apple/objects.hpp"
#include "tests/support/fake_apple/symbol_table.hpp"

namespace silicon::testing::apple {
namespace {

using namespace silicon::apple_platform;

void release(CfType object) {
  object_of(object)->release();
}

CfTypeId get_type_id(CfType object) {
  return static_cast<CfTypeId>(object_of(object)->kind());
}

template <Kind kind>
CfTypeId type_id() {
  return static_cast<CfTypeId>(kind);
}

CfString string_create(CfAllocator, const unsigned char* bytes, CfIndex count, unsigned encoding,
                       CfBoolean) {
  if (encoding != kCfUtf8) return nullptr;
  return handle<CfString>(new StringObject(
      std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count))));
}

// As CoreFoundation does: only for what it keeps as plain bytes. Longer ones stand for the rest.
const char* string_pointer(CfString string, unsigned) {
  const std::string& text = as<StringObject>(string)->text;
  return text.size() > 40 ? nullptr : text.c_str();
}

CfBoolean string_copy(CfString string, char* buffer, CfIndex size, unsigned) {
  const std::string& text = as<StringObject>(string)->text;
  if (static_cast<CfIndex>(text.size()) >= size) return 0;
  std::memcpy(buffer, text.c_str(), text.size() + 1);
  return 1;
}

CfIndex string_length(CfString string) {
  return static_cast<CfIndex>(as<StringObject>(string)->text.size());
}

CfNumber number_create(CfAllocator, CfIndex type, const void* value) {
  if (type != kCfSigned32) return nullptr;
  std::int32_t number = 0;
  std::memcpy(&number, value, sizeof number);
  return handle<CfNumber>(new NumberObject(std::int64_t{number}));
}

CfBoolean number_value(CfNumber object, CfIndex type, void* value) {
  const auto* number = as<NumberObject>(object);
  if (type != kCfSigned64) return 0;
  const std::int64_t integer =
      number->is_real ? static_cast<std::int64_t>(number->real) : number->integer;
  std::memcpy(value, &integer, sizeof integer);
  return !number->is_real || static_cast<double>(integer) == number->real ? 1 : 0;
}

CfIndex data_length(CfData data) {
  return static_cast<CfIndex>(as<DataObject>(data)->bytes.size());
}

const unsigned char* data_bytes(CfData data) {
  return reinterpret_cast<const unsigned char*>(as<DataObject>(data)->bytes.data());
}

CfIndex array_count(CfArray array) {
  return static_cast<CfIndex>(as<ArrayObject>(array)->items.size());
}

CfType array_value(CfArray array, CfIndex index) {
  return as<ArrayObject>(array)->items.at(static_cast<std::size_t>(index));
}

CfMutableArray array_create(CfAllocator, CfIndex, const void* callbacks) {
  return callbacks == nullptr ? nullptr : handle<CfMutableArray>(new ArrayObject);
}

void array_append(CfMutableArray array, CfType item) {
  as<ArrayObject>(array)->add(object_of(item));
}

CfIndex dictionary_count(CfDictionary dictionary) {
  return static_cast<CfIndex>(as<DictionaryObject>(dictionary)->entries.size());
}

CfType dictionary_value(CfDictionary dictionary, CfType key) {
  return as<DictionaryObject>(dictionary)->find(object_of(key));
}

void dictionary_all(CfDictionary dictionary, CfType* keys, CfType* values) {
  for (const auto& [key, value] : as<DictionaryObject>(dictionary)->entries) {
    *keys++ = key;
    *values++ = value;
  }
}

CfMutableDictionary dictionary_create(CfAllocator, CfIndex, const void* keys, const void* values) {
  return keys == nullptr || values == nullptr ? nullptr
                                              : handle<CfMutableDictionary>(new DictionaryObject);
}

CfMutableDictionary dictionary_copy(CfAllocator, CfIndex, CfDictionary dictionary) {
  auto* copy = new DictionaryObject;
  for (const auto& [key, value] : as<DictionaryObject>(dictionary)->entries) copy->set(key, value);
  return handle<CfMutableDictionary>(copy);
}

void dictionary_set(CfMutableDictionary dictionary, CfType key, CfType value) {
  as<DictionaryObject>(dictionary)->set(object_of(key), object_of(value));
}

constexpr int kCallbacks = 0;  // whose address alone matters

}  // namespace

void add_foundation(SymbolTable& table) {
  using Api = CoreFoundationApi;
  table.add("CFRelease", &Api::release, release);
  table.add("CFGetTypeID", &Api::get_type_id, get_type_id);
  table.add("CFStringGetTypeID", &Api::string_type_id, type_id<Kind::string>);
  table.add("CFNumberGetTypeID", &Api::number_type_id, type_id<Kind::number>);
  table.add("CFDataGetTypeID", &Api::data_type_id, type_id<Kind::data>);
  table.add("CFArrayGetTypeID", &Api::array_type_id, type_id<Kind::array>);
  table.add("CFDictionaryGetTypeID", &Api::dictionary_type_id, type_id<Kind::dictionary>);
  table.add("CFStringCreateWithBytes", &Api::string_create_with_bytes, string_create);
  table.add("CFStringGetCStringPtr", &Api::string_get_c_string_pointer, string_pointer);
  table.add("CFStringGetCString", &Api::string_get_c_string, string_copy);
  table.add("CFStringGetLength", &Api::string_get_length, string_length);
  table.add("CFNumberCreate", &Api::number_create, number_create);
  table.add("CFNumberGetValue", &Api::number_get_value, number_value);
  table.add("CFDataGetLength", &Api::data_get_length, data_length);
  table.add("CFDataGetBytePtr", &Api::data_get_bytes, data_bytes);
  table.add("CFArrayGetCount", &Api::array_get_count, array_count);
  table.add("CFArrayGetValueAtIndex", &Api::array_get_value, array_value);
  table.add("CFArrayCreateMutable", &Api::array_create_mutable, array_create);
  table.add("CFArrayAppendValue", &Api::array_append, array_append);
  table.add("CFDictionaryGetCount", &Api::dictionary_get_count, dictionary_count);
  table.add("CFDictionaryGetValue", &Api::dictionary_get_value, dictionary_value);
  table.add("CFDictionaryGetKeysAndValues", &Api::dictionary_get_all, dictionary_all);
  table.add("CFDictionaryCreateMutable", &Api::dictionary_create_mutable, dictionary_create);
  table.add("CFDictionaryCreateMutableCopy", &Api::dictionary_create_mutable_copy, dictionary_copy);
  table.add("CFDictionarySetValue", &Api::dictionary_set_value, dictionary_set);
  table.add("kCFTypeArrayCallBacks", &Api::array_callbacks, &kCallbacks);
  table.add("kCFTypeDictionaryKeyCallBacks", &Api::dictionary_key_callbacks, &kCallbacks);
  table.add("kCFTypeDictionaryValueCallBacks", &Api::dictionary_value_callbacks, &kCallbacks);
}

}  // namespace silicon::testing::apple
