// Exchanges by Transfers, waited for.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "alerting/shell/http/transfers.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::testing {

inline std::string local_url(std::uint16_t port, const std::string& path = "/") {
  return "http://127.0.0.1:" + std::to_string(port) + path;
}

// A driver of Transfers for tests: polls until a condition holds.
class HttpCalls {
 public:
  shell::Transfers& transfers() { return transfers_; }
  const core::Clock& clock() const { return clock_; }

  // Whether it came true before ten seconds were over.
  template <class Condition>
  bool wait_until(Condition condition) {
    const core::SteadyInstant end = clock_.steady() + std::chrono::seconds(10);
    while (!condition()) {
      if (clock_.steady() > end) return false;
      transfers_.poll(std::chrono::milliseconds(100));
    }
    return true;
  }

  shell::HttpOutcome call(shell::HttpTransfer transfer) {
    std::optional<shell::HttpOutcome> outcome;
    transfers_.start(std::move(transfer),
                     [&](shell::HttpOutcome ended) { outcome = std::move(ended); });
    EXPECT_TRUE(wait_until([&] { return outcome.has_value(); }));
    return std::move(outcome).value_or(shell::HttpOutcome{});
  }

  shell::HttpOutcome get(const std::string& url) {
    shell::HttpTransfer transfer;
    transfer.url = url;
    return call(std::move(transfer));
  }

 private:
  runtime::SystemClock clock_;
  shell::Transfers transfers_{clock_, "siliconwatch/test"};
};

}  // namespace silicon::testing
