#include "alerting/promql/notation/series_notation.hpp"

#include <cctype>

#include "alerting/promql/parse/lexer.hpp"
#include "alerting/promql/parse/literals.hpp"
#include "alerting/series/chunks/point.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::promql {
namespace {

core::Error invalid(std::string_view item, std::string_view why) {
  return core::Error("\"" + std::string(item) + "\": " + std::string(why),
                     core::ErrorKind::invalid);
}

// The end of `name{...}`: the first blank outside braces and quotes.
std::size_t metric_length(std::string_view text) {
  bool braces = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == '\\' && quote != '`') ++i;
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'' || c == '`') {
      quote = c;
    } else if (c == '{' || c == '}') {
      if (c == '}') return i + 1;
      braces = true;
    } else if (!braces && (c == ' ' || c == '\t')) {
      const std::size_t next = text.find_first_not_of(" \t", i);
      if (next != std::string_view::npos && text[next] == '{' &&
          !text.substr(next).starts_with("{{")) {
        i = next - 1;
        continue;
      }
      return i;
    }
  }
  return text.size();
}

// The next item: up to a blank, or to the end of a native histogram with its repetition.
std::string_view take_item(std::string_view& text) {
  text = core::trimmed(text);
  int depth = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    const std::string_view rest = text.substr(end);
    if (rest.starts_with("{{")) ++depth;
    if (rest.starts_with("}}")) --depth;
    if (depth <= 0 && (rest.front() == ' ' || rest.front() == '\t')) break;
    end += rest.starts_with("{{") || rest.starts_with("}}") ? 2 : 1;
  }
  const std::string_view item = text.substr(0, end);
  text.remove_prefix(end);
  return item;
}

// A sign, a number or a duration: the values of a sequence. No hexadecimal, because of "0x5".
std::optional<double> signed_value(std::string_view text) {
  double sign = 1;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (text.starts_with("0x") || text.starts_with("0X")) return std::nullopt;
  if (const auto number = number_value(text)) return sign * *number;
  const auto seconds = duration_seconds(text);
  return seconds ? std::optional(sign * *seconds) : std::nullopt;
}

// Where the increment of "3+1" or "1e+3-2" begins; npos without one.
std::size_t increment_start(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool sign = text[i] == '+' || text[i] == '-';
    const bool exponent =
        (text[i - 1] == 'e' || text[i - 1] == 'E') && i >= 2 &&
        (std::isdigit(static_cast<unsigned char>(text[i - 2])) != 0 || text[i - 2] == '.');
    if (sign && !exponent) return i;
  }
  return std::string_view::npos;
}

class Sequence {
 public:
  core::Status append(std::string_view item);
  std::vector<SequenceValue> values() && { return std::move(values_); }

 private:
  core::Status append_value(std::string_view value, std::string_view whole, std::uint64_t times,
                            bool repeated);
  core::Status room(std::string_view item, std::uint64_t count) const {
    if (count <= kMaxSequence - values_.size()) return core::Done{};
    return invalid(item, "more than " + std::to_string(kMaxSequence) + " values");
  }

  std::vector<SequenceValue> values_;
};

core::Status Sequence::append(std::string_view item) {
  std::uint64_t times = 0;
  std::string_view value = item;
  const std::size_t histogram_end = item.rfind("}}");
  const std::size_t x = item.rfind('x');
  const bool repeated =
      x != std::string_view::npos && (histogram_end == std::string_view::npos || x > histogram_end);
  if (repeated) {
    const auto count = core::parse_unsigned(item.substr(x + 1));
    if (!count) return invalid(item, "expected a number of repetitions behind \"x\"");
    times = *count;
    value = item.substr(0, x);
  }
  const bool omitted = value == "_";
  const bool histogram = value.starts_with("{{");
  const std::uint64_t copies = omitted && repeated ? times : times + 1;
  if (auto status = room(item, copies); !status) return status;
  if (omitted || histogram) {
    const auto kind = omitted ? SequenceValue::Kind::omitted : SequenceValue::Kind::histogram;
    values_.insert(values_.end(), copies, {kind, 0});
    return core::Done{};
  }
  return append_value(value, item, times, repeated);
}

