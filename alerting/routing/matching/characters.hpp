// The characters that mean something to Alertmanager's matchers, as code points. Pure; any thread.
// Tested by tests/alerting/routing/matching/characters_test.cpp.
#pragma once

#include <cstddef>
#include <string_view>

namespace silicon::routing {

struct CodePoint {
  char32_t value = 0;
  std::size_t width = 0;  // in bytes; 0 at the end of the text
};

// The first of a text that is_utf8().
CodePoint first_code_point(std::string_view utf8);

// Go's unicode.IsSpace.
bool is_space(char32_t c);

// What does not stand in a bare name or value: white space, and {}!=~,\"'` of the syntax.
bool is_reserved(char32_t c);
bool has_reserved(std::string_view utf8);

}  // namespace silicon::routing
