#include "alerting/series/match/matcher.hpp"

#include <utility>

namespace silicon::match {

std::string_view symbol(MatchType type) {
  switch (type) {
    case MatchType::equal:
      return "=";
    case MatchType::not_equal:
      return "!=";
    case MatchType::regex:
      return "=~";
    case MatchType::not_regex:
      break;
  }
  return "!~";
}

Matcher::Matcher(MatchType type, std::string name, std::string value, std::optional<Regex> regex)
    : type_(type), name_(std::move(name)), value_(std::move(value)), regex_(std::move(regex)) {}

core::Result<Matcher> Matcher::create(MatchType type, std::string name, std::string value) {
  std::optional<Regex> regex;
  if (type == MatchType::regex || type == MatchType::not_regex) {
    core::Result<Regex> compiled = Regex::compile(value);
    if (!compiled) return std::move(compiled).error();
    regex = std::move(compiled).value();
  }
  return Matcher(type, std::move(name), std::move(value), std::move(regex));
}

bool Matcher::matches(std::string_view value) const {
  switch (type_) {
    case MatchType::equal:
      return value == value_;
    case MatchType::not_equal:
      return value != value_;
    case MatchType::regex:
      return regex_->matches(value);
    case MatchType::not_regex:
      break;
  }
  return !regex_->matches(value);
}

}  // namespace silicon::match
