// Keeps secrets out of what is said of a delivery: a server may send back whatever it was sent, the
// address with its token, the Authorization header, the key in the body, and escape it in its own
// way. Knows the secrets of one integration as they are when it is made; files are read.
// Values; any thread.
// Tested by tests/alerting/shell/secrets/hidden_secrets_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/config/http_options.hpp"
#include "alerting/shell/http/courier.hpp"

namespace silicon::shell {

class HiddenSecrets {
 public:
  void add(const config::SecretText& secret);
  // A URL whose path or query is a secret. Not its host.
  void add_url(const config::SecretText& url);
  // Passwords, tokens and headers, those of a proxy too.
  void add(const config::HttpOptions& options);
  // The password of a mail server, as it is sent.
  void add_mail_password(const std::string& username, std::string_view password);

  bool empty() const { return secrets_.empty(); }

  // The text with "<hidden>" in the place of each, and of each part of one that is long enough:
  // what is between is what servers escape.
  std::string hide(std::string text) const;

 private:
  void add_whole(std::string_view text);
  void add_text(std::string_view text);
  // NAME:PASSWORD of a URL or of options, and what the Authorization header makes of it.
  void add_identity(std::string_view identity);
  // Of a URL that is no secret.
  std::string_view add_identity_of_url(std::string_view url);

  std::vector<std::string> secrets_;  // longest first
};

// Judges as `judge` does, but of an answer without secrets, wherever it is cut off.
JudgeAnswer without_secrets(JudgeAnswer judge, HiddenSecrets secrets);

}  // namespace silicon::shell
