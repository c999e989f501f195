// The routing half of a configuration: whatever the text, it is read or refused with a place, and
// what was read makes a tree in which every alert has a route.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/config/routing/read_routing.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace config = silicon::config;
namespace runtime = silicon::runtime;
namespace routing = silicon::routing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tree = runtime::parse_yaml(text, "fuzz.yml");
  if (!tree) return 0;
  runtime::YamlErrors errors("fuzz.yml");
  runtime::YamlErrors notes("fuzz.yml");
  runtime::YamlMap root(*tree, errors);
  config::RoutingConfig out;
  const bool routes = config::read_routing(root, {"a", "b"}, notes, out);
  for (const std::string& message : errors.messages()) {
    if (message.rfind("fuzz.yml:", 0) != 0) std::abort();
  }
  if (!routes || !errors.empty()) return 0;
  const routing::RouteTree routed(out.root);
  const silicon::core::Labels labels{{"a", "b"}, {"severity", "critical"}};
  if (routed.match(labels).empty()) std::abort();
  for (const std::size_t place : routed.match(labels)) {
    if (routed.routes()[place].options.receiver.empty()) std::abort();
  }
  return 0;
}
