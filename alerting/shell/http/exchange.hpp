// One of libcurl's transfers under way, whatever it speaks: what Transfers needs to know of it.
// HTTP is in http_exchange.hpp, mail in shell/mail. One thread.
// Tested by tests/alerting/shell/http/transfers_test.cpp.
#pragma once

#include <functional>
#include <string>

#include "alerting/shell/http/handles.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

class Exchange {
 public:
  // Tells whoever waits how it went; called when nobody knows the exchange any more.
  using Say = std::function<void()>;

  Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  virtual ~Exchange() = default;

  // Everything set for curl_multi_add_handle().
  virtual core::Status prepare(const std::string& user_agent) = 0;

  virtual CURL* handle() const = 0;
  // For the next exchange; after this only what ended() or refused() returned is of use.
  virtual EasyHandle take_handle() = 0;

  // For libcurl's verdict on the transfer, or for what prepare() could not do.
  virtual Say ended(CURLcode verdict, core::Instant begun, core::SteadyDuration duration) = 0;
  virtual Say refused(std::string why, core::Instant now) = 0;
};

}  // namespace silicon::shell
