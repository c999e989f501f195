#include "alerting/series/match/regex.hpp"

#include <re2/re2.h>

#include <array>
#include <string>
#include <utility>

namespace silicon::match {
namespace {

// RE2's default. A program larger than this is refused when it is compiled; a match that outgrows
// its share falls back to a slower automaton of fixed size.
constexpr std::int64_t kMaxProgramBytes = 8 << 20;

// Go's words, which Prometheus's users see and its tests compare.
constexpr std::array<std::pair<re2::RE2::ErrorCode, std::string_view>, 14> kExplanations{{
    {re2::RE2::ErrorBadEscape, "invalid escape sequence"},
    {re2::RE2::ErrorBadCharClass, "invalid character class"},
    {re2::RE2::ErrorBadCharRange, "invalid character class range"},
    {re2::RE2::ErrorMissingBracket, "missing closing ]"},
    {re2::RE2::ErrorMissingParen, "missing closing )"},
    {re2::RE2::ErrorUnexpectedParen, "unexpected )"},
    {re2::RE2::ErrorTrailingBackslash, "trailing backslash at end of expression"},
    {re2::RE2::ErrorRepeatArgument, "missing argument to repetition operator"},
    {re2::RE2::ErrorRepeatSize, "invalid repeat count"},
    {re2::RE2::ErrorRepeatOp, "invalid nested repetition operator"},
    {re2::RE2::ErrorBadPerlOp, "invalid or unsupported Perl syntax"},
    {re2::RE2::ErrorBadUTF8, "invalid UTF-8"},
    {re2::RE2::ErrorBadNamedCapture, "invalid named capture"},
    {re2::RE2::ErrorPatternTooLarge, "expression too large"},
}};

std::string_view explain(re2::RE2::ErrorCode code) {
  for (const auto& [known, words] : kExplanations) {
    if (known == code) return words;
  }
  return "the expression cannot be used";
}

core::Error parse_error(const re2::RE2& program) {
  std::string text = "error parsing regexp: " + std::string(explain(program.error_code()));
  if (!program.error_arg().empty()) text += ": `" + program.error_arg() + "`";
  return core::Error(std::move(text), core::ErrorKind::invalid);
}

}  // namespace

core::Result<Regex> Regex::compile(std::string_view pattern, Dialect dialect) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxProgramBytes);
  // Not "^(?s:" + pattern + ")$": "a)|(b" would then be an expression.
  options.set_dot_nl(dialect == Dialect::whole);
  auto program =
      std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!program->ok()) return parse_error(*program);
  return Regex(std::move(program));
}

bool Regex::matches(std::string_view text) const {
  return re2::RE2::FullMatch({text.data(), text.size()}, *program_);
}

namespace {

std::optional<std::vector<std::string_view>> matched(const re2::RE2& program, std::string_view text,
                                                     std::size_t from, re2::RE2::Anchor anchor) {
  const int count = 1 + program.NumberOfCapturingGroups();
  std::vector<re2::StringPiece> found(static_cast<std::size_t>(count));
  const re2::StringPiece piece(text.data(), text.size());
  if (!program.Match(piece, from, text.size(), anchor, found.data(), count)) return std::nullopt;
  std::vector<std::string_view> result;
  result.reserve(found.size());
  for (const re2::StringPiece& group : found) result.emplace_back(group.data(), group.size());
  return result;
}

}  // namespace

std::optional<std::vector<std::string_view>> Regex::groups(std::string_view text) const {
  return matched(*program_, text, 0, re2::RE2::ANCHOR_BOTH);
}

std::optional<std::vector<std::string_view>> Regex::find(std::string_view text,
                                                         std::size_t from) const {
  return matched(*program_, text, from, re2::RE2::UNANCHORED);
}

const std::map<std::string, int>& Regex::group_names() const {
  return program_->NamedCapturingGroups();
}

}  // namespace silicon::match
