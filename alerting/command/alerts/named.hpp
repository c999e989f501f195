// Which alerts the words behind a command name: a fingerprint, or as amtool takes them a name and
// matchers: `Down instance=a 'team=~"db|web"'`. Pure; any thread.
// Tested by tests/alerting/command/alerts/named_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/routing/matching/matcher.hpp"
#include "exporter/core/json/writer.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::command {

struct NamedAlerts {
  std::string fingerprint;           // "" where there are matchers
  std::vector<std::string> filters;  // each one matcher

  // ?fingerprint=... or ?filter=...&filter=..., encoded.
  std::string query() const;
  // The members "fingerprint" or "filter" of a map that has begun.
  void write(core::JsonWriter& json) const;
};

// The matchers of such words. ErrorKind::invalid where there is none, or one that cannot be read.
core::Result<routing::Matchers> matchers_of(const std::vector<std::string>& words);

core::Result<NamedAlerts> named_alerts(const std::vector<std::string>& words);

// The labels that words like these give to an alert; only with '='.
core::Result<core::Labels> labels_of(const std::vector<std::string>& words);

}  // namespace silicon::command
