// Acknowledgements: somebody has an alert in hand, so that it is not repeated, and not escalated,
// until it has resolved or the acknowledgement's own end. What is new is told all the same.
// The set is used by one thread at a time.
// Tested by tests/alerting/routing/muting/acknowledgement_test.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::routing {

struct Acknowledgement {
  core::Labels labels;      // of the alert, all of them
  core::Instant starts_at;  // when the alert began: the next time it fires is another matter
  std::string by;
  std::string comment;
  core::Instant at;
  std::optional<core::Instant> until;  // none: until the alert has resolved

  friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;
};

class AcknowledgementSet {
 public:
  void restore(std::vector<Acknowledgement> acknowledgements);

  // One for the same alert is replaced.
  void add(Acknowledgement acknowledgement);
  bool withdraw(const core::Labels& labels);

  // The one that holds for an alert that began then; null when there is none, or it has ended.
  const Acknowledgement* find(const core::Labels& labels, core::Instant starts_at,
                              core::Instant now) const;

  const std::map<core::Labels, Acknowledgement>& all() const { return all_; }

 private:
  std::map<core::Labels, Acknowledgement> all_;
};

}  // namespace silicon::routing
