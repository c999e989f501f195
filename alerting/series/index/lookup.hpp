// The label sets that satisfy matchers: exact values and words are looked up, other conditions are
// tried on the values of a label or on the sets still in question, whichever are fewer.
// Pure. Tested by tests/alerting/series/index/lookup_test.cpp.
#pragma once

#include <span>

#include "alerting/series/index/label_index.hpp"
#include "alerting/series/match/matcher.hpp"

namespace silicon::index {

Ids lookup(const LabelIndex& index, std::span<const match::Matcher> matchers);

}  // namespace silicon::index
