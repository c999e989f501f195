#include "alerting/series/match/regex.hpp"

#include <re2/re2.h>

#include <string>

namespace silicon::match {
namespace {

// RE2's default. A program larger than this is refused when it is compiled; a match that outgrows
// its share falls back to a slower automaton of fixed size.
constexpr std::int64_t kMaxProgramBytes = 8 << 20;

// Go's words, which Prometheus's users see and its tests compare.
std::string_view explain(re2::RE2::ErrorCode code) {
  switch (code) {
    case re2::RE2::ErrorBadEscape:
      return "invalid escape sequence";
    case re2::RE2::ErrorBadCharClass:
      return "invalid character class";
    case re2::RE2::ErrorBadCharRange:
      return "invalid character class range";
    case re2::RE2::ErrorMissingBracket:
      return "missing closing ]";
    case re2::RE2::ErrorMissingParen:
      return "missing closing )";
    case re2::RE2::ErrorUnexpectedParen:
      return "unexpected )";
    case re2::RE2::ErrorTrailingBackslash:
      return "trailing backslash at end of expression";
    case re2::RE2::ErrorRepeatArgument:
      return "missing argument to repetition operator";
    case re2::RE2::ErrorRepeatSize:
      return "invalid repeat count";
    case re2::RE2::ErrorRepeatOp:
      return "invalid nested repetition operator";
    case re2::RE2::ErrorBadPerlOp:
      return "invalid or unsupported Perl syntax";
    case re2::RE2::ErrorBadUTF8:
      return "invalid UTF-8";
    case re2::RE2::ErrorBadNamedCapture:
      return "invalid named capture";
    case re2::RE2::ErrorPatternTooLarge:
      return "expression too large";
    default:
      return "regexp cannot be used";
  }
}

core::Error parse_error(const re2::RE2& program) {
  std::string text = "error parsing regexp: " + std::string(explain(program.error_code()));
  if (!program.error_arg().empty()) text += ": `" + program.error_arg() + "`";
  return core::Error(std::move(text), core::ErrorKind::invalid);
}

}  // namespace

core::Result<Regex> Regex::compile(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxProgramBytes);
  // As Prometheus does it, in text: the pattern's own flags can then still say (?-s).
  const std::string anchored = "^(?s:" + std::string(pattern) + ")$";
  auto program = std::make_shared<const re2::RE2>(anchored, options);
  if (!program->ok()) return parse_error(*program);
  return Regex(std::move(program));
}

bool Regex::matches(std::string_view text) const {
  return re2::RE2::FullMatch({text.data(), text.size()}, *program_);
}

std::optional<std::vector<std::string_view>> Regex::groups(std::string_view text) const {
  const int count = 1 + program_->NumberOfCapturingGroups();
  std::vector<re2::StringPiece> found(static_cast<std::size_t>(count));
  const re2::StringPiece piece(text.data(), text.size());
  if (!program_->Match(piece, 0, text.size(), re2::RE2::ANCHOR_BOTH, found.data(), count)) {
    return std::nullopt;
  }
  std::vector<std::string_view> result;
  result.reserve(found.size());
  for (const re2::StringPiece& group : found) result.emplace_back(group.data(), group.size());
  return result;
}

const std::map<std::string, int>& Regex::group_names() const {
  return program_->NamedCapturingGroups();
}

}  // namespace silicon::match
