// Receivers as alertmanager.yml has them: whatever the file holds, it is read or refused with a
// place, and no secret is in what is said.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "alerting/config/receivers/read_receivers.hpp"
#include "exporter/runtime/yaml/parse.hpp"

namespace {

using namespace silicon;

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // Whatever is in a file of this machine is none of the fuzzer's business.
  if (text.find("_file") != std::string_view::npos) return 0;
  const auto tree = runtime::parse_yaml(text, "fuzz.yml");
  if (!tree) return 0;
  constexpr const char* kSecret = "k3pt-to-itself";
  const runtime::Environment environment = [&](const std::string&) -> std::optional<std::string> {
    return kSecret;
  };
  runtime::YamlErrors errors("fuzz.yml");
  runtime::YamlErrors notes("fuzz.yml");
  const config::Context context{environment, notes};
  runtime::YamlMap root(*tree, errors);
  config::DeliveryDefaults defaults;
  root.read_map("global", [&](runtime::YamlMap& global) {
    config::read_delivery_defaults(global, defaults, context);
  });
  std::vector<config::Receiver> receivers;
  config::read_receivers(root, defaults, receivers, context);
  for (const std::string& message : errors.messages()) {
    require(message.starts_with("fuzz.yml:"));
    require(message.find(kSecret) == std::string::npos);
  }
  return 0;
}
