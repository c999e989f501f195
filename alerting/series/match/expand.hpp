// What a replacement text with references to a regular expression's groups stands for, as Go's
// regexp.Expand has it: label_replace(), relabelling and templates all write "$1" and "${name}".
// Pure; any thread. Tested by tests/alerting/series/match/expand_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/series/match/regex.hpp"

namespace silicon::match {

// `groups` is what regex.groups() returned. $1, ${1}, $name and ${name} are replaced, a reference
// to no group by nothing, and $$ by a dollar. The name behind a bare '$' is as long as possible:
// "$1x" means the group "1x". Any other '$' stands for itself.
std::string expand(std::string_view replacement, const Regex& regex,
                   const std::vector<std::string_view>& groups);

}  // namespace silicon::match
