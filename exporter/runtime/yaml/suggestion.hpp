// "Did you mean ...?": the known word nearest to one that was mistyped. Pure; any thread.
// Tested by tests/exporter/runtime/yaml/suggestion_test.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::runtime {

// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of `known`, if it is near enough to be what was meant (about a third of the letters).
std::optional<std::string> nearest_word(std::string_view word,
                                        const std::vector<std::string>& known);

}  // namespace silicon::runtime
