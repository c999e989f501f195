#include "alerting/notify/email/judge.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "exporter/core/text.hpp"

namespace silicon::email {
namespace {

// Of authentication and encryption.
constexpr std::array<int, 5> kAboutIdentity = {523, 530, 534, 535, 538};

}  // namespace

notify::Judgement judge(const SmtpAnswer& answer) {
  if (answer.failure.empty()) return {};
  std::string reason(answer.failure);
  // Of a connection that broke, the last thing said was no complaint.
  const bool complained = answer.code >= 400 && answer.code < 600;
  if (complained) reason += ": the server says " + core::excerpt(core::trimmed(answer.reply));
  const bool about_identity =
      std::find(kAboutIdentity.begin(), kAboutIdentity.end(), answer.code) != kAboutIdentity.end();
  const bool final = complained && answer.code >= 500 && !about_identity;
  return {final ? notify::Verdict::give_up : notify::Verdict::retry, std::move(reason)};
}

}  // namespace silicon::email
