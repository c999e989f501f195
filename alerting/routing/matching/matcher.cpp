#include "alerting/routing/matching/matcher.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/routing/matching/characters.hpp"

namespace silicon::routing {
namespace {

// As OpenMetrics escapes label values.
std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

core::Result<Matcher> Matcher::create(match::MatchType type, std::string name, std::string value) {
  auto condition = match::Matcher::create(type, name, value);
  if (!condition) return std::move(condition).error();
  const bool is_pattern = type == match::MatchType::regex || type == match::MatchType::not_regex;
  if (is_pattern && value.find('.') != std::string::npos) {
    // Checked as it is first: "a)(b" is no expression, whatever stands around it.
    condition = match::Matcher::create(type, std::move(name), "(?-s:" + value + ")");
    if (!condition) return std::move(condition).error();
  }
  return Matcher(*std::move(condition), std::move(value));
}

bool matches(const Matchers& matchers, const core::Labels& labels) {
  return std::all_of(matchers.begin(), matchers.end(),
                     [&](const Matcher& matcher) { return matcher.matches(labels); });
}

void sort_matchers(Matchers& matchers) {
  std::stable_sort(matchers.begin(), matchers.end(), [](const Matcher& a, const Matcher& b) {
    return std::forward_as_tuple(a.name(), a.value(), a.type()) <
           std::forward_as_tuple(b.name(), b.value(), b.type());
  });
}

std::string matcher_text(const Matcher& matcher) {
  const std::string symbol(match::symbol(matcher.type()));
  if (has_reserved(matcher.name())) {
    return promql::quoted(matcher.name()) + symbol + promql::quoted(matcher.value());
  }
  return matcher.name() + symbol + '"' + escaped(matcher.value()) + '"';
}

std::string matchers_text(const Matchers& matchers) {
  std::string out = "{";
  for (const Matcher& matcher : matchers) {
    if (out.size() > 1) out += ',';
    out += matcher_text(matcher);
  }
  return out + '}';
}

}  // namespace silicon::routing
