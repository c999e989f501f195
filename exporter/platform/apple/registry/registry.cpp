#include "exporter/platform/apple/registry/registry.hpp"

#include "exporter/core/text.hpp"
#include "exporter/platform/apple/foundation/values.hpp"

namespace silicon::apple_platform {
namespace {

constexpr std::size_t kMostEntries = 1024;

}  // namespace

std::vector<IoReference> Registry::drain(IoObject iterator) const {
  std::vector<IoReference> entries;
  if (iterator == 0) return entries;
  const IoReference owner(io_, iterator);
  while (entries.size() < kMostEntries) {
    const IoObject entry = io_.iterator_next(iterator);
    if (entry == 0) break;
    entries.emplace_back(io_, entry);
  }
  return entries;
}

std::vector<IoReference> Registry::services(const char* class_name) const {
  Owned<CfMutableDictionary> matching(cf_, io_.service_matching(class_name));
  if (!matching) return {};
  IoObject iterator = 0;
  const KernReturn code =
      io_.service_get_matching_services(0, std::move(matching).give(), &iterator);
  return code == 0 ? drain(iterator) : std::vector<IoReference>{};
}

std::vector<IoReference> Registry::children(const std::string& path) const {
  const IoReference parent(io_, io_.entry_from_path(0, path.c_str()));
  if (parent.get() == 0) return {};
  const std::string plane(core::cut(path, ':').first);
  IoObject iterator = 0;
  const KernReturn code = io_.entry_get_child_iterator(parent.get(), plane.c_str(), &iterator);
  return code == 0 ? drain(iterator) : std::vector<IoReference>{};
}

std::string Registry::name(const IoReference& entry) const {
  IoName name{};
  if (io_.entry_get_name(entry.get(), name.data()) != 0) return "";
  name.back() = '\0';
  return name.data();
}

Owned<CfType> Registry::property(const IoReference& entry, std::string_view key) const {
  const Owned<CfString> string = make_string(cf_, key);
  if (!string) return {};
  return {cf_, io_.entry_create_property(entry.get(), string.get(), nullptr, 0)};
}

Owned<CfType> Registry::property_below(const IoReference& entry, std::string_view key) const {
  const Owned<CfString> string = make_string(cf_, key);
  if (!string) return {};
  return {cf_, io_.entry_search_property(entry.get(), kServicePlane, string.get(), nullptr,
                                         kIterateRecursively)};
}

Owned<CfMutableDictionary> Registry::properties(const IoReference& entry) const {
  CfMutableDictionary properties = nullptr;
  if (io_.entry_create_properties(entry.get(), &properties, nullptr, 0) != 0) return {};
  return {cf_, properties};
}

}  // namespace silicon::apple_platform
