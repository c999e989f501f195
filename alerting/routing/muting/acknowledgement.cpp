#include "alerting/routing/muting/acknowledgement.hpp"

#include <utility>

namespace silicon::routing {

void AcknowledgementSet::restore(std::vector<Acknowledgement> acknowledgements) {
  for (Acknowledgement& acknowledgement : acknowledgements) add(std::move(acknowledgement));
}

void AcknowledgementSet::add(Acknowledgement acknowledgement) {
  core::Labels labels = acknowledgement.labels;
  all_.insert_or_assign(std::move(labels), std::move(acknowledgement));
}

bool AcknowledgementSet::withdraw(const core::Labels& labels) {
  return all_.erase(labels) > 0;
}

const Acknowledgement* AcknowledgementSet::find(const core::Labels& labels, core::Instant starts_at,
                                                core::Instant now) const {
  const auto found = all_.find(labels);
  if (found == all_.end() || found->second.starts_at != starts_at) return nullptr;
  if (found->second.until && *found->second.until <= now) return nullptr;
  return &found->second;
}

}  // namespace silicon::routing
