#include "exporter/sources/containers/families/names.hpp"

#include <set>
#include <utility>

namespace silicon::containers {

std::string_view short_id(std::string_view id) {
  constexpr std::size_t kDigits = 12;
  return id.substr(0, kDigits);
}

Names unique_names(const std::vector<std::string_view>& running, const Inventory& inventory) {
  Names names;
  std::set<std::string, std::less<>> taken;
  const auto give = [&](std::string_view id) {
    if (names.contains(id)) return;
    const auto known = inventory.find(id);
    const bool is_named = known != inventory.end() && !known->second.name.empty();
    std::string name = is_named ? known->second.name : std::string(short_id(id));
    if (taken.contains(name)) name += "-" + std::string(short_id(id));
    if (taken.contains(name)) name = id;
    taken.insert(name);
    names.emplace(id, std::move(name));
  };
  for (const std::string_view id : running) give(id);
  for (const auto& [id, container] : inventory) give(id);
  return names;
}

}  // namespace silicon::containers
