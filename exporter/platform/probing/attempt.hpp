// One probe, and one attempt at it: the request, the redirects, the judgement. Blocks until the
// probe's timeout at most. Any thread. Tested by tests/exporter/platform/probing/attempt_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/runtime/http/client.hpp"
#include "exporter/runtime/secret.hpp"
#include "exporter/sources/probes/expectation.hpp"
#include "exporter/sources/probes/record.hpp"

namespace silicon::probing {

// Values of headers are often tokens, so all of them are kept as secrets.
struct SecretHeader {
  std::string name;
  runtime::Secret value;
};

struct Probe {
  std::string name;
  std::string url_text;  // as written
  runtime::HttpUrl url;
  std::string method = "GET";
  std::vector<SecretHeader> headers;
  core::Duration interval = std::chrono::seconds(15);
  core::Duration timeout = std::chrono::seconds(5);  // of the whole attempt
  std::size_t body_limit = std::size_t{1} * 1024 * 1024;
  bool follow_redirects = true;  // five at most, and to plain HTTP only
  probes::Expectation expectation;
};

// Headers go to the host and port that the probe names and to no other, wherever it redirects to.
// Of the body no more than `body_limit` is read; that it goes on is no failure.
probes::Outcome attempt(const Probe& probe, const core::Clock& clock,
                        const runtime::Cancellation* cancellation = nullptr);

}  // namespace silicon::probing
