// One mail on its way to a server, by libcurl: STARTTLS or TLS, AUTH by PLAIN, LOGIN or CRAM-MD5.
// Not for users of Mailer. One thread. Tested by tests/alerting/shell/mail/mailer_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "alerting/config/receivers/receivers.hpp"
#include "alerting/notify/email/render.hpp"
#include "alerting/shell/http/exchange.hpp"
#include "alerting/shell/secrets/hidden_secrets.hpp"
#include "exporter/core/time.hpp"

namespace silicon::shell {

struct MailTransfer {
  email::Mail mail;
  std::shared_ptr<const config::SmtpOptions> options;
  core::Duration timeout = std::chrono::seconds(30);  // of the whole dialogue
};

struct MailOutcome {
  core::Instant begun;
  core::SteadyDuration duration{};
  std::string failure;  // why it was not taken, in words fit for people; "" when it was
  int code = 0;         // of the server's last reply; 0 for none
  std::string reply;    // its last line, without secrets
  // Replies to addresses that the server refused while it took others.
  std::vector<std::string> refused;
};

using MailDone = std::function<void(MailOutcome outcome)>;

class MailExchange : public Exchange {
 public:
  MailExchange(MailTransfer transfer, MailDone done);

  core::Status prepare(const std::string& user_agent) override;
  CURL* handle() const override { return handle_.get(); }
  EasyHandle take_handle() override { return std::move(handle_); }
  Say ended(CURLcode verdict, core::Instant begun, core::SteadyDuration duration) override;
  Say refused(std::string why, core::Instant now) override;

 private:
  static std::size_t on_read(char* to, std::size_t one, std::size_t room, void* self);
  static std::size_t on_reply(char* bytes, std::size_t one, std::size_t size, void* self);
  core::Status set_identity();
  void set_server();
  std::string words_for(CURLcode verdict) const;
  Say said(MailOutcome outcome);

  MailTransfer transfer_;
  MailDone done_;
  List recipients_;
  List connect_to_;
  HiddenSecrets secrets_;  // the password in use, to be kept out of what is said
  std::size_t sent_ = 0;
  std::string reply_;
  std::vector<std::string> complaints_;
  std::array<char, CURL_ERROR_SIZE> details_{};
  EasyHandle handle_;  // goes first: it points into the others
};

}  // namespace silicon::shell
