#include "alerting/notify/retry/judge.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::notify {
namespace {

constexpr core::Duration kLongestWait = std::chrono::hours(1);

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> number(std::string_view text) {
  const auto value = core::parse_unsigned(text);
  return value && *value <= 9999 ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

// "07:28:00"
std::optional<core::Duration> time_of_day(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hours = number(text.substr(0, 2));
  const auto minutes = number(text.substr(3, 2));
  const auto seconds = number(text.substr(6, 2));
  if (!hours || !minutes || !seconds) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds);
}

// The one form of date that HTTP sends today (RFC 9110, 5.6.7).
std::optional<core::Instant> parse_http_date(std::string_view text) {
  const auto fields = core::fields(text);
  if (fields.size() != 6 || fields[5] != "GMT") return std::nullopt;
  const auto day = number(fields[1]);
  const auto month = std::find(kMonths.begin(), kMonths.end(), fields[2]);
  const auto year = number(fields[3]);
  const auto time = time_of_day(fields[4]);
  if (!day || month == kMonths.end() || !year || !time) return std::nullopt;
  const std::chrono::year_month_day date(
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + *time;
}

}  // namespace

std::optional<core::Duration> parse_retry_after(std::string_view text, core::Instant now) {
  text = core::trimmed(text);
  core::Duration wait{};
  if (const auto seconds = core::parse_unsigned(text)) {
    wait = std::chrono::seconds(std::min<std::uint64_t>(*seconds, 3600));
  } else if (const auto date = parse_http_date(text)) {
    wait = *date - now;
  } else {
    return std::nullopt;
  }
  return std::clamp(wait, core::Duration(0), kLongestWait);
}

Judgement judge(const Answer& answer, core::Instant now) {
  if (!answer.failure.empty()) return {Verdict::retry, std::string(answer.failure)};
  if (answer.status >= 200 && answer.status < 300) return {};
  std::string reason = "HTTP status " + std::to_string(answer.status);
  if (const auto body = core::trimmed(answer.body); !body.empty()) {
    reason += ": " + core::excerpt(body);
  }
  const bool again = answer.status >= 500 || answer.status == 429 || answer.status == 408;
  if (!again) return {Verdict::give_up, std::move(reason)};
  return {Verdict::retry, std::move(reason), parse_retry_after(answer.retry_after, now)};
}

}  // namespace silicon::notify
