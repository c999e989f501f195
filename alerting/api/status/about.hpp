// The calls about the program itself: /api/v1/status/{config,flags,runtimeinfo,buildinfo,tsdb,
// walreplay}. Fields are Prometheus 3.5's, so that its clients read them; what we have no
// counterpart of is empty. Pure; any thread. Tested by tests/alerting/api/status/about_test.cpp.
#pragma once

#include <map>
#include <string>

#include "alerting/api/answer/answer.hpp"
#include "alerting/api/answer/parameters.hpp"
#include "alerting/series/store.hpp"
#include "exporter/core/time.hpp"

namespace silicon::api {

struct About {
  std::string version;
  std::string host_name;
  std::string directory;  // that the program runs in
  core::Instant started;
  core::Instant configured;  // when the configuration was last read with success
  bool reload_succeeded = true;
  core::Duration retention{0};
  std::map<std::string, std::string> flags;  // as a Prometheus with the same settings has them
  std::string config;                        // without secrets
};

Answer build_info(const About& about);
Answer runtime_info(const About& about, core::Instant now);
Answer show_config(const About& about);
Answer show_flags(const About& about);
Answer wal_replay();

// Statistics of the store: the names, labels and values that have the most series.
Answer store_statistics(const Parameters& parameters, const series::Store& store);

}  // namespace silicon::api
