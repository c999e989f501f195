#include "alerting/command/alerts/named.hpp"

#include <algorithm>
#include <utility>

#include "alerting/routing/matching/parse.hpp"
#include "alerting/template/format/escape.hpp"
#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kFingerprintDigits = 16;

bool is_fingerprint(const std::string& word) {
  return word.size() == kFingerprintDigits &&
         word.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::string NamedAlerts::query() const {
  if (!fingerprint.empty()) return "?fingerprint=" + fingerprint;
  std::string out;
  for (const std::string& filter : filters) {
    out += (out.empty() ? "?filter=" : "&filter=") + templates::escape_query(filter);
  }
  return out;
}

void NamedAlerts::write(core::JsonWriter& json) const {
  if (!fingerprint.empty()) {
    json.member("fingerprint", fingerprint);
    return;
  }
  json.key("filter").begin_array();
  for (const std::string& filter : filters) json.string(filter);
  json.end_array();
}

core::Result<routing::Matchers> matchers_of(const std::vector<std::string>& words) {
  routing::Matchers all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    // As amtool has it: a first word that is no matcher is the alert's name.
    if (i == 0 && words[i].find_first_of("=~!{}") == std::string::npos) {
      all.push_back(
          routing::Matcher::create(match::MatchType::equal, "alertname", words[i]).value());
      continue;
    }
    auto parsed = routing::parse_matchers(words[i]);
    if (!parsed) {
      return core::Error(core::excerpt(words[i]) + ": " + parsed.error().message(),
                         core::ErrorKind::invalid);
    }
    for (routing::Matcher& matcher : parsed->matchers) all.push_back(std::move(matcher));
  }
  if (all.empty()) {
    return core::Error("which alert? a fingerprint, or a name and matchers",
                       core::ErrorKind::invalid);
  }
  return all;
}

core::Result<NamedAlerts> named_alerts(const std::vector<std::string>& words) {
  NamedAlerts named;
  if (words.size() == 1 && is_fingerprint(words[0])) {
    named.fingerprint = words[0];
    return named;
  }
  const auto matchers = matchers_of(words);
  if (!matchers) return matchers.error();
  for (const routing::Matcher& matcher : *matchers) {
    named.filters.push_back(routing::matcher_text(matcher));
  }
  return named;
}

core::Result<core::Labels> labels_of(const std::vector<std::string>& words) {
  std::vector<core::LabelView> labels;
  if (words.empty()) return core::Labels();
  const auto matchers = matchers_of(words);
  if (!matchers) return matchers.error();
  for (const routing::Matcher& matcher : *matchers) {
    if (matcher.type() != match::MatchType::equal) {
      return core::Error(routing::matcher_text(matcher) + ": a label has one value, with '='",
                         core::ErrorKind::invalid);
    }
    labels.push_back({matcher.name(), matcher.value()});
  }
  return core::Labels(labels);
}

}  // namespace silicon::command
