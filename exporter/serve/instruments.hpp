// What the exporter counts about its own serving, kept in a prometheus-cpp registry and shown as
// families of ours. Sources' health is not here but in sampling/health.hpp.
// Any thread. Tested by tests/exporter/serve/instruments_test.cpp.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/registry.h>

#include <string>
#include <vector>

#include "exporter/core/family.hpp"
#include "exporter/core/time.hpp"

namespace silicon::serve {

class Instruments {
 public:
  // `version` becomes silicon_build_info{version}.
  explicit Instruments(const std::string& version);

  // A request was answered. `path` is one of the exporter's own pages, or "other".
  void answered(const std::string& path, int status);

  // A page was rendered anew.
  void rendered(core::SteadyDuration duration);

  core::Families families() const;

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Counter& renders_;
  prometheus::Counter& render_seconds_;
};

// What a prometheus-cpp collectable gave, as families of ours in the order of their names, and the
// series of each in the order of their labels (the registry's own order is that of a hash table).
core::Families families_of(const std::vector<prometheus::MetricFamily>& collected);

}  // namespace silicon::serve
