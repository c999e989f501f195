// The kernel's list of interfaces on a Mac, as bytes.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exporter/platform/apple/host/interface_list.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view messages(reinterpret_cast<const char*>(data), size);
  const auto interfaces = silicon::apple_platform::parse_interface_list(messages);
  // A message has a header and a name: there cannot be more interfaces than fit.
  if (interfaces.size() * 168 > size) std::abort();
  for (const auto& [name, counters] : interfaces) {
    if (name.empty() || name.size() > 255) std::abort();
  }
  return 0;
}
