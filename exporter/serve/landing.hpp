// The page a person sees who opens the exporter in a browser: what this is, where the figures are,
// and how each source is doing. Pure. Tested by tests/exporter/serve/landing_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/serve/sampling/board.hpp"

namespace silicon::serve {

// Complete HTML. All text from outside is escaped.
std::string landing_page(const Snapshot& snapshot, std::string_view version);

// "up", "down", "hangs", "starting".
std::string_view in_words(SourceState state);

}  // namespace silicon::serve
