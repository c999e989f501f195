#include "exporter/sources/gpu/drm/client_usage.hpp"

#include <algorithm>
#include <utility>

namespace silicon::gpu::drm {
namespace {

// Counters may fall for a moment and catch up (drm-usage-stats.rst): the larger one stays.
double gained(std::uint64_t& before, std::uint64_t now) {
  if (now <= before) return 0;
  const auto difference = static_cast<double>(now - before);
  before = now;
  return difference;
}

void add(std::optional<double>& sum, const std::optional<std::uint64_t>& bytes) {
  if (bytes) sum = sum.value_or(0) + static_cast<double>(*bytes);
}

}  // namespace

std::vector<DeviceUsage> ClientUsage::update(const std::vector<Client>& clients,
                                             core::SteadyInstant at) {
  for (auto& [name, device] : devices_) device.resident_bytes = device.total_bytes = std::nullopt;
  std::map<ClientKey, ClientWork> present;
  for (const Client& client : clients) {
    if (!client.id) continue;  // nothing tells two descriptors of one client apart
    const std::string& name = client.device.empty() ? client.driver : client.device;
    const ClientKey key{name, *client.id};
    if (present.contains(key)) continue;
    Device& device = devices_[name];
    device.driver = client.driver;
    auto known = clients_.extract(key);
    const bool is_new = known.empty();
    ClientWork& work = present[key];
    if (!is_new) work = std::move(known.mapped());
    add_work(device, client, work, is_new);
    add(device.resident_bytes, client.resident_bytes);
    add(device.total_bytes, client.total_bytes);
  }
  clients_ = std::move(present);

  std::vector<DeviceUsage> result;
  for (auto& [name, device] : devices_) {
    const auto utilization = device.usage.update(readings(device, at), at);
    result.push_back({name, device.driver, utilization, device.usage.active_seconds(),
                      device.resident_bytes, device.total_bytes});
  }
  return result;
}

void ClientUsage::add_work(Device& device, const Client& client, ClientWork& work, bool is_new) {
  for (const auto& [name, engine] : client.engines) {
    EngineTotal& total = device.engines[name];
    Work& before = work[name];
    const double busy = gained(before.busy_ns, engine.busy_ns.value_or(0));
    const double cycles = gained(before.cycles, engine.cycles.value_or(0));
    if (!is_new) {
      total.busy_ns += busy;
      total.cycles += cycles;
    }
    total.capacity = std::max(total.capacity, engine.capacity);
    total.clock = std::max(total.clock, engine.total_cycles.value_or(0));
    total.in_cycles = !engine.busy_ns && engine.total_cycles;
  }
}

// In nanoseconds against our clock, or in cycles against the engine's. That one stands still while
// no client tells it: then there is no interval, and nothing is claimed.
std::vector<EngineReading> ClientUsage::readings(const Device& device, core::SteadyInstant at) {
  std::vector<EngineReading> result;
  for (const auto& [name, engine] : device.engines) {
    const auto capacity = static_cast<double>(engine.capacity);
    if (engine.in_cycles) {
      result.push_back({name, engine.cycles, static_cast<double>(engine.clock) * capacity});
    } else {
      const auto now = static_cast<double>(at.time_since_epoch().count());
      result.push_back({name, engine.busy_ns, now * capacity});
    }
  }
  return result;
}

}  // namespace silicon::gpu::drm
