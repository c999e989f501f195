#include "alerting/routing/dispatch/quiet.hpp"

#include <set>
#include <utility>

namespace silicon::routing {
namespace {

std::vector<std::string> silenced_by(const SilenceSet& silences, const KnownAlert& alert,
                                     core::Instant now) {
  const bool known = alert.silences_version == silences.version();
  std::vector<std::string> ids;
  for (const SilenceSet::Pointer& silence :
       known ? alert.silences : silences.about(alert.notice->labels)) {
    if (silences_at(*silence, now)) ids.push_back(silence->id);
  }
  return ids;
}

std::vector<std::string> muted_everywhere(const Dispatcher& dispatcher, const KnownAlert& alert,
                                          core::Instant now) {
  std::set<std::string> names;
  for (const Group* group : alert.groups) {
    const std::vector<std::string> by = muted_by(dispatcher, *group, now);
    if (by.empty()) return {};
    names.insert(by.begin(), by.end());
  }
  return {names.begin(), names.end()};
}

}  // namespace

std::vector<std::string> muted_by(const Dispatcher& dispatcher, const Group& group,
                                  core::Instant now) {
  std::optional<Suppression> timed = dispatcher.flush_at(now).by_time(group);
  return timed ? std::move(timed->by) : std::vector<std::string>();
}

Quiet quiet_of(const Dispatcher& dispatcher, const KnownAlert& alert, core::Instant now) {
  Quiet quiet;
  const core::Labels& labels = alert.notice->labels;
  quiet.silenced_by = silenced_by(dispatcher.silences(), alert, now);
  if (auto inhibition = dispatcher.inhibitor().find(labels)) {
    quiet.inhibited_by = std::move(inhibition->source);
  }
  quiet.muted_by = muted_everywhere(dispatcher, alert, now);
  quiet.acknowledgement = dispatcher.acknowledgements().find(labels, alert.notice->starts_at, now);
  return quiet;
}

}  // namespace silicon::routing
