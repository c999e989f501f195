#include "exporter/command/settings/containers.hpp"

#include <set>

#include "exporter/runtime/http/wire/url.hpp"
#include "exporter/sources/containers/engine/containers.hpp"
#include "exporter/sources/containers/engine/location/endpoint.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kMostSockets = 4;
constexpr std::size_t kMostLabels = 16;

void check_sockets(runtime::YamlMap& map, const std::vector<std::string>& sockets) {
  if (sockets.size() > kMostSockets) {
    map.fail("sockets", "must not be more than " + std::to_string(kMostSockets));
  }
  for (const std::string& socket : sockets) {
    const core::Result<std::string> url = engine::client_url(socket);
    if (!url) {
      map.fail("sockets", url.error().message());
    } else if (const auto parsed = runtime::parse_http_url(*url); !parsed) {
      map.fail("sockets", parsed.error().message());
    }
  }
}

void check_labels(runtime::YamlMap& map, const std::vector<std::string>& labels) {
  if (labels.size() > kMostLabels) {
    map.fail("labels", "must not be more than " + std::to_string(kMostLabels));
  }
  std::set<std::string> names;
  for (const std::string& label : labels) {
    const std::string name = engine::chosen_label(label).name;
    if (label.empty()) map.fail("labels", "a label has a key");
    if (!names.insert(name).second) map.fail("labels", "two of them would be called " + name);
  }
}

}  // namespace

void read_containers(runtime::YamlMap& root, ContainersConfig& containers) {
  root.read_map("containers", [&](runtime::YamlMap& map) {
    if (map.read("sockets", containers.sockets)) check_sockets(map, containers.sockets);
    if (map.read("labels", containers.labels)) check_labels(map, containers.labels);
    map.read_choice<bool>("cgroups", containers.cgroups, {{"auto", true}, {"off", false}});
  });
}

}  // namespace silicon::command
