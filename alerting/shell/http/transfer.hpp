// One HTTP exchange with somebody else, as values: what to send, and what became of it.
// Any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "alerting/config/http_options.hpp"
#include "exporter/core/time.hpp"
#include "exporter/runtime/http/message.hpp"

namespace silicon::shell {

struct HttpTransfer {
  std::string method = "GET";  // "POST", or "DELETE", which has no body
  std::string url = {};        // http or https
  runtime::HttpHeaders headers = {};
  std::string body = {};
  std::shared_ptr<const config::HttpOptions> options = {};  // null: the defaults
  core::Duration timeout = std::chrono::seconds(10);        // of the whole exchange
  std::size_t body_limit = std::size_t{1} << 20;            // bytes of the answer, uncompressed
  bool cuts_body = false;  // whether a longer answer is cut there, rather than a failure
};

struct HttpOutcome {
  core::Instant begun;
  core::SteadyDuration duration{};
  // Why there is no whole answer, in words fit for people: no URL, no secret. Otherwise "".
  std::string failure;
  runtime::HttpAnswer answer;  // of the last of several, where redirects were followed
};

// Called once, from within Transfers::poll().
using HttpDone = std::function<void(HttpOutcome outcome)>;

}  // namespace silicon::shell
