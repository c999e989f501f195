// What a service has to answer to count as well, and whether an answer is that. Not who asks (see
// platform/probing) and not what becomes of it (record.hpp). Pure; any thread.
// Tested by tests/exporter/sources/probes/expectation_test.cpp, fuzzed by tests/fuzz/probes.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::probes {

// Both ends included.
struct StatusRange {
  int least = 200;
  int most = 299;

  friend bool operator==(const StatusRange&, const StatusRange&) = default;
};

// "204", "2xx" or "200-299", within 100 to 599.
core::Result<StatusRange> parse_status_range(std::string_view text);

struct Expectation {
  std::vector<StatusRange> statuses = {{200, 299}};  // any of them
  std::string body_contains;                         // "": any body
};

// What came back. Of a body that is longer than the probe reads, `body` is the beginning.
struct Answer {
  int status = 0;
  std::string_view body;
  bool body_is_whole = true;
};

// Done, or what is wrong with it, without a word of the body itself.
core::Status judge(const Expectation& expectation, const Answer& answer);

}  // namespace silicon::probes
