// One HTTP exchange under way: libcurl's handle, what it sends from and what it has received.
// Not for users of Transfers. One thread. Tested by tests/alerting/shell/http/transfers_test.cpp
// and tests/alerting/shell/http/liars_test.cpp.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "alerting/shell/http/handles.hpp"
#include "alerting/shell/http/request_options.hpp"
#include "alerting/shell/http/transfer.hpp"
#include "exporter/core/result.hpp"

namespace silicon::shell {

class Exchange {
 public:
  // Takes a handle that is new or reset.
  Exchange(EasyHandle handle, HttpTransfer transfer, HttpDone done);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Everything set for curl_multi_add_handle().
  core::Status prepare(const std::string& user_agent);

  CURL* handle() const { return handle_.get(); }
  EasyHandle take_handle() { return std::move(handle_); }
  HttpDone take_done() { return std::move(done_); }

  // The answer, or why there is none, for libcurl's verdict on the transfer.
  void finish(CURLcode verdict, HttpOutcome& outcome);

 private:
  static std::size_t on_body(char* bytes, std::size_t one, std::size_t size, void* self);
  static std::size_t on_header(char* bytes, std::size_t one, std::size_t size, void* self);
  bool add_body(std::string_view piece);
  bool add_header(std::string_view line);
  std::string words_for(CURLcode verdict) const;

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
