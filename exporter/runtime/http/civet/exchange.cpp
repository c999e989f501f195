#include "exporter/runtime/http/civet/exchange.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <optional>
#include <utility>

#include <civetweb.h>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/http/wire/encoding.hpp"
#include "exporter/runtime/http/wire/response_head.hpp"

namespace silicon::runtime {
namespace {

constexpr std::size_t kCompressFrom = 1024;  // bytes; a smaller page fits into one packet anyway
constexpr std::size_t kJoinUpTo = std::size_t{16} * 1024;  // head and body go out in one write
constexpr std::uint64_t kDiscardLimit = 1 << 20;  // of a body nobody wants, before hanging up

// What is known of a request before its body is read.
struct Head {
  HttpRequest request;
  std::uint64_t content_length = 0;
  bool wants_keep_alive = false;
  bool is_framed = true;                // it is clear where the request ends
  std::optional<HttpResponse> refusal;  // the answer, when it cannot be served
};

bool has_option(std::string_view header, std::string_view option) {
  while (!header.empty()) {
    const auto [element, rest] = core::cut(header, ',');
    if (equal_ignoring_case(core::trimmed(element), option)) return true;
    header = rest;
  }
  return false;
}

// As civetweb itself decides it, so that our Connection header tells the truth.
bool wants_keep_alive(const HttpRequest& request, std::string_view version) {
  if (!request.header("Upgrade").empty()) return false;
  const std::string_view connection = request.header("Connection");
  if (!connection.empty()) return has_option(connection, "keep-alive");
  return version == "1.1";
}

HttpHeaders copied_headers(const mg_request_info& info) {
  HttpHeaders headers;
  headers.reserve(static_cast<std::size_t>(info.num_headers));
  for (int i = 0; i < info.num_headers; ++i) {
    const mg_header& header = info.http_headers[i];
    headers.push_back({header.name, header.value == nullptr ? "" : header.value});
  }
  return headers;
}

// Finds out where the request ends. What leaves that open is refused: chunks (civetweb reads them
// without a time limit), lengths that are none or differ, and headers that civetweb did not keep.
std::optional<HttpResponse> refusal_of_framing(const HttpRequest& request,
                                               std::uint64_t& content_length) {
  if (request.headers.size() >= MG_MAX_HEADERS) {
    return text_response(
        431, "431: more than " + std::to_string(MG_MAX_HEADERS - 1) + " headers in one request\n");
  }
  if (!request.header("Transfer-Encoding").empty()) {
    return text_response(411, "411: a body needs a Content-Length here, not chunks\n");
  }
  const std::string_view length = request.header("Content-Length");
  for (const HttpHeader& header : request.headers) {
    if (!equal_ignoring_case(header.name, "Content-Length")) continue;
    const auto parsed = core::parse_unsigned(header.value);
    if (!parsed || header.value != length) {
      return text_response(400, "400: Content-Length is not one number\n");
    }
    content_length = *parsed;
  }
  return std::nullopt;
}

std::optional<HttpResponse> refusal_of_rest(const Head& head, std::string_view version,
                                            bool path_is_sound, std::size_t body_limit) {
  if (version == "1.1" && head.request.header("Host").empty()) {
    return text_response(400, "400: an HTTP/1.1 request needs a Host header\n");
  }
  if (!path_is_sound) return text_response(400, "400: the path has a broken % escape\n");
  if (head.content_length <= body_limit) return std::nullopt;
  return text_response(413,
                       "413: a body can have " + std::to_string(body_limit) + " bytes at most\n");
}

Head read_head(const mg_request_info& info, std::size_t body_limit) {
  Head head;
  HttpRequest& request = head.request;
  request.method = info.request_method;
  request.query = info.query_string == nullptr ? "" : info.query_string;
  request.headers = copied_headers(info);
  request.remote_address = info.remote_addr;
  request.is_loopback = is_loopback_host(request.remote_address);
  head.wants_keep_alive = wants_keep_alive(request, info.http_version);
  head.refusal = refusal_of_framing(request, head.content_length);
  head.is_framed = !head.refusal;
  auto path = decode_percent(info.local_uri, false);
  if (!head.refusal) {
    head.refusal = refusal_of_rest(head, info.http_version, path.has_value(), body_limit);
  }
  request.path = std::move(path).value_or("");
  return head;
}

// Reads what was announced; false when the client hung up or was cut.
bool read_body(mg_connection* connection, std::size_t size, std::string& body) {
  body.resize(size);
  std::size_t have = 0;
  while (have < size) {
    const int got = mg_read(connection, body.data() + have, size - have);
    if (got <= 0) return false;
    have += static_cast<std::size_t>(got);
  }
  return true;
}

// Throws away what the client is still sending, up to a limit: closing with bytes unread would
// reset the connection and could take our answer with it. False when there is more than the limit.
bool discard_body(mg_connection* connection, std::uint64_t size) {
  std::array<char, 4096> buffer;
  std::uint64_t left = std::min(size, kDiscardLimit);
  while (left > 0) {
    const int got =
        mg_read(connection, buffer.data(), std::min<std::uint64_t>(left, buffer.size()));
    if (got <= 0) return false;
    left -= static_cast<std::uint64_t>(got);
  }
  return size <= kDiscardLimit;
}

HttpResponse handled(const HttpRequest& request, const ExchangeContext& context) {
  try {
    return context.handler(request);
  } catch (const std::exception& exception) {
    context.log.say(LogLevel::error, "handler", "could not answer a request",
                    {{"path", request.path}, {"error", exception.what()}});
  } catch (...) {
    context.log.say(LogLevel::error, "handler", "could not answer a request",
                    {{"path", request.path}});
  }
  return text_response(500, "500: the program failed to answer this; its log says more\n");
}

bool compression_is_offered(HttpCompression policy, const HttpRequest& request) {
  if (policy == HttpCompression::never) return false;
  return policy == HttpCompression::always || !request.is_loopback;
}

void write_all(mg_connection* connection, std::string_view bytes) {
  if (!bytes.empty()) mg_write(connection, bytes.data(), bytes.size());
}

void send(mg_connection* connection, const HttpRequest& request, const HttpResponse& answer,
          bool keep_alive, const ExchangeContext& context) {
  ResponseHead head;
  head.status = answer.status;
  head.content_type = answer.content_type;
  head.keep_alive = keep_alive;
  head.varies_by_encoding = compression_is_offered(context.options.compression, request);
  std::string compressed;
  std::string_view body = answer.text();
  if (head.varies_by_encoding && body.size() >= kCompressFrom &&
      accepts_gzip(request.header("Accept-Encoding")) && is_compressible(answer.content_type) &&
      find_header(answer.headers, "Content-Encoding").empty()) {
    compressed = gzip(body);
    body = compressed;
    head.content_encoding = "gzip";
  }
  head.content_length = body.size();
  std::string bytes = render(head, answer.headers, context.clock.now());
  if (request.method == "HEAD" || !has_body(answer.status)) body = {};
  if (body.size() <= kJoinUpTo) {
    bytes += body;
    body = {};
  }
  write_all(connection, bytes);
  write_all(connection, body);
}

// The answer, and whether the whole body was taken from the connection.
std::pair<HttpResponse, bool> answer_to(mg_connection* connection, Head& head,
                                        const ExchangeContext& context) {
  if (!head.refusal) head.refusal = refusal(context.options.authentication, head.request);
  const bool awaits_word = has_option(head.request.header("Expect"), "100-continue");
  if (head.refusal) {
    const bool clean =
        head.is_framed && (head.content_length == 0 ||
                           (!awaits_word && discard_body(connection, head.content_length)));
    return {*std::move(head.refusal), clean};
  }
  if (head.content_length > 0) {
    if (awaits_word) write_all(connection, "HTTP/1.1 100 Continue\r\n\r\n");
    if (!read_body(connection, head.content_length, head.request.body)) {
      return {text_response(408, "408: the body did not come in time\n"), false};
    }
  }
  context.connections.enter(connection, ConnectionPhase::answering);
  return {handled(head.request, context), true};
}

}  // namespace

int serve_request(mg_connection* connection, const ExchangeContext& context) {
  context.connections.enter(connection, ConnectionPhase::reading);
  const mg_request_info& info = *mg_get_request_info(connection);
  Head head = read_head(info, context.options.body_limit);
  const auto [answer, clean] = answer_to(connection, head, context);
  const bool keep_alive =
      clean && head.wants_keep_alive && context.connections.grant_idling(connection);
  if (!keep_alive) mg_disable_connection_keep_alive(connection);
  context.connections.enter(connection, ConnectionPhase::sending);
  send(connection, head.request, answer, keep_alive, context);
  if (keep_alive) context.connections.enter(connection, ConnectionPhase::idle);
  return answer.status;
}

void refuse_malformed(mg_connection* connection, int status, const ExchangeContext& context) {
  HttpRequest request;
  HttpResponse answer;
  if (status == 505) {
    answer = text_response(505, "505: this server speaks HTTP/1.1 and HTTP/1.0\n");
  } else {
    answer = text_response(400, "400: this is no HTTP request, or its headers are larger than " +
                                    std::to_string(context.options.header_limit) + " bytes\n");
  }
  send(connection, request, answer, false, context);
}

}  // namespace silicon::runtime
