// Any bytes as fdinfo files, separated by 0xff; 0xfe ends a sample. However the clients behave,
// utilization stays a ratio and active time does not fall.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string_view>

#include "exporter/sources/gpu/drm/client_usage.hpp"

namespace {

namespace drm = silicon::gpu::drm;

void require(bool condition) {
  if (!condition) std::abort();
}

// What stands before the first `separator`, taken off the front.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view front = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return front;
}

std::vector<drm::Client> clients_in(std::string_view sample) {
  std::vector<drm::Client> clients;
  while (!sample.empty()) {
    const auto client = drm::parse_fdinfo(take(sample, '\xff'));
    if (!client) continue;
    require(client->engines.size() <= 64 && client->driver.size() <= 64);
    clients.push_back(*client);
  }
  return clients;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  drm::ClientUsage usage;
  std::map<std::string, double> active;
  silicon::core::SteadyInstant now(std::chrono::seconds(1000));
  while (!text.empty()) {
    for (const drm::DeviceUsage& device : usage.update(clients_in(take(text, '\xfe')), now)) {
      require(!device.utilization || (*device.utilization >= 0 && *device.utilization <= 1));
      require(device.active_seconds >= active[device.device]);
      active[device.device] = device.active_seconds;
    }
    now += std::chrono::seconds(5);
  }
  return 0;
}
