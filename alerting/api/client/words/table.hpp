// Rows as lines of columns with tabs between them: what a person reads and `cut -f` takes apart.
// What would break a line or a column is written as a blank, what is not printable as '?'.
// Pure; any thread. Tested by tests/alerting/api/client/words/table_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace silicon::api {

std::string line_of(const std::vector<std::string>& columns);

// One value as it stands in a column.
std::string in_column(std::string_view text);

}  // namespace silicon::api
