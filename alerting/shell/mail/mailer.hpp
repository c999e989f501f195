// Sends mails that others have rendered, and says how each server took it. Sends each thing once:
// whether and when again is decided by who ordered it. Works within Transfers::poll(), as the
// courier does. One thread. Tested by tests/alerting/shell/mail/mailer_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "alerting/notify/retry/judge.hpp"
#include "alerting/shell/http/transfers.hpp"
#include "alerting/shell/mail/mail_exchange.hpp"

namespace silicon::shell {

struct MailDelivery {
  std::uint64_t key = 0;  // handed back in the result
  MailTransfer transfer;
};

struct MailResult {
  std::uint64_t key = 0;
  notify::Judgement judgement;
  std::string reply;                 // the last thing the server said; "" for nothing
  std::vector<std::string> refused;  // what it said of addresses that it did not take
  core::SteadyDuration duration{};
};

class Mailer {
 public:
  // Must outlive this.
  explicit Mailer(Transfers& transfers) : transfers_(transfers) {}
  Mailer(const Mailer&) = delete;
  Mailer& operator=(const Mailer&) = delete;
  ~Mailer();  // what is under way is cancelled

  void send(MailDelivery delivery);

  // What has ended since the last call.
  std::vector<MailResult> take();

  std::size_t under_way() const { return under_way_.size(); }

 private:
  Transfers& transfers_;
  std::vector<std::uint64_t> under_way_;  // Transfers' numbers
  std::vector<MailResult> ended_;
};

}  // namespace silicon::shell
