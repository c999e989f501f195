// The URL that a target's labels spell, escaped as Go's net/url escapes it, so that an address in
// our pages and in Prometheus's is the same text.
// Pure; any thread. Tested by tests/alerting/scrape/url_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::scrape {

// Whether a text can be the HOST or HOST:PORT of a URL: not empty, and nothing in it that would
// make another URL of the one that people see. Prometheus looks for a slash only.
bool is_address(std::string_view text);

// A path as url.URL prints it: letters, digits and -_.~$&+,/:;=@ stay, the rest becomes %XX.
std::string escaped_path(std::string_view path);

// As url.QueryEscape: letters, digits and -_.~ stay, a blank becomes '+', the rest %XX.
std::string escaped_query(std::string_view text);

// name=value&name=value, by name.
std::string encoded_query(const std::map<std::string, std::vector<std::string>>& parameters);

}  // namespace silicon::scrape
