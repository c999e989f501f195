#include "exporter/sources/gpu/engine_usage.hpp"

#include <algorithm>
#include <utility>

namespace silicon::gpu {

std::optional<double> EngineUsage::update(const std::vector<EngineReading>& engines,
                                          core::SteadyInstant at) {
  std::optional<double> busiest;
  std::map<std::string, EngineReading> now;
  for (const EngineReading& engine : engines) {
    now.emplace(engine.engine, engine);
    const auto before = before_.find(engine.engine);
    if (before == before_.end()) continue;
    const double elapsed = engine.elapsed - before->second.elapsed;
    if (!(elapsed > 0)) continue;
    const double ratio = (engine.busy - before->second.busy) / elapsed;
    busiest = std::max(busiest.value_or(0), std::clamp(ratio, 0.0, 1.0));
  }
  if (busiest && at > at_) active_seconds_ += *busiest * core::seconds(at - at_);
  before_ = std::move(now);
  at_ = at;
  return busiest;
}

}  // namespace silicon::gpu
