#include "alerting/shell/mail/mailer.hpp"

#include <utility>

#include "alerting/notify/email/judge.hpp"

namespace silicon::shell {

Mailer::~Mailer() {
  for (const std::uint64_t id : under_way_) transfers_.cancel(id);
}

void Mailer::send(MailDelivery delivery) {
  const auto id = std::make_shared<std::uint64_t>(0);
  MailDone done = [this, id, key = delivery.key](MailOutcome outcome) {
    std::erase(under_way_, *id);
    auto judgement = email::judge({outcome.failure, outcome.code, outcome.reply});
    ended_.push_back({key, std::move(judgement), std::move(outcome.reply),
                      std::move(outcome.refused), outcome.duration});
  };
  *id = transfers_.start(
      std::make_unique<MailExchange>(std::move(delivery.transfer), std::move(done)));
  under_way_.push_back(*id);
}

std::vector<MailResult> Mailer::take() {
  return std::exchange(ended_, {});
}

}  // namespace silicon::shell
