// Who may ask: HTTP basic (several users) and bearer tokens, compared in constant time.
// Pure; immutable once serving, so any thread. Tested by
// tests/exporter/runtime/http/authentication_test.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/runtime/http/message.hpp"
#include "exporter/runtime/http/wire/address.hpp"
#include "exporter/runtime/secret.hpp"

namespace silicon::runtime {

struct BasicUser {
  std::string name;
  Secret password;
};

struct Authentication {
  std::vector<BasicUser> users;
  std::vector<Secret> bearer_tokens;

  // With neither users nor tokens everybody may ask.
  bool enabled() const { return !users.empty() || !bearer_tokens.empty(); }
};

// nullopt: let the request through. Otherwise the 401 to answer, which says how to authenticate and
// never what was sent.
std::optional<HttpResponse> refusal(const Authentication& authentication,
                                    const HttpRequest& request);

// The rule for configurations: what other machines can reach needs authentication, or the user's
// explicit word that it shall be open.
core::Status check_exposure(const ListenAddress& address, const Authentication& authentication,
                            bool allow_unauthenticated);

// Standard base64 with padding; nullopt for anything else.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace silicon::runtime
