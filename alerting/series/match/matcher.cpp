#include "alerting/series/match/matcher.hpp"

#include <algorithm>
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

Matcher::Matcher(MatchType type, std::string name, std::string value,
                 std::shared_ptr<const Pattern> pattern)
    : type_(type), name_(std::move(name)), value_(std::move(value)), pattern_(std::move(pattern)) {}

core::Result<Matcher> Matcher::create(MatchType type, std::string name, std::string value) {
  std::shared_ptr<const Pattern> pattern;
  if (type == MatchType::regex || type == MatchType::not_regex) {
    auto regex = Regex::compile(value);
    if (!regex) return std::move(regex).error();
    pattern = std::make_shared<const Pattern>(Pattern{std::move(regex).value(), shape_of(value)});
  }
  return Matcher(type, std::move(name), std::move(value), std::move(pattern));
}

bool Matcher::Pattern::matches(std::string_view value) const {
  if (shape.words) return std::binary_search(shape.words->begin(), shape.words->end(), value);
  if (!value.starts_with(shape.prefix)) return false;
  switch (shape.tail) {
    case Tail::anything:
      return true;
    case Tail::something:
      return value.size() > shape.prefix.size();
    case Tail::pattern:
      break;
  }
  return regex.matches(value);
}

bool Matcher::matches(std::string_view value) const {
  switch (type_) {
    case MatchType::equal:
      return value == value_;
    case MatchType::not_equal:
      return value != value_;
    case MatchType::regex:
      return pattern_->matches(value);
    case MatchType::not_regex:
      break;
  }
  return !pattern_->matches(value);
}

}  // namespace silicon::match
