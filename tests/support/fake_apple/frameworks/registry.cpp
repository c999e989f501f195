// IOKit's registry over the entries of the fake Mac. Every object handed out is a new handle with
// one reference.
#include <cstdio>

#include "tests/support/fake_apple/handles.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::testing::apple {
namespace {

using namespace silicon::apple_platform;

constexpr KernReturn kNotFound = -536870160;  // kIOReturnNotFound
constexpr const char* kClassKey = "IOProviderClass";

FakeMac& mac() {
  return FakeMac::current();
}

IoObject hand_out(FakeMac::IoHandle handle) {
  const IoObject object = mac().next_io_handle++;
  mac().io_handles.emplace(object, std::move(handle));
  ++mac().ledger.io_objects;
  return object;
}

const Entry* entry_of(IoObject object) {
  const auto found = mac().io_handles.find(object);
  if (found != mac().io_handles.end() && found->second.entry != nullptr) return found->second.entry;
  mac().ledger.faults.push_back("asked about what is no entry");
  return nullptr;
}

IoObject iterator_over(std::vector<const Entry*> entries) {
  return hand_out({.entry = nullptr, .rest = {entries.rbegin(), entries.rend()}});
}

CfMutableDictionary service_matching(const char* class_name) {
  auto* matching = new DictionaryObject;
  matching->adopt(kClassKey, new StringObject(class_name));
  return handle<CfMutableDictionary>(matching);
}

KernReturn get_matching_services(MachPort, CfDictionary matching, IoObject* iterator) {
  StringObject key(kClassKey);
  auto* dictionary = as<DictionaryObject>(matching);
  const std::string name = as<StringObject>(dictionary->find(&key))->text;
  dictionary->release();
  std::vector<const Entry*> entries;
  for (const Entry& entry : mac().registry) {
    if (entry.class_name == name) entries.push_back(&entry);
  }
  *iterator = iterator_over(std::move(entries));
  return 0;
}

IoObject iterator_next(IoObject iterator) {
  std::vector<const Entry*>& rest = mac().io_handles.at(iterator).rest;
  if (rest.empty()) return 0;
  const Entry* entry = rest.back();
  rest.pop_back();
  return hand_out({.entry = entry});
}

KernReturn object_release(IoObject object) {
  const auto found = mac().io_handles.find(object);
  if (found == mac().io_handles.end() || found->second.is_connection) {
    mac().ledger.faults.push_back("released what is no IOKit object");
    return -1;
  }
  mac().io_handles.erase(found);
  --mac().ledger.io_objects;
  return 0;
}

KernReturn get_name(IoObject object, char* name) {
  const Entry* entry = entry_of(object);
  if (entry == nullptr) return kNotFound;
  std::snprintf(name, sizeof(IoName), "%s", entry->name.c_str());
  return 0;
}

// A path exists when entries say that it is their parent.
IoObject from_path(MachPort, const char* path) {
  for (const Entry& entry : mac().registry) {
    if (entry.parent_path == path) return hand_out({.entry = &entry});
  }
  return 0;
}

KernReturn child_iterator(IoObject parent, const char* plane, IoObject* iterator) {
  const Entry* first = entry_of(parent);
  if (first == nullptr || !first->parent_path.starts_with(std::string(plane) + ":")) {
    return kNotFound;
  }
  std::vector<const Entry*> entries;
  for (const Entry& entry : mac().registry) {
    if (entry.parent_path == first->parent_path) entries.push_back(&entry);
  }
  *iterator = iterator_over(std::move(entries));
  return 0;
}

CfType made_from(const Dictionary& properties, const std::string& key) {
  const auto found = properties.find(key);
  return found == properties.end() ? nullptr : make(found->second);
}

CfType create_property(IoObject object, CfString key, CfAllocator, std::uint32_t) {
  const Entry* entry = entry_of(object);
  return entry == nullptr ? nullptr : made_from(entry->properties, as<StringObject>(key)->text);
}

KernReturn create_properties(IoObject object, CfMutableDictionary* properties, CfAllocator,
                             std::uint32_t) {
  const Entry* entry = entry_of(object);
  if (entry == nullptr) return kNotFound;
  *properties = handle<CfMutableDictionary>(make(entry->properties));
  return 0;
}

CfType search_property(IoObject object, const char*, CfString key, CfAllocator,
                       std::uint32_t options) {
  const Entry* entry = entry_of(object);
  if (entry == nullptr) return nullptr;
  const std::string& name = as<StringObject>(key)->text;
  CfType own = made_from(entry->properties, name);
  return own != nullptr || (options & kIterateRecursively) == 0
             ? own
             : made_from(entry->properties_below, name);
}

}  // namespace

void add_registry(SymbolTable& table) {
  using Api = IoKitApi;
  table.add("IOServiceMatching", &Api::service_matching, service_matching);
  table.add("IOServiceGetMatchingServices", &Api::service_get_matching_services,
            get_matching_services);
  table.add("IOIteratorNext", &Api::iterator_next, iterator_next);
  table.add("IOObjectRelease", &Api::object_release, object_release);
  table.add("IORegistryEntryGetName", &Api::entry_get_name, get_name);
  table.add("IORegistryEntryFromPath", &Api::entry_from_path, from_path);
  table.add("IORegistryEntryGetChildIterator", &Api::entry_get_child_iterator, child_iterator);
  table.add("IORegistryEntryCreateCFProperty", &Api::entry_create_property, create_property);
  table.add("IORegistryEntryCreateCFProperties", &Api::entry_create_properties, create_properties);
  table.add("IORegistryEntrySearchCFProperty", &Api::entry_search_property, search_property);
}

}  // namespace silicon::testing::apple
