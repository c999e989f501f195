// How hard the system holds the chip back for heat, as the word that powermetrics prints: read from
// the notification centre without waiting for a notification. 0 nominal, 1 moderate, 2 heavy,
// 3 trapping, 4 sleeping (libkern/OSThermalNotification.h). Keeps a reference to the table, which
// must outlive it. One thread.
// Tested by tests/exporter/platform/apple/host/thermal_pressure_test.cpp.
#pragma once

#include <cstdint>
#include <optional>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/system.hpp"

namespace silicon::apple_platform {

class ThermalPressure {
 public:
  // Fails when the notification centre does not take the registration.
  static core::Result<ThermalPressure> open(const NotifyApi& api);

  ThermalPressure(ThermalPressure&& other) noexcept;
  ThermalPressure& operator=(ThermalPressure&&) = delete;
  ~ThermalPressure();

  std::optional<std::int64_t> level() const;

 private:
  ThermalPressure(const NotifyApi& api, int token) : api_(&api), token_(token) {}

  const NotifyApi* api_;  // null once moved from
  int token_;
};

}  // namespace silicon::apple_platform
