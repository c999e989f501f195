// Regular expressions as Prometheus means them: RE2 syntax, anchored at both ends, "." matches
// line breaks too; and as Go's templates search with them. The only header through which the
// language, the store and the rules reach a regex engine; time is linear in the text, memory is
// bounded. Immutable and cheap to copy; any thread. Tested by
// tests/alerting/series/match/regex_test.cpp.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"

namespace re2 {
class RE2;
}

namespace silicon::match {

class Regex {
 public:
  enum class Dialect {
    whole,   // of matchers: "." matches line breaks
    search,  // of Go's regexp package: "." does not
  };

  // An error reads as Prometheus's: "error parsing regexp: missing argument to repetition
  // operator: `*`".
  static core::Result<Regex> compile(std::string_view pattern, Dialect dialect = Dialect::whole);

  bool matches(std::string_view text) const;

  // What the groups matched, [0] being the whole text and a group that took no part being empty;
  // nullopt when the text does not match. Views into `text`.
  std::optional<std::vector<std::string_view>> groups(std::string_view text) const;

  // The leftmost match that begins at `from` or behind it, anywhere in the text; groups as above.
  std::optional<std::vector<std::string_view>> find(std::string_view text, std::size_t from) const;

  // Named groups and their places in groups().
  const std::map<std::string, int>& group_names() const;

 private:
  explicit Regex(std::shared_ptr<const re2::RE2> program) : program_(std::move(program)) {}

  std::shared_ptr<const re2::RE2> program_;
};

}  // namespace silicon::match
