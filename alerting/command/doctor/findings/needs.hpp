// The series that rules need to find before they can fire, and what to say of one that nobody
// exposes: a typing mistake, a label that no series has, or something that is not scraped. What
// rules record, and what Prometheus itself writes (up, ALERTS), is left out. Pure; any thread.
// Tested by tests/alerting/command/doctor/findings/needs_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/api/client/status.hpp"
#include "alerting/command/doctor/findings/finding.hpp"
#include "exporter/core/labels.hpp"

namespace silicon::command {

struct Need {
  std::string selector;             // as a query has it
  std::string metric;               // "" where the selector does not name one
  std::vector<core::Label> equals;  // its matchers with '='
  std::vector<std::string> rules;   // their names
};

// Each selector once, in the order of the rules. Rules whose expression cannot be read have none.
std::vector<Need> needs_of(const std::vector<api::RuleReply>& rules);

// What is known about a need that finds nothing.
struct Lack {
  std::vector<std::string> metrics;       // all there are
  std::string label;                      // one of `equals` that no series of the metric has...
  std::vector<std::string> label_values;  // ...and what they have instead
};

Finding judge_lack(const Need& need, const Lack& lack);

}  // namespace silicon::command
