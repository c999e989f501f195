// Text made safe to stand inside HTML, JavaScript and URLs, as Go's text/template does it.
// Pure; any thread. Tested by tests/alerting/template/format/escape_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace silicon::templates {

std::string escape_html(std::string_view text);
std::string escape_javascript(std::string_view text);

// A blank becomes '+'; all but letters, digits and "-_.~" becomes %XX.
std::string escape_query(std::string_view text);

}  // namespace silicon::templates
