#include "exporter/core/exposition/series.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <list>
#include <optional>
#include <utility>
#include <vector>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

constexpr std::string_view kBlanks = " \t";

// [a-zA-Z0-9_] by character code.
constexpr auto kNameCharacters = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();

// The run of name characters at the front, which must not begin with a digit.
std::size_t name_length(std::string_view text, bool colons) {
  if (text.empty() || is_digit(text.front())) return 0;
  std::size_t length = 0;
  while (length < text.size() && (kNameCharacters[static_cast<unsigned char>(text[length])] ||
                                  (colons && text[length] == ':'))) {
    ++length;
  }
  return length;
}

// Reads a series from front to back. Each step is false at the first problem, which error() tells.
class SeriesText {
 public:
  SeriesText(std::string_view text, ExpositionFormat format, const ExpositionLimits& limits)
      : text_(text), strict_(format == ExpositionFormat::openmetrics), limits_(limits) {}

  bool read_series() {
    const std::size_t length = name_length(text_, true);
    if (length > limits_.name_bytes) return fail("the metric name is too long");
    if (length > 0) name_ = take(length);
    skip_blanks();
    if (name_.empty() && !rest().starts_with('{')) return fail("expected a metric name");
    if (!rest().empty() && !read_label_set()) return false;
    if (!rest().empty()) return fail("expected nothing more behind the series");
    return !name_.empty() || fail("the metric name is missing");
  }

  // `{...}`, in which a metric name may stand alone in quotes.
  bool read_label_set() {
    if (!skip('{')) return fail("expected '{'");
    for (bool first = true;; first = false) {
      skip_blanks();
      if ((first || !strict_) && skip('}')) return true;
      if (!read_item()) return false;
      skip_blanks();
      if (skip(',')) continue;
      if (strict_ && !rest().starts_with('}')) return fail("expected ',' or '}'");
      if (skip('}')) return true;
    }
  }

  std::string_view rest() const { return text_.substr(at_); }
  std::string_view name() const { return name_; }
  Labels labels() const { return Labels(labels_); }

  std::vector<std::string> empty_labels() const {
    std::vector<std::string> names;
    for (const LabelView label : labels_) {
      if (label.value.empty()) names.emplace_back(label.name);
    }
    return names;
  }

  bool fail(std::string_view problem) {
    problem_ = problem;
    return false;
  }

  Error error() const {
    return Error(problem_ + " at column " + std::to_string(at_ + 1) + " of " + excerpt(text_),
                 ErrorKind::invalid);
  }

 private:
  // `name="value"`, or a metric name in quotes.
  bool read_item() {
    std::string_view name;
    const bool quoted = rest().starts_with('"');
    if (quoted ? !read_quoted(name, limits_.name_bytes) : !read_label_name(name)) return false;
    if (name.empty()) return fail("a name is empty");
    skip_blanks();
    if (quoted && (rest().starts_with(',') || rest().starts_with('}'))) {
      if (!name_.empty()) return fail("the metric name is given twice");
      name_ = name;
      return true;
    }
    if (!skip('=')) return fail("expected '='");
    skip_blanks();
    std::string_view value;
    return read_quoted(value, limits_.value_bytes) && add({name, value});
  }

  bool read_label_name(std::string_view& name) {
    const std::size_t length = name_length(rest(), false);
    if (length == 0) return fail("expected a label name");
    if (length > limits_.name_bytes) return fail("the label name is too long");
    name = take(length);
    return true;
  }

  bool read_quoted(std::string_view& value, std::size_t most_bytes) {
    if (!rest().starts_with('"')) return fail("expected '\"'");
    const std::size_t length = quoted_length(rest());
    if (length == std::string_view::npos) return fail("the closing '\"' is missing, opened");
    if (length - 2 > most_bytes) return fail("the text in quotes is too long");
    const std::string_view raw = rest().substr(1, length - 2);
    if (!is_utf8(raw)) return fail("the text in quotes is not UTF-8");
    at_ += length;
    const bool plain = raw.find('\\') == std::string_view::npos;
    value = plain ? raw : unescaped_.emplace_back(unescaped(raw, true));
    return true;
  }

