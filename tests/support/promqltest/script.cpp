#include "tests/support/promqltest/script.hpp"

#include <regex>

#include "alerting/promql/parse/literals.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::promqltest {
namespace {

using promql::Grid;

const std::regex& load_pattern() {
  static const std::regex pattern(R"(^load(?:_(with_nhcb))?\s+(.+?)$)");
  return pattern;
}

const std::regex& instant_pattern() {
  static const std::regex pattern(
      R"(^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(\S+))?\s+([^]+)$)");
  return pattern;
}

const std::regex& range_pattern() {
  static const std::regex pattern(
      R"(^eval(?:_(fail|warn|info))?\s+range\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+?)\s+)"
      R"(([^]+)$)");
  return pattern;
}

const std::regex& expect_pattern() {
  static const std::regex pattern(
      R"(^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$)");
  return pattern;
}

const std::regex& range_vector_pattern() {
  static const std::regex pattern(
      R"(^expect\s+range\s+vector\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)$)");
  return pattern;
}

core::Error invalid(std::string message) {
  return core::Error(std::move(message), core::ErrorKind::invalid);
}

core::Result<core::Instant> instant(const std::string& text) {
  const auto since_start = core::parse_duration(text);
  if (!since_start) return since_start.error();
  return core::Instant(*since_start);
}

core::Result<Grid> grid(const std::string& from, const std::string& to, const std::string& step) {
  const auto start = instant(from);
  if (!start) return start.error();
  const auto end = instant(to);
  if (!end) return end.error();
  const auto width = core::parse_duration(step);
  if (!width) return width.error();
  if (*end < *start) return invalid("the end lies before the start");
  return Grid{*start, *end, *width};
}

// Go's ParseInt with base 0, or else ParseFloat.
std::optional<double> plain_number(std::string_view line) {
  if (const auto number = core::parse_double(line)) return number;
  const bool negative = line.starts_with('-');
  const auto magnitude = promql::number_value(negative ? line.substr(1) : line);
  if (!magnitude) return std::nullopt;
  return negative ? -*magnitude : *magnitude;
}

class ScriptParser {
 public:
  explicit ScriptParser(std::string_view text) {
    core::for_each_line(text, [&](std::string_view line) {
      const std::string_view stripped = core::trimmed(line);
      lines_.push_back(stripped.starts_with('#') ? std::string_view() : stripped);
    });
  }

  core::Result<std::vector<Command>> run() &&;

