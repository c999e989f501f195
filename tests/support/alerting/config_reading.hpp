// Reading the alerter's configuration in tests: what it gives, or what it complains of.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "alerting/config/read.hpp"

namespace silicon::testing {

// Knows one variable, TOKEN.
inline core::Result<config::Config> read_alerter_config(
    std::string_view text, const std::string& file = "/etc/silicon/alerter.yml") {
  return config::read_config(text, file, [](const std::string& name) -> std::optional<std::string> {
    if (name == "TOKEN") return "s3cret";
    return std::nullopt;
  });
}

// Requires a sound text.
inline config::Config sound_config(std::string_view text) {
  auto read = read_alerter_config(text);
  EXPECT_TRUE(read) << (read ? "" : read.error().message());
  return read ? *std::move(read) : config::Config{};
}

// All errors without their directory, one per line; "" when there are none.
inline std::string config_problems(std::string_view text) {
  const auto read = read_alerter_config(text, "a.yml");
  return read ? "" : read.error().message();
}

inline bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace silicon::testing
