// The one structure that is exchanged with the SMC, in and out. Values only.
// Tested by tests/exporter/platform/apple/sensors/smc_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace silicon::apple_platform {

inline constexpr std::uint32_t kSmcMethod = 2;  // kSMCHandleYPCEvent
inline constexpr std::uint8_t kSmcReadKey = 5;
inline constexpr std::uint8_t kSmcKeyByIndex = 8;
inline constexpr std::uint8_t kSmcKeyInfo = 9;
inline constexpr std::size_t kSmcMostBytes = 32;

// SMCKeyData_t, with its natural padding.
struct SmcMessage {
  std::uint32_t key = 0;  // the four characters, the first in the highest byte
  std::array<std::uint8_t, 8> version{};
  std::array<std::uint32_t, 4> power_limits{};
  std::uint32_t data_size = 0;
  std::uint32_t data_type = 0;
  std::uint8_t data_attributes = 0;
  std::array<std::uint8_t, 3> padding{};
  std::uint8_t result = 0;  // 0 is success, 132 no such key
  std::uint8_t status = 0;
  std::uint8_t command = 0;
  std::uint32_t index = 0;
  std::array<std::uint8_t, kSmcMostBytes> bytes{};
};

static_assert(sizeof(SmcMessage) == 80);
static_assert(offsetof(SmcMessage, power_limits) == 12);
static_assert(offsetof(SmcMessage, data_size) == 28);
static_assert(offsetof(SmcMessage, data_type) == 32);
static_assert(offsetof(SmcMessage, data_attributes) == 36);
static_assert(offsetof(SmcMessage, result) == 40);
static_assert(offsetof(SmcMessage, command) == 42);
static_assert(offsetof(SmcMessage, index) == 44);
static_assert(offsetof(SmcMessage, bytes) == 48);

}  // namespace silicon::apple_platform
