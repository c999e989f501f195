#include "alerting/notify/email/address.hpp"

#include <algorithm>

#include "alerting/notify/email/encode.hpp"
#include "alerting/notify/message/clip.hpp"
#include "exporter/core/text.hpp"

namespace silicon::email {
namespace {

constexpr std::size_t kMostAddresses = 200;
constexpr std::size_t kLongestMailbox = 254;  // RFC 5321

bool is_atom_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

bool is_mailbox(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > kLongestMailbox) {
    return false;
  }
  const std::string_view domain = text.substr(at + 1);
  const bool literal = domain.starts_with('[') && domain.ends_with(']') && domain.size() > 2;
  const std::string_view name = literal ? domain.substr(1, domain.size() - 2) : domain;
  const auto is_host = [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || (literal && c == ':');
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_host) &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at),
                     is_atom_character);
}

// Up to the next comma that is neither in quotes nor in angle brackets; taken off the front.
std::string_view take_one(std::string_view& text) {
  bool quoted = false;
  bool angled = false;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (quoted && c == '\\') {
      ++end;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '<' || c == '>')) {
      angled = c == '<';
    } else if (c == ',' && !quoted && !angled) {
      break;
    }
  }
  const std::string_view one = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return core::trimmed(one);
}

std::string unquoted(std::string_view name) {
  if (name.size() < 2 || !name.starts_with('"') || !name.ends_with('"')) return std::string(name);
  std::string out;
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] == '\\' && i + 2 < name.size()) ++i;
    out += name[i];
  }
  return out;
}

core::Result<Address> parse_one(std::string_view text) {
  Address address;
  std::string_view mailbox = text;
  const std::size_t open = text.rfind('<');
  if (text.ends_with('>') && open != std::string_view::npos) {
    mailbox = text.substr(open + 1, text.size() - open - 2);
    address.name = notify::one_line(
        notify::clip_characters(unquoted(core::trimmed(text.substr(0, open))), 200));
  }
  const bool odd = notify::printable(text) != text || text.find('\n') != std::string_view::npos;
  if (odd || !is_mailbox(mailbox))
    return core::invalid(core::excerpt(text) + " is not a mail address");
  address.mailbox = std::string(mailbox);
  return address;
}

}  // namespace

core::Result<std::vector<Address>> parse_addresses(std::string_view text) {
  std::vector<Address> addresses;
  while (!text.empty()) {
    const std::string_view one = take_one(text);
    if (one.empty()) continue;
    auto address = parse_one(one);
    if (!address) return std::move(address).error();
    if (addresses.size() >= kMostAddresses) return core::invalid("more than 200 mail addresses");
    addresses.push_back(*std::move(address));
  }
  if (addresses.empty()) return core::invalid("there is no mail address");
  return addresses;
}

std::string header_text(const Address& address) {
  if (address.name.empty()) return address.mailbox;
  const bool plain = std::all_of(address.name.begin(), address.name.end(),
                                 [](char c) { return c == ' ' || is_atom_character(c); });
  const bool ascii = std::all_of(address.name.begin(), address.name.end(),
                                 [](char c) { return c >= ' ' && c <= '~'; });
  std::string name = address.name;
  if (!ascii || name.size() > 60) {
    name = encoded_words(name, 0);
  } else if (!plain) {
    std::string quoted = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    name = quoted + "\"";
  }
  return name + " <" + address.mailbox + ">";
}

}  // namespace silicon::email