 private:
  core::Status command();
  core::Status load();
  core::Status eval();
  core::Status instant_eval(Eval& eval, const std::string& line);
  core::Status range_eval(Eval& eval, const std::string& line);
  core::Status body(Eval& eval);
  core::Status body_line(Eval& eval, const std::string& line, bool& finished);
  core::Status expect_line(Eval& eval, const std::string& line);
  core::Status series_line(Eval& eval, const std::string& line);
  static void apply_suffix(Eval& eval, const std::string& suffix);

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::vector<Command> commands_;
};

core::Result<std::vector<Command>> ScriptParser::run() && {
  for (; at_ < lines_.size(); ++at_) {
    if (lines_[at_].empty()) continue;
    if (auto status = command(); !status) {
      return std::move(status).error().within("line " + std::to_string(at_ + 1));
    }
  }
  return std::move(commands_);
}

core::Status ScriptParser::command() {
  const std::string_view word = lines_[at_].substr(0, lines_[at_].find_first_of(" \t"));
  if (word == "clear") {
    commands_.push_back({static_cast<int>(at_ + 1), Clear{}});
    return core::Done{};
  }
  if (word.starts_with("load")) return load();
  if (word.starts_with("eval")) return eval();
  return invalid("unknown command \"" + std::string(word) + "\"");
}

core::Status ScriptParser::load() {
  const std::string line(lines_[at_]);
  std::smatch match;
  if (!std::regex_match(line, match, load_pattern())) return invalid("not a load command");
  const auto gap = core::parse_duration(match[2].str());
  if (!gap) return gap.error();
  Load load;
  load.gap = *gap;
  load.with_custom_buckets = match[1].matched;
  const auto number = static_cast<int>(at_ + 1);
  for (++at_; at_ < lines_.size() && !lines_[at_].empty(); ++at_) {
    if (lines_[at_].find("@st") != std::string_view::npos) {
      load.start_timestamps = true;
      continue;
    }
    auto series = promql::parse_series_description(lines_[at_]);
    if (!series) return std::move(series).error();
    load.series.push_back(*std::move(series));
  }
  commands_.push_back({number, std::move(load)});
  return core::Done{};
}

void ScriptParser::apply_suffix(Eval& eval, const std::string& suffix) {
  if (suffix == "fail") eval.fails = true;
  if (suffix == "ordered") eval.ordered = true;
  if (suffix == "warn") eval.warnings.emplace_back();
  if (suffix == "info") eval.infos.emplace_back();
}

core::Status ScriptParser::eval() {
  const std::string line(lines_[at_]);
  const auto number = static_cast<int>(at_ + 1);
  Eval eval;
  auto status = range_eval(eval, line);
  if (!eval.is_range) status = instant_eval(eval, line);
  if (!status) return status;
  if (status = body(eval); !status) return status;
  commands_.push_back({number, std::move(eval)});
  return core::Done{};
}

core::Status ScriptParser::range_eval(Eval& eval, const std::string& line) {
  std::smatch match;
  if (!std::regex_match(line, match, range_pattern())) return core::Done{};
  eval.is_range = true;
  apply_suffix(eval, match[1]);
  const auto steps = grid(match[2], match[3], match[4]);
  if (!steps) return steps.error();
  eval.grid = *steps;
  eval.query = match[5];
  return core::Done{};
}

core::Status ScriptParser::instant_eval(Eval& eval, const std::string& line) {
  std::smatch match;
  if (!std::regex_match(line, match, instant_pattern())) return invalid("not an eval command");
  apply_suffix(eval, match[1]);
  const auto time = instant(match[2].matched ? match[2].str() : "0");
  if (!time) return time.error();
  eval.grid = {*time, *time, core::Duration(1)};
  eval.query = match[3];
  return core::Done{};
}

core::Status ScriptParser::body(Eval& eval) {
  bool finished = false;
  for (++at_; at_ < lines_.size() && !lines_[at_].empty() && !finished; ++at_) {
    if (auto status = body_line(eval, std::string(lines_[at_]), finished); !status) return status;
  }
  --at_;
  return core::Done{};
}

core::Status ScriptParser::body_line(Eval& eval, const std::string& line, bool& finished) {
  for (const auto& [prefix, is_regex] :
       {std::pair("expected_fail_message ", false), std::pair("expected_fail_regexp ", true)}) {
    if (!line.starts_with(prefix)) continue;
    eval.failure =
        Expectation{std::string(core::trimmed(line.substr(std::string(prefix).size()))), is_regex};
    finished = true;
    return core::Done{};
  }
  if (core::cut(line, ' ').first == "expect") return expect_line(eval, line);
  if (const auto number = plain_number(line)) {
    eval.scalar = *number;
    finished = true;
    return core::Done{};
  }
  return series_line(eval, line);
}

core::Status ScriptParser::expect_line(Eval& eval, const std::string& line) {
  std::smatch match;
  if (std::regex_match(line, match, range_vector_pattern())) {
    const auto steps = grid(match[1], match[2], match[3]);
    if (!steps) return steps.error();
    eval.range_vector = *steps;
    return core::Done{};
  }
  if (line.starts_with("expect string ")) {
    auto text = promql::unquoted(core::trimmed(std::string_view(line).substr(14)));
    if (!text) return std::move(text).error();
    eval.string = *std::move(text);
    return core::Done{};
  }
  if (!std::regex_match(line, match, expect_pattern())) return invalid("not an expect line");
  const std::string kind = match[1];
  const Expectation expectation{std::string(core::trimmed(match[3].str())), match[2] == "regex"};
  if (kind == "ordered") eval.ordered = true;
  if (kind == "warn") eval.warnings.push_back(expectation);
  if (kind == "info") eval.infos.push_back(expectation);
  if (kind == "no_warn") eval.no_warnings = true;
  if (kind == "no_info") eval.no_infos = true;
  if (kind == "fail") {
    if (eval.fails) return invalid("two expect fail lines");
    eval.fails = true;
    eval.failure = expectation;
  }
  if ((eval.no_warnings && !eval.warnings.empty()) || (eval.no_infos && !eval.infos.empty())) {
    return invalid("remarks are both expected and not expected");
  }
  return core::Done{};
}

core::Status ScriptParser::series_line(Eval& eval, const std::string& line) {
  auto series = promql::parse_series_description(line);
  if (!series) return std::move(series).error();
  const bool single = !eval.is_range && !eval.range_vector;
  if (single && series->values.size() > 1) {
    return invalid("expecting multiple values in instant evaluation not allowed");
  }
  eval.series.push_back(*std::move(series));
  return core::Done{};
}

}  // namespace

core::Result<std::vector<Command>> parse_script(std::string_view text) {
  return ScriptParser(text).run();
}

}  // namespace silicon::promqltest
