// Mail addresses as people write them in From and To: `Ann Ops <ann@example.org>, b@example.org`.
// Stricter than RFC 5322 where it allows what nobody writes: no comments, no groups, no quoted
// local parts, ASCII addresses only. Nothing in an address can become a header or a command of its
// own. Pure; any thread. Tested by tests/alerting/notify/email/address_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::email {

struct Address {
  std::string name;     // shown; may be any UTF-8; "" for none
  std::string mailbox;  // "ann@example.org"

  friend bool operator==(const Address&, const Address&) = default;
};

// Separated by commas; at least one, at most 200.
core::Result<std::vector<Address>> parse_addresses(std::string_view text);

// As headers have it: the name quoted or encoded.
std::string header_text(const Address& address);

}  // namespace silicon::email
