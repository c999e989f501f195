#include "alerting/notify/pagerduty/judge.hpp"

#include <nlohmann/json.hpp>

#include "exporter/core/text.hpp"

namespace silicon::pagerduty {
namespace {

using Json = nlohmann::json;

// "Event object is invalid: 'summary' is missing", or "" where the body says nothing.
std::string words_of(std::string_view body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return "";
  std::string words;
  const auto add = [&](const Json& text) {
    if (!text.is_string() || words.size() > 300) return;
    words += (words.empty() ? "" : ": ") + text.get<std::string>();
  };
  if (const auto message = json.find("message"); message != json.end()) add(*message);
  const auto errors = json.find("errors");
  if (errors != json.end() && errors->is_array()) {
    for (const Json& error : *errors) add(error);
  }
  return words;
}

}  // namespace

notify::Judgement judge(const notify::Answer& answer, core::Instant now) {
  notify::Judgement judgement = notify::judge(answer, now);
  if (judgement.verdict == notify::Verdict::delivered || !answer.failure.empty()) return judgement;
  const std::string words = words_of(answer.body);
  if (!words.empty()) {
    judgement.reason =
        "HTTP status " + std::to_string(answer.status) + ": PagerDuty says " + core::excerpt(words);
  }
  return judgement;
}

}  // namespace silicon::pagerduty
