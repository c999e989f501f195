#include "exporter/runtime/http/authentication.hpp"

#include <cstdint>

#include "exporter/core/text.hpp"

namespace silicon::runtime {
namespace {

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// Every user is compared, whether one fitted already or not: the time tells nothing about names.
bool basic_fits(const std::vector<BasicUser>& users, std::string_view credentials) {
  const std::optional<std::string> decoded = decode_base64(credentials);
  if (!decoded) return false;
  const auto [name, password] = core::cut(*decoded, ':');
  bool fits = false;
  for (const BasicUser& user : users) {
    const bool name_fits = equal_in_constant_time(user.name, name);
    const bool password_fits = user.password.matches(password);
    fits |= static_cast<int>(name_fits) & static_cast<int>(password_fits);
  }
  return fits;
}

bool bearer_fits(const std::vector<Secret>& tokens, std::string_view token) {
  bool fits = false;
  for (const Secret& known : tokens) fits |= known.matches(token);
  return fits;
}

HttpResponse unauthorized(const Authentication& authentication, std::string_view why) {
  const bool basic = !authentication.users.empty();
  const bool bearer = !authentication.bearer_tokens.empty();
  std::string text = "401: " + std::string(why) + "; this server takes ";
  text += basic && bearer ? "a user and password (basic) or a bearer token"
          : basic         ? "a user and password (basic)"
                          : "a bearer token";
  HttpResponse answer = text_response(401, text + "\n");
  if (basic) {
    answer.headers.push_back({"WWW-Authenticate", "Basic realm=\"silicon\", charset=\"UTF-8\""});
  }
  if (bearer) answer.headers.push_back({"WWW-Authenticate", "Bearer realm=\"silicon\""});
  return answer;
}

}  // namespace

std::optional<HttpResponse> refusal(const Authentication& authentication,
                                    const HttpRequest& request) {
  if (!authentication.enabled()) return std::nullopt;
  const std::string_view header = request.header("Authorization");
  if (header.empty()) return unauthorized(authentication, "credentials are needed");
  const auto [scheme, rest] = core::cut(header, ' ');
  const std::string_view credentials = core::trimmed(rest);
  if (equal_ignoring_case(scheme, "basic") && basic_fits(authentication.users, credentials)) {
    return std::nullopt;
  }
  if (equal_ignoring_case(scheme, "bearer") &&
      bearer_fits(authentication.bearer_tokens, credentials)) {
    return std::nullopt;
  }
  return unauthorized(authentication, "these credentials are not valid");
}

core::Status check_exposure(const ListenAddress& address, const Authentication& authentication,
                            bool allow_unauthenticated) {
  if (is_loopback_host(address.host) || authentication.enabled() || allow_unauthenticated) {
    return core::Done{};
  }
  return core::Error("listening on " + to_string(address) +
                         " lets other machines in without authentication: set basic_auth_users or "
                         "bearer_tokens, listen on"
                         " 127.0.0.1, or say allow_unauthenticated: true",
                     core::ErrorKind::invalid);
}

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  std::string decoded;
  std::uint32_t bits = 0;
  int bit_count = 0;
  for (const char c : text) {
    const int digit = base64_digit(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    bit_count += 6;
    if (bit_count >= 8) {
      bit_count -= 8;
      decoded += static_cast<char>((bits >> bit_count) & 0xFF);
    }
  }
  const bool clean_end = (bits & ((1U << bit_count) - 1)) == 0;
  return clean_end ? std::optional(decoded) : std::nullopt;
}

}  // namespace silicon::runtime
