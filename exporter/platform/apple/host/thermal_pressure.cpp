#include "exporter/platform/apple/host/thermal_pressure.hpp"

#include <string>
#include <utility>

namespace silicon::apple_platform {

core::Result<ThermalPressure> ThermalPressure::open(const NotifyApi& api) {
  int token = 0;
  if (const std::uint32_t code = api.register_check(kThermalPressureName, &token); code != 0) {
    return core::Error("the notification centre refuses " + std::string(kThermalPressureName) +
                       ", code " + std::to_string(code));
  }
  return ThermalPressure(api, token);
}

ThermalPressure::ThermalPressure(ThermalPressure&& other) noexcept
    : api_(std::exchange(other.api_, nullptr)), token_(other.token_) {}

ThermalPressure::~ThermalPressure() {
  if (api_ != nullptr) api_->cancel(token_);
}

std::optional<std::int64_t> ThermalPressure::level() const {
  std::uint64_t state = 0;
  if (api_->get_state(token_, &state) != 0) return std::nullopt;
  return static_cast<std::int64_t>(state);
}

}  // namespace silicon::apple_platform