  bool add(LabelView label) {
    if (label.name == "__name__") return fail("the label __name__ is not for pages");
    for (const LabelView other : labels_) {
      if (other.name != label.name) continue;
      return fail("the label " + std::string(label.name) + " is given twice");
    }
    if (labels_.size() == limits_.labels) return fail("there are too many labels");
    labels_.push_back(label);
    return true;
  }

  bool skip(char c) {
    if (!rest().starts_with(c)) return false;
    ++at_;
    return true;
  }

  void skip_blanks() {
    if (!strict_) at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size());
  }

  std::string_view take(std::size_t length) {
    at_ += length;
    return text_.substr(at_ - length, length);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool strict_;
  const ExpositionLimits& limits_;
  // Of the text, or of what was unescaped: a list, because that stays where it is.
  std::string_view name_;
  std::vector<LabelView> labels_;
  std::list<std::string> unescaped_;
  std::string problem_;
};

// A finite or infinite number as it stands between two blanks.
std::optional<double> take_number(std::string_view& text) {
  const auto [number, rest] = cut(text, ' ');
  text = rest;
  return parse_double(number);
}

}  // namespace

bool is_metric_name(std::string_view name) {
  return !name.empty() && name_length(name, true) == name.size();
}

bool is_label_name(std::string_view name) {
  return !name.empty() && name_length(name, false) == name.size();
}

Result<Series> parse_series(std::string_view text, ExpositionFormat format,
                            const ExpositionLimits& limits) {
  SeriesText series(text, format, limits);
  if (!series.read_series()) return series.error();
  std::vector<std::string> empty_labels = series.empty_labels();
  return Series{std::string(series.name()), series.labels(), std::move(empty_labels)};
}

Result<Exemplar> parse_exemplar(std::string_view text, const ExpositionLimits& limits) {
  SeriesText series(text, ExpositionFormat::openmetrics, limits);
  if (!series.read_label_set()) return series.error();
  if (!series.name().empty())
    return (series.fail("an exemplar has no metric name"), series.error());
  const auto fail = [&](std::string_view problem) {
    return Error(std::string(problem) + " in the exemplar " + excerpt(text), ErrorKind::invalid);
  };
  std::string_view rest = series.rest();
  Exemplar exemplar;
  exemplar.labels = series.labels();
  if (exemplar_code_points(exemplar.labels) > kMostExemplarCodePoints) {
    return fail("more than 128 characters of labels");
  }
  if (!rest.starts_with(' ')) return fail("expected a blank and a value");
  rest.remove_prefix(1);
  const bool has_timestamp = rest.find(' ') != std::string_view::npos;
  const std::optional<double> value = take_number(rest);
  if (!value) return fail("the value is not a number");
  exemplar.value = *value;
  if (!has_timestamp) return exemplar;
  exemplar.unix_seconds = parse_double(rest);
  if (!exemplar.unix_seconds || !std::isfinite(*exemplar.unix_seconds)) {
    return fail("the timestamp is not a number");
  }
  return exemplar;
}

std::size_t exemplar_code_points(const Labels& labels) {
  std::size_t count = 0;
  for (const LabelView label : labels) count += code_points(label.name) + code_points(label.value);
  return count;
}

std::size_t series_length(std::string_view line) {
  std::size_t at = line.find_first_of("{ \t");
  if (at == std::string_view::npos) return line.size();
  const std::size_t brace = line.find_first_not_of(kBlanks, at);
  if (brace == std::string_view::npos || line[brace] != '{') return at;
  for (at = brace + 1;;) {
    at = line.find_first_of("\"}", at);
    if (at == std::string_view::npos) return at;
    if (line[at] == '}') return at + 1;
    const std::size_t length = quoted_length(line.substr(at));
    if (length == std::string_view::npos) return length;
    at += length;
  }
}

std::size_t quoted_length(std::string_view text) {
  if (!text.starts_with('"')) return std::string_view::npos;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

std::string unescaped(std::string_view text, bool quotes) {
  if (text.find('\\') == std::string_view::npos) return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
    const bool known = next == 'n' || next == '\\' || (quotes && next == '"');
    result += !known ? text[i] : next == 'n' ? '\n' : next;
    if (known) ++i;
  }
  return result;
}

}  // namespace silicon::core
