// What is known of one probe from all the times that it was tried, and the families of all of them.
// Values; any thread. Tested by tests/exporter/sources/probes/record_test.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/time.hpp"

namespace silicon::probes {

// One attempt that is over.
struct Outcome {
  core::Instant finished;
  core::SteadyDuration duration{};  // from connecting to the end of the answer, redirects included
  std::optional<int> status;        // none where no whole answer came
  std::string problem;              // "" for a success

  bool success() const { return problem.empty(); }
};

struct Record {
  core::Labels labels;            // probe, url
  std::optional<Outcome> latest;  // none: not tried yet
  std::uint64_t consecutive_failures = 0;
  std::optional<core::Instant> last_success;
};

// `url` without its query, where keys and passwords like to hide.
Record new_record(const std::string& name, const std::string& url);

// The record with one more attempt.
void add(Record& record, Outcome outcome);

// silicon_probe_*. What has not been tried yet, or gave no answer, is left out.
core::Families families(const std::vector<Record>& records);

}  // namespace silicon::probes
