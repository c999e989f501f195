// What each container is called: as its engine says, else by the first digits of its id; two
// containers never the same, because silicon_container_* tells them by nothing else. Pure; any
// thread. Tested by tests/exporter/sources/containers/families/names_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/sources/containers/metadata.hpp"

namespace silicon::containers {

using Names = std::map<std::string, std::string, std::less<>>;  // by id

// The twelve digits that people know a container by.
std::string_view short_id(std::string_view id);

// Of `running` first, then of the others in the inventory. Who comes second with a name that is
// taken (Docker's "web" beside Podman's) is "web-0123456789ab".
Names unique_names(const std::vector<std::string_view>& running, const Inventory& inventory);

}  // namespace silicon::containers
