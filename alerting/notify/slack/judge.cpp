#include "alerting/notify/slack/judge.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

#include "exporter/core/text.hpp"

namespace silicon::slack {
namespace {

using Json = nlohmann::json;
using notify::Verdict;

constexpr std::array<std::string_view, 6> kPassing = {"ratelimited",         "rate_limited",
                                                      "internal_error",      "fatal_error",
                                                      "service_unavailable", "request_timeout"};
constexpr std::array<std::string_view, 4> kMessageGone = {
    "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

Answered refused(const std::string& error, const notify::Answer& answer, core::Instant now) {
  Answered result;
  result.judgement.reason = "Slack says " + core::excerpt(error);
  result.post_anew = one_of(kMessageGone, error);
  result.judgement.verdict =
      one_of(kPassing, error) || result.post_anew ? Verdict::retry : Verdict::give_up;
  if (one_of(kPassing, error)) {
    result.judgement.wait = notify::parse_retry_after(answer.retry_after, now);
  }
  return result;
}

}  // namespace

Answered judge(const notify::Answer& answer, core::Instant now) {
  Answered result{notify::judge(answer, now)};
  if (result.judgement.verdict != Verdict::delivered) return result;
  const Json json = Json::parse(answer.body, nullptr, false);
  if (!json.is_object()) {
    const std::string_view word = core::trimmed(answer.body);
    if (word == "ok" || word.empty()) return result;
    return refused(std::string(word), answer, now);
  }
  const auto ok = json.find("ok");
  if (ok == json.end() || !ok->is_boolean() || !ok->get<bool>()) {
    const std::string error = text_of(json, "error");
    return refused(error.empty() ? "no reason" : error, answer, now);
  }
  Posted posted{text_of(json, "channel"), text_of(json, "ts")};
  if (!posted.channel.empty() && !posted.timestamp.empty()) result.posted = std::move(posted);
  return result;
}

}  // namespace silicon::slack
