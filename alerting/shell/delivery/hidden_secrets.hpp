// Keeps secrets out of what is said of a delivery: a server may send back whatever it was sent, the
// address with its token, the Authorization header, the key in the body. Knows the secrets of one
// integration as they are when it is made; files are read. Values; any thread.
// Tested by tests/alerting/shell/delivery/hidden_secrets_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/config/http_options.hpp"

namespace silicon::shell {

class HiddenSecrets {
 public:
  void add(const config::SecretText& secret);
  // A URL whose path or query is a secret: all of it, and each part of it that is long enough to be
  // one. Not its host.
  void add_url(const config::SecretText& url);
  // Passwords, tokens and headers.
  void add(const config::HttpOptions& options);

  // The text with "<hidden>" in the place of each.
  std::string hide(std::string text) const;

 private:
  void add_text(std::string_view text);

  std::vector<std::string> secrets_;  // longest first
};

}  // namespace silicon::shell
