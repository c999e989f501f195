// The exporter's configuration: whatever the file holds, it is read or refused with a place.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exporter/command/settings/config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto no_environment = [](const std::string&) -> std::optional<std::string> {
    return std::nullopt;
  };
  const auto config = silicon::command::parse_config(
      text, "fuzz.yml", {"cpu", "filesystems", "containers"}, no_environment);
  if (!config && config.error().message().find("fuzz.yml") == std::string::npos) std::abort();
  return 0;
}
