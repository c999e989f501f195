// What can be said of a regular expression by looking at its text: that it is a list of words, that
// everything it matches begins with a word, that the rest does not matter. Most expressions in
// rules and dashboards are of these kinds, and an index can look such values up instead of trying
// each one.
// Pure; any thread. Tested by tests/alerting/series/match/shape_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::match {

// What may follow the prefix.
enum class Tail {
  anything,   // ".*": nothing, or any text
  something,  // ".+": at least one character
  pattern,    // that takes a regex engine to say
};

struct Shape {
  // Exactly the texts that match, sorted, each once; nullopt when they cannot be listed. More than
  // kMaxWords are not listed.
  std::optional<std::vector<std::string>> words;
  // When not listed: every match begins so ("" says nothing)...
  std::string prefix;
  // ...and goes on like this.
  Tail tail = Tail::pattern;
};

inline constexpr std::size_t kMaxWords = 256;

// Of an expression that matches whole texts, as Regex does. Never wrong, sometimes ignorant: an
// invalid expression has the shape of any other.
Shape shape_of(std::string_view pattern);

}  // namespace silicon::match
