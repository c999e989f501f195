#include "alerting/api/alertmanager/filter.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "alerting/routing/matching/parse.hpp"

namespace silicon::api {
namespace {

constexpr std::size_t kMostFilters = 100;
constexpr std::size_t kMostPatternBytes = 4096;

// What go-openapi takes for yes; everything else is no.
bool flag(const Parameters& parameters, std::string_view name) {
  constexpr std::array<std::string_view, 10> kYes = {
      "true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled"};
  const std::string_view text = parameters.first(name);
  return text.empty() || std::find(kYes.begin(), kYes.end(), text) != kYes.end();
}

}  // namespace

bool AlertFilter::wants(const core::Labels& labels, const routing::Quiet& quiet) const {
  if (!active && !quiet.suppressed()) return false;
  if (!silenced && !quiet.silenced_by.empty()) return false;
  if (!inhibited && quiet.inhibited_by) return false;
  return routing::matches(matchers, labels);
}

core::Result<routing::Matchers> read_filter(const Parameters& parameters) {
  routing::Matchers all;
  const std::vector<std::string_view> texts = parameters.all("filter");
  if (texts.size() > kMostFilters) {
    return core::Error("too many filters", core::ErrorKind::invalid);
  }
  for (const std::string_view text : texts) {
    auto matcher = routing::parse_matcher(text);
    if (!matcher) return std::move(matcher).error();
    all.push_back(*std::move(matcher));
  }
  return all;
}

core::Result<AlertFilter> read_alert_filter(const Parameters& parameters) {
  AlertFilter filter;
  filter.active = flag(parameters, "active");
  filter.silenced = flag(parameters, "silenced");
  filter.inhibited = flag(parameters, "inhibited");
  filter.muted = flag(parameters, "muted");
  auto matchers = read_filter(parameters);
  if (!matchers) return std::move(matchers).error();
  filter.matchers = *std::move(matchers);
  const std::string pattern(parameters.first("receiver"));
  if (pattern.empty()) return filter;
  auto regex = pattern.size() > kMostPatternBytes
                   ? core::Result<match::Regex>(core::Error("too long"))
                   : match::Regex::compile("^(?:" + pattern + ")$", match::Regex::Dialect::search);
  if (!regex) {
    return core::Error("failed to parse receiver param: " + regex.error().message(),
                       core::ErrorKind::invalid);
  }
  filter.receiver = *std::move(regex);
  return filter;
}

}  // namespace silicon::api
