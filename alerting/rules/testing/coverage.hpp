// Which rules a set of unit tests has tried: an alert that some test expects to fire, and a
// recorded series that a tried rule or a tested expression reads. Pure; any thread. Tested by
// tests/alerting/rules/testing/coverage_test.cpp.
#pragma once

#include <vector>

#include "alerting/promql/value/options.hpp"
#include "alerting/rules/group.hpp"
#include "alerting/rules/testing/unit_test.hpp"

namespace silicon::rules {

struct Coverage {
  std::size_t rules = 0;
  struct Untried {
    const Group* group;
    const Rule* rule;
  };
  std::vector<Untried> untried;  // in the order of the files
};

// `groups` must outlive the answer.
Coverage coverage_of(const std::vector<Group>& groups, const std::vector<UnitTests>& tests,
                     const promql::Options& language);

}  // namespace silicon::rules
