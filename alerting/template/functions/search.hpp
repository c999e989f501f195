// match and reReplaceAll: RE2 expressions, not anchored, as Go's regexp package has them.
// Pure; any thread. Tested by tests/alerting/template/functions/search_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::templates {

core::Result<bool> search(std::string_view pattern, std::string_view text);

// Every match replaced; $1, ${name} and $$ in `replacement` as in Go. Texts that would outgrow
// kMostText are cut.
core::Result<std::string> replace_all(std::string_view pattern, std::string_view replacement,
                                      std::string_view text);

}  // namespace silicon::templates
