// Families of several sources as one page: each name once, in a stable order.
// Pure; any thread. Tested by tests/exporter/serve/merge_test.cpp.
#pragma once

#include <deque>
#include <vector>

#include "exporter/core/family.hpp"

namespace silicon::serve {

// Points into what was merged, which must outlive it, except for families that had to be joined.
struct MergedFamilies {
  std::vector<const core::Family*> families;  // sorted by name
  std::deque<core::Family> joined;  // made here; a deque, so that they stay where they are
};

// Families of one name become one, with the HELP, type and unit of the first and the samples of all
// in the order given. Of several samples for one series the first stays: two sources may know the
// same sensor, and a series that stands twice would cost Prometheus the whole scrape. A later
// family whose type contradicts the first is left out for the same reason.
MergedFamilies merge(const std::vector<const core::Families*>& parts);

}  // namespace silicon::serve
