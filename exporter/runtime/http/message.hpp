// HTTP messages as values: what a handler of our server is given and returns, and what our client
// got. No sockets. Any thread. Tested by tests/exporter/runtime/http/message_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace silicon::runtime {

struct HttpHeader {
  std::string name;
  std::string value;
};

using HttpHeaders = std::vector<HttpHeader>;

// ASCII letters only, as HTTP's names are.
bool equal_ignoring_case(std::string_view a, std::string_view b);

// The first value of a header, its name compared without regard to case; "" when there is none.
std::string_view find_header(const HttpHeaders& headers, std::string_view name);

// Whether a name or a value can stand in a header: with a line break it would forge others.
bool is_one_line(std::string_view text);

struct HttpRequest {
  std::string method;   // "GET", as sent
  std::string path;     // begins with '/', percent-decoded, "." and ".." resolved
  std::string query;    // as sent, without the '?'
  HttpHeaders headers;  // in the order sent
  std::string body;
  std::string remote_address;  // "127.0.0.1", "::1"
  bool is_loopback = false;    // the peer is this machine

  std::string_view header(std::string_view name) const { return find_header(headers, name); }

  // The first value of a query parameter, decoded; nullopt when it is not there.
  std::optional<std::string> parameter(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::shared_ptr<const std::string>
      body;             // shared, so that a big page is never copied; null: none
  HttpHeaders headers;  // further ones; Content-Length is the server's business

  std::string_view text() const { return body ? std::string_view(*body) : std::string_view(); }
};

// What a server of somebody else's said.
struct HttpAnswer {
  int status = 0;
  HttpHeaders headers;
  std::string body;

  std::string_view header(std::string_view name) const { return find_header(headers, name); }
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

HttpResponse text_response(int status, std::string text);
HttpResponse response(int status, std::string content_type, std::string body);

// "Not Found" for 404.
std::string_view status_words(int status);

// "%2F" and (in queries) "+" undone; nullopt for a broken escape or an encoded NUL.
std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space);

// name=value pairs of a query or of a form body, decoded; broken pairs are left out.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);

}  // namespace silicon::runtime
