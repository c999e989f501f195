// What templates do to texts: changing case, taking ports and domains off addresses, searching and
// replacing. Pure; any thread. Tested by tests/alerting/template/functions/text_test.cpp.
#pragma once

#include <string>
#include <string_view>

#include "exporter/core/result.hpp"

namespace silicon::templates {

// ASCII, Latin-1, Greek and Cyrillic letters; others stay as they are.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);

// The first letter of every word in upper case, the others as they are: "hELLO world" becomes
// "HELLO World".
std::string title(std::string_view text);

// "host" of "host:port"; "::1" of "[::1]:80"; anything else as it is.
std::string strip_port(std::string_view address);

// "web-1:80" of "web-1.example.com:80". Addresses in numbers stay as they are.
std::string strip_domain(std::string_view address);

}  // namespace silicon::templates
