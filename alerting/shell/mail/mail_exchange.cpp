#include "alerting/shell/mail/mail_exchange.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "alerting/shell/http/request_options.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"

namespace silicon::shell {
namespace {

constexpr std::size_t kMostComplaints = 10;
constexpr std::size_t kLongestReply = 500;

// An IPv6 address in a URL stands in brackets.
std::string in_url(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

MailExchange::MailExchange(MailTransfer transfer, MailDone done)
    : transfer_(std::move(transfer)), done_(std::move(done)), handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
}

core::Status MailExchange::prepare(const std::string&) {
  CURL* handle = handle_.get();
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(handle, CURLOPT_PROXY, "");
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(transfer_.timeout.count()));
  set(handle, CURLOPT_ERRORBUFFER, details_.data());
  set_server();
  if (auto status = set_identity(); !status) return status;
  set(handle, CURLOPT_MAIL_FROM, "<" + transfer_.mail.from + ">");
  for (const std::string& to : transfer_.mail.to) append(recipients_, "<" + to + ">");
  set(handle, CURLOPT_MAIL_RCPT, recipients_.get());
  // One address that is gone must not keep the others from knowing.
  set(handle, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  set(handle, CURLOPT_UPLOAD, 1L);
  set(handle, CURLOPT_READFUNCTION, &MailExchange::on_read);
  set(handle, CURLOPT_READDATA, static_cast<void*>(this));
  set(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(transfer_.mail.content.size()));
  set(handle, CURLOPT_HEADERFUNCTION, &MailExchange::on_reply);
  set(handle, CURLOPT_HEADERDATA, static_cast<void*>(this));
  return core::Done{};
}

// The certificate is checked against the name in the URL, which need not be the address's.
void MailExchange::set_server() {
  CURL* handle = handle_.get();
  const config::SmtpOptions& options = *transfer_.options;
  const std::string& name =
      options.tls.server_name.empty() ? options.host : options.tls.server_name;
  const char* scheme = options.implicit_tls ? "smtps://" : "smtp://";
  set(handle, CURLOPT_URL, scheme + in_url(name) + ":" + options.port + "/" + options.hello);
  if (name != options.host) {
    append(connect_to_,
           in_url(name) + ":" + options.port + ":" + in_url(options.host) + ":" + options.port);
    set(handle, CURLOPT_CONNECT_TO, connect_to_.get());
  }
  // "All" ends the dialogue where the server offers no STARTTLS.
  const bool tls = options.require_tls || options.implicit_tls;
  set(handle, CURLOPT_USE_SSL, static_cast<long>(tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  apply_tls(handle, options.tls);
}

// A password is for PLAIN and LOGIN, a secret for CRAM-MD5, as Alertmanager keeps them apart.
core::Status MailExchange::set_identity() {
  const config::SmtpOptions& options = *transfer_.options;
  if (options.username.empty()) return core::Done{};
  const bool plain = !options.password.empty();
  auto secret = exposed(plain ? options.password : options.secret);
  if (!secret) return std::move(secret).error();
  secrets_.add_mail_password(options.username, *secret);
  CURL* handle = handle_.get();
  set(handle, CURLOPT_USERNAME, options.username);
  set(handle, CURLOPT_PASSWORD, *secret);
  set(handle, CURLOPT_LOGIN_OPTIONS, plain ? "AUTH=PLAIN;AUTH=LOGIN" : "AUTH=CRAM-MD5");
  if (!options.identity.empty()) set(handle, CURLOPT_SASL_AUTHZID, options.identity);
  return core::Done{};
}

std::size_t MailExchange::on_read(char* to, std::size_t one, std::size_t room, void* self) {
  auto* exchange = static_cast<MailExchange*>(self);
  const std::string& content = exchange->transfer_.mail.content;
  const std::size_t size = std::min(one * room, content.size() - exchange->sent_);
  content.copy(to, size, exchange->sent_);
  exchange->sent_ += size;
  return size;
}

std::size_t MailExchange::on_reply(char* bytes, std::size_t one, std::size_t size, void* self) {
  auto* exchange = static_cast<MailExchange*>(self);
  const std::string_view line = core::trimmed({bytes, one * size});
  if (line.empty()) return one * size;
  exchange->reply_ = exchange->secrets_.hide(std::string(line)).substr(0, kLongestReply);
  const bool complains = line.front() == '4' || line.front() == '5';
  if (complains && exchange->complaints_.size() < kMostComplaints) {
    exchange->complaints_.push_back(exchange->reply_);
  }
  return one * size;
}

Exchange::Say MailExchange::said(MailOutcome outcome) {
  return [done = std::move(done_), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  };
}

Exchange::Say MailExchange::ended(CURLcode verdict, core::Instant begun,
                                  core::SteadyDuration duration) {
  MailOutcome outcome;
  outcome.begun = begun;
  outcome.duration = duration;
  long code = 0;
  (curl_easy_getinfo)(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
  outcome.code = static_cast<int>(code);
  outcome.reply = std::move(reply_);
  if (verdict == CURLE_OK) {
    outcome.refused = std::move(complaints_);
  } else {
    outcome.failure = words_for(verdict);
  }
  return said(std::move(outcome));
}

Exchange::Say MailExchange::refused(std::string why, core::Instant now) {
  MailOutcome outcome;
  outcome.begun = now;
  outcome.failure = std::move(why);
  return said(std::move(outcome));
}

std::string MailExchange::words_for(CURLcode verdict) const {
  switch (verdict) {
    case CURLE_OPERATION_TIMEDOUT:
      return "the mail was not taken within " + core::format_duration(transfer_.timeout);
    case CURLE_COULDNT_CONNECT: {
      long number = 0;
      (curl_easy_getinfo)(handle_.get(), CURLINFO_OS_ERRNO, &number);
      return number == 0 ? "no connection" : runtime::system_words(static_cast<int>(number));
    }
    case CURLE_COULDNT_RESOLVE_HOST:
      return "the mail server's name is not known";
    case CURLE_LOGIN_DENIED:
      return "the server does not accept the name and password";
    case CURLE_USE_SSL_FAILED:
      return "the server offers no STARTTLS, which require_tls asks for";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
      return "TLS: " +
             secrets_.hide(details_[0] != '\0' ? details_.data() : curl_easy_strerror(verdict));
    case CURLE_SEND_ERROR:
      return "the server does not take mail from or to these addresses";
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
      return "the connection ended before the mail was taken";
    case CURLE_WEIRD_SERVER_REPLY:
      return complaints_.empty() ? "the server does not speak SMTP"
                                 : "the server did not take the mail";
    default:
      return secrets_.hide(details_[0] != '\0' ? details_.data() : curl_easy_strerror(verdict));
  }
}

}  // namespace silicon::shell
