#include "alerting/shell/http/http_exchange.hpp"

#include <algorithm>
#include <utility>

#include "exporter/core/duration.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::shell {
namespace {

constexpr std::size_t kHeaderLimit = std::size_t{64} * 1024;
// At once: a thousand series are seven times libcurl's own, each a look at the socket and back.
constexpr long kReceiveBytes = 64L * 1024;
// A promise may be a lie.
constexpr std::size_t kMostReserved = std::size_t{1} << 20;
constexpr long kMostRedirects = 10;  // Go's number

void set_safe_defaults(CURL* handle) {
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_BUFFERSIZE, kReceiveBytes);
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_MAXREDIRS, kMostRedirects);
  set(handle, CURLOPT_PATH_AS_IS, 1L);
  set(handle, CURLOPT_TCP_KEEPALIVE, 1L);
}

}  // namespace

HttpExchange::HttpExchange(EasyHandle handle, HttpTransfer transfer, HttpDone done)
    : transfer_(std::move(transfer)), done_(std::move(done)), handle_(std::move(handle)) {}

core::Status HttpExchange::prepare(const std::string& user_agent) {
  CURL* handle = handle_.get();
  set_safe_defaults(handle);
  set(handle, CURLOPT_URL, transfer_.url);
  set(handle, CURLOPT_USERAGENT, user_agent);
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(transfer_.timeout.count()));
  if (!transfer_.cuts_body) {
    set(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(transfer_.body_limit));
  }
  set(handle, CURLOPT_ERRORBUFFER, details_.data());
  set(handle, CURLOPT_WRITEFUNCTION, &HttpExchange::on_body);
  set(handle, CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(handle, CURLOPT_HEADERFUNCTION, &HttpExchange::on_header);
  set(handle, CURLOPT_HEADERDATA, static_cast<void*>(this));
  if (transfer_.method == "POST") {
    set(handle, CURLOPT_POST, 1L);
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer_.body.size()));
    set(handle, CURLOPT_POSTFIELDS, transfer_.body.c_str());
  } else if (transfer_.method != "GET") {
    set(handle, CURLOPT_CUSTOMREQUEST, transfer_.method.c_str());
  }
  for (const runtime::HttpHeader& header : transfer_.headers) {
    if (auto status = append_header(lists_.headers, header.name, header.value); !status) {
      return status;
    }
  }
  const config::HttpOptions defaults;
  const config::HttpOptions& options = transfer_.options ? *transfer_.options : defaults;
  if (options.compression) set(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
  auto status = apply_options(handle, options, transfer_.url, lists_);
  // libcurl would ask before it sends more than a megabyte, and wait a second for the answer.
  append(lists_.headers, "Expect:");
  set(handle, CURLOPT_HTTPHEADER, lists_.headers.get());
  return status;
}

std::size_t HttpExchange::on_body(char* bytes, std::size_t one, std::size_t size, void* self) {
  return static_cast<HttpExchange*>(self)->add_body({bytes, one * size}) ? one * size : 0;
}

std::size_t HttpExchange::on_header(char* bytes, std::size_t one, std::size_t size, void* self) {
  return static_cast<HttpExchange*>(self)->add_header({bytes, one * size}) ? one * size : 0;
}

// Pieces come uncompressed, so that few bytes which stand for many end here as well.
bool HttpExchange::add_body(std::string_view piece) {
  if (answer_.body.empty()) answer_.body.reserve(promised_bytes());
  too_large_ = answer_.body.size() + piece.size() > transfer_.body_limit;
  if (!too_large_ || transfer_.cuts_body) {
    answer_.body += piece.substr(0, transfer_.body_limit - answer_.body.size());
  }
  return !too_large_;
}

std::size_t HttpExchange::promised_bytes() const {
  curl_off_t length = 0;
  (curl_easy_getinfo)(handle_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  const auto bytes = static_cast<std::size_t>(std::max<curl_off_t>(length, 0));
  return std::min({bytes, transfer_.body_limit, kMostReserved});
}

// Each answer begins with its status line, and there may be several: 1xx, redirects.
bool HttpExchange::add_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kHeaderLimit) return false;
  if (line.starts_with("HTTP/")) answer_.headers.clear();
  const auto [name, value] = core::cut(line, ':');
  if (name.size() == line.size()) return true;
  answer_.headers.push_back({std::string(core::trimmed(name)), std::string(core::trimmed(value))});
  return true;
}

Exchange::Say HttpExchange::said(HttpOutcome outcome) {
  return [done = std::move(done_), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  };
}

Exchange::Say HttpExchange::ended(CURLcode verdict, core::Instant begun,
                                  core::SteadyDuration duration) {
  HttpOutcome outcome;
  outcome.begun = begun;
  outcome.duration = duration;
  finish(verdict, outcome);
  return said(std::move(outcome));
}

Exchange::Say HttpExchange::refused(std::string why, core::Instant now) {
  return said({now, {}, std::move(why), {}});
}

void HttpExchange::finish(CURLcode verdict, HttpOutcome& outcome) {
  const bool is_cut = verdict == CURLE_WRITE_ERROR && too_large_ && transfer_.cuts_body;
  if (verdict != CURLE_OK && !is_cut) {
    outcome.failure = words_for(verdict);
    return;
  }
  long status = 0;
  (curl_easy_getinfo)(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  answer_.status = static_cast<int>(status);
  outcome.answer = std::move(answer_);
}

// Never the URL: it may have been made of labels, and people see this beside the target anyway.
std::string HttpExchange::words_for(CURLcode verdict) const {
  const std::string limit = std::to_string(transfer_.body_limit);
  switch (verdict) {
    case CURLE_FILESIZE_EXCEEDED:
      return "body size limit exceeded: more than " + limit + " bytes";
    case CURLE_WRITE_ERROR:
      return too_large_ ? "body size limit exceeded: more than " + limit + " bytes"
                        : "the answer's headers are too long";
    case CURLE_OPERATION_TIMEDOUT:
      return "no whole answer within " + core::format_duration(transfer_.timeout);
    case CURLE_COULDNT_CONNECT: {
      long number = 0;
      (curl_easy_getinfo)(handle_.get(), CURLINFO_OS_ERRNO, &number);
      return number == 0 ? "no connection" : runtime::system_words(static_cast<int>(number));
    }
    case CURLE_COULDNT_RESOLVE_HOST:
      return "the host's name is not known";
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
      return "the connection ended before the answer did";
    case CURLE_BAD_CONTENT_ENCODING:
      return "the answer's gzip cannot be read";
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return verdict == CURLE_UNSUPPORTED_PROTOCOL ? "neither http nor https"
                                                   : "the answer is not HTTP";
    case CURLE_TOO_MANY_REDIRECTS:
      return "more than " + std::to_string(kMostRedirects) + " redirects";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
      return std::string("TLS: ") +
             (details_[0] != '\0' ? details_.data() : curl_easy_strerror(verdict));
    default:
      return curl_easy_strerror(verdict);
  }
}

}  // namespace silicon::shell