core::Status Sequence::append_value(std::string_view value, std::string_view whole,
                                    std::uint64_t times, bool repeated) {
  if (value == "stale") {
    values_.insert(values_.end(), times + 1, {SequenceValue::Kind::number, chunks::stale_marker()});
    return core::Done{};
  }
  const std::size_t split = increment_start(value);
  const auto first = signed_value(value.substr(0, split));
  if (!first) return invalid(whole, "expected a number, \"stale\" or \"_\"");
  double step = 0;
  if (split != std::string_view::npos) {
    const auto increment = signed_value(value.substr(split));
    if (!increment || !repeated) return invalid(whole, "expected START+STEPxTIMES");
    step = *increment;
  }
  double next = *first;
  for (std::uint64_t i = 0; i <= times; ++i) {
    values_.push_back({SequenceValue::Kind::number, next});
    next += step;  // repeated addition, as Prometheus does: rounding adds up
  }
  return core::Done{};
}

// One label of the braces, or a name in quotes.
core::Status take_label(const std::vector<Token>& tokens, std::size_t& at,
                        std::vector<core::Label>& labels) {
  const Token& name = tokens[at++];
  std::string key(name.text);
  if (name.type == TokenType::string) {
    auto text = unquoted(name.text);
    if (!text) return invalid(name.text, "not a valid string");
    key = *std::move(text);
    const TokenType next = tokens[at].type;
    if (next == TokenType::comma || next == TokenType::right_brace) {
      labels.push_back({"__name__", std::move(key)});
      return core::Done{};
    }
  } else if (name.type != TokenType::identifier) {
    return invalid(name.text, "expected a label name");
  }
  if (tokens[at].type != TokenType::equal || tokens[at + 1].type != TokenType::string) {
    return invalid(key, "expected =\"value\" behind the label name");
  }
  auto value = unquoted(tokens[at + 1].text);
  if (!value) return invalid(tokens[at + 1].text, "not a valid string");
  at += 2;
  labels.push_back({std::move(key), *std::move(value)});
  return core::Done{};
}

}  // namespace

core::Result<core::Labels> parse_metric(std::string_view text) {
  const Lexed lexed = lex(text);
  if (!lexed.error.empty()) return invalid(text, lexed.error);
  const std::vector<Token>& tokens = lexed.tokens;
  std::vector<core::Label> labels;
  std::size_t at = 0;
  if (tokens[at].type != TokenType::left_brace && tokens[at].type != TokenType::end) {
    labels.push_back({"__name__", std::string(tokens[at++].text)});
  }
  if (tokens[at].type == TokenType::left_brace) {
    ++at;
    while (tokens[at].type != TokenType::right_brace) {
      if (auto status = take_label(tokens, at, labels); !status) return std::move(status).error();
      if (tokens[at].type == TokenType::comma) {
        ++at;
      } else if (tokens[at].type != TokenType::right_brace) {
        return invalid(text, "expected \",\" or \"}\" between labels");
      }
    }
    ++at;
  }
  if (tokens[at].type != TokenType::end) return invalid(text, "not a metric");
  return core::Labels(labels);
}

core::Result<std::vector<SequenceValue>> parse_sequence(std::string_view text) {
  Sequence sequence;
  for (auto item = take_item(text); !item.empty(); item = take_item(text)) {
    if (auto status = sequence.append(item); !status) return std::move(status).error();
  }
  return std::move(sequence).values();
}

core::Result<SeriesDescription> parse_series_description(std::string_view line) {
  line = core::trimmed(line);
  const std::size_t length = metric_length(line);
  auto labels = parse_metric(line.substr(0, length));
  if (!labels) return std::move(labels).error();
  auto values = parse_sequence(line.substr(length));
  if (!values) return std::move(values).error();
  return SeriesDescription{*std::move(labels), *std::move(values)};
}

}  // namespace silicon::promql
