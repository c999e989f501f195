// A condition on one label as Alertmanager means it: the engine is the one that selectors have, but
// "." in a regular expression does not match line breaks, and a list of conditions has
// Alertmanager's order and spelling, because group keys are made of it. Immutable and cheap to
// copy; any thread. Tested by tests/alerting/routing/matching/matcher_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/series/match/matcher.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::routing {

class Matcher {
 public:
  // Fails only on a regular expression that does not compile.
  static core::Result<Matcher> create(match::MatchType type, std::string name, std::string value);

  match::MatchType type() const { return condition_.type(); }
  const std::string& name() const { return condition_.name(); }
  const std::string& value() const { return value_; }  // as written

  // A label that is not there has the value "".
  bool matches(const core::Labels& labels) const { return condition_.matches(labels); }
  bool matches(std::string_view value) const { return condition_.matches(value); }

  friend bool operator==(const Matcher& a, const Matcher& b) {
    return a.type() == b.type() && a.name() == b.name() && a.value_ == b.value_;
  }

 private:
  Matcher(match::Matcher condition, std::string value)
      : condition_(std::move(condition)), value_(std::move(value)) {}

  match::Matcher condition_;
  std::string value_;
};

// All of them must match; none matches everything.
using Matchers = std::vector<Matcher>;

bool matches(const Matchers& matchers, const core::Labels& labels);

// By name, then value, then type: the order of Alertmanager's routes.
void sort_matchers(Matchers& matchers);

// foo="bar", "odd name"=~"a|b"; {foo="bar",baz!="x"}.
std::string matcher_text(const Matcher& matcher);
std::string matchers_text(const Matchers& matchers);

}  // namespace silicon::routing
