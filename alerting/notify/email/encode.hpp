// Text in the forms that mail can carry: headers of ASCII in short lines (RFC 2047, RFC 5322), and
// bodies in quoted-printable (RFC 2045), whose lines have at most 76 characters and never begin
// with a dot. Pure; any thread. Tested by tests/alerting/notify/email/encode_test.cpp, fuzzed by
// tests/fuzz/notify/mail.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace silicon::email {

// Lines end in CRLF; text that is no UTF-8 gets U+FFFD.
std::string quoted_printable(std::string_view text);

// "=?utf-8?q?...?=" as many times as it takes, a blank between. `column` is where it begins.
std::string encoded_words(std::string_view text, std::size_t column);

// "NAME: VALUE\r\n", folded; the value on one line, encoded where it is not plain ASCII or has a
// word too long to fold.
std::string header_line(std::string_view name, std::string_view value);

// The same of a value that is written as headers want it, such as addresses; folded at its blanks.
std::string structured_header_line(std::string_view name, std::string_view value);

}  // namespace silicon::email
