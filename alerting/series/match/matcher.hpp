// One condition on one label: name="value", !=, =~ or !~. A label that a series lacks has the
// value "". What a selector's braces contain, as the store and the language both see it.
// Immutable and cheap to copy; any thread. Tested by tests/alerting/series/match/matcher_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "alerting/series/match/regex.hpp"
#include "alerting/series/match/shape.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::match {

enum class MatchType { equal, not_equal, regex, not_regex };

// "=", "!=", "=~", "!~".
std::string_view symbol(MatchType type);

class Matcher {
 public:
  // Fails only on a regular expression that does not compile.
  static core::Result<Matcher> create(MatchType type, std::string name, std::string value);

  MatchType type() const { return type_; }
  const std::string& name() const { return name_; }
  const std::string& value() const { return value_; }

  bool matches(std::string_view value) const;
  bool matches(const core::Labels& labels) const { return matches(labels.get(name_)); }

  // The shape of the regular expression; nullptr for = and !=.
  const Shape* shape() const { return pattern_ == nullptr ? nullptr : &pattern_->shape; }

 private:
  struct Pattern {
    Regex regex;
    Shape shape;

    bool matches(std::string_view value) const;
  };

  Matcher(MatchType type, std::string name, std::string value,
          std::shared_ptr<const Pattern> pattern);

  MatchType type_;
  std::string name_;
  std::string value_;
  std::shared_ptr<const Pattern> pattern_;
};

}  // namespace silicon::match
