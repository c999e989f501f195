// Relabelling rules in one line each, for tests.
#pragma once

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "alerting/scrape/relabel/rule.hpp"

namespace silicon::testing {

// Requires sound options.
inline std::vector<scrape::RelabelRule> rules(std::vector<scrape::RelabelOptions> options) {
  std::vector<scrape::RelabelRule> result;
  for (scrape::RelabelOptions& one : options) {
    auto rule = scrape::RelabelRule::create(std::move(one));
    EXPECT_TRUE(rule) << (rule ? "" : rule.error().message());
    if (rule) result.push_back(*std::move(rule));
  }
  return result;
}

}  // namespace silicon::testing
