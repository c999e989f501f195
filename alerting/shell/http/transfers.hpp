// Any number of HTTP exchanges at a time on the calling thread, by libcurl: connections kept open
// between exchanges, gzip, TLS, deadlines, and limits that are enforced while an answer comes in.
// Nothing happens outside poll(). One thread, but wake() is for any.
// Tested by tests/alerting/shell/http/transfers_test.cpp, tests/alerting/shell/http/liars_test.cpp
// and tests/alerting/shell/http/request_options_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "alerting/shell/http/transfer.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

class Exchange;

class Transfers {
 public:
  // `user_agent` is sent with every request. The clock must outlive this.
  Transfers(const core::Clock& clock, std::string user_agent);
  ~Transfers();  // ends what is under way without calling anybody
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;

  // Begins an exchange. What cannot even begin is reported by `done` in the next poll(), too.
  // Returns a number for cancel().
  std::uint64_t start(HttpTransfer transfer, HttpDone done);

  // The same for what is no HTTP; see shell/mail.
  std::uint64_t start(std::unique_ptr<Exchange> exchange);

  // Ends an exchange; its `done` is not called any more. Of one that has ended: nothing.
  void cancel(std::uint64_t id);

  // Sends, receives, and calls `done` of what has ended; callbacks may start and cancel. Returns
  // when something has come or ended, `patience` is over, or somebody has called wake().
  void poll(core::Duration patience);

  // Ends the poll() that is under way, or the next one.
  void wake();

  std::size_t under_way() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace silicon::shell
