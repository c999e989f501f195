// One HTTP exchange under way: libcurl's handle, what it sends from and what it has received.
// Not for users of Transfers. One thread. Tested by tests/alerting/shell/http/transfers_test.cpp
// and tests/alerting/shell/http/liars_test.cpp.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "alerting/shell/http/exchange.hpp"
#include "alerting/shell/http/handles.hpp"
#include "alerting/shell/http/request_options.hpp"
#include "alerting/shell/http/transfer.hpp"
#include "exporter/core/result.hpp"

namespace silicon::shell {

class HttpExchange : public Exchange {
 public:
  // Takes a handle that is new or reset.
  HttpExchange(EasyHandle handle, HttpTransfer transfer, HttpDone done);

  core::Status prepare(const std::string& user_agent) override;
  CURL* handle() const override { return handle_.get(); }
  EasyHandle take_handle() override { return std::move(handle_); }
  Say ended(CURLcode verdict, core::Instant begun, core::SteadyDuration duration) override;
  Say refused(std::string why, core::Instant now) override;

 private:
  static std::size_t on_body(char* bytes, std::size_t one, std::size_t size, void* self);
  static std::size_t on_header(char* bytes, std::size_t one, std::size_t size, void* self);
  bool add_body(std::string_view piece);
  bool add_header(std::string_view line);
  // Bytes to make room for before the body comes.
  std::size_t promised_bytes() const;
  // The answer, or why there is none.
  void finish(CURLcode verdict, HttpOutcome& outcome);
  std::string words_for(CURLcode verdict) const;
  Say said(HttpOutcome outcome);

  HttpTransfer transfer_;
  HttpDone done_;
  RequestLists lists_;
  runtime::HttpAnswer answer_;
  std::size_t header_bytes_ = 0;
  bool too_large_ = false;
  std::array<char, CURL_ERROR_SIZE> details_{};
  EasyHandle handle_;  // goes first: it points into the others
};

}  // namespace silicon::shell
