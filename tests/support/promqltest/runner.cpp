#include "tests/support/promqltest/runner.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/parse/parser.hpp"
#include "exporter/core/numbers.hpp"
#include "tests/support/promqltest/at_variants.hpp"
#include "tests/support/promqltest/compare.hpp"

namespace silicon::promqltest {
namespace {

using promql::Expression;
using promql::Grid;
using promql::SequenceValue;
using Outcome = CaseResult::Outcome;

constexpr std::string_view kStartTimestamps = "start timestamps";

// Features that an error names as missing, and what a skipped case calls them.
struct MissingFeature {
  std::string_view sign;
  std::string_view name;
};

constexpr MissingFeature kMissing[] = {
    {kNativeHistogram, kNativeHistogram},
    {"native histograms, which are not supported", kNativeHistogram},
    {"modifier is not supported", "extended range selectors"},
    {"unknown function with name \"start_timestamp\"", kStartTimestamps},
};

constexpr std::string_view kQueryFunctions[] = {"start()", "end()", "range()", "step()"};

std::optional<std::string_view> missing_feature(std::string_view message) {
  for (const MissingFeature& feature : kMissing) {
    if (message.find(feature.sign) != std::string_view::npos) return feature.name;
  }
  return std::nullopt;
}

// Whose value depends on the whole query, which is another one in the range repetition.
bool mentions_query(std::string_view text) {
  return std::any_of(std::begin(kQueryFunctions), std::end(kQueryFunctions),
                     [&](std::string_view call) { return text.find(call) != text.npos; });
}

bool expects_histogram(const Eval& eval) {
  return std::any_of(eval.series.begin(), eval.series.end(), [](const auto& series) {
    return std::any_of(series.values.begin(), series.values.end(), [](const auto& value) {
      return value.kind == SequenceValue::Kind::histogram;
    });
  });
}

// The base metric that load_with_nhcb makes of a classic histogram's series; empty for others.
core::Labels custom_bucket_series(const core::Labels& labels) {
  const std::string name(labels.get("__name__"));
  for (const std::string_view suffix : {"_bucket", "_count", "_sum"}) {
    if (!name.ends_with(suffix)) continue;
    if (suffix == "_bucket" && !core::parse_double(labels.get("le"))) continue;
    return labels.with("le", "").with("__name__", name.substr(0, name.size() - suffix.size()));
  }
  return {};
}

class Runner {
 public:
  explicit Runner(bool quiet) : quiet_(quiet), data_(std::make_unique<MemorySeries>()) {}

  core::Status load(const Load& load);
  void clear() {
    data_ = std::make_unique<MemorySeries>();
    start_timestamps_ = false;
  }
  CaseResult eval(const Eval& eval);

 private:
  using Finding = std::optional<CaseResult>;  // nothing where all is as expected

  Finding run(const Eval& eval, const Expression& expression, const Grid& grid);
  Finding run_around(const Eval& eval, const Expression& expression, core::Instant time);
  Finding run_variants(const Eval& eval, const Expression& expression);
  Finding judge_error(const Eval& eval, const core::Error& error) const;
  static CaseResult failed(const Eval& eval, std::string reason, const std::string& got) {
    return {Outcome::failed, 0, eval.query, std::move(reason),
            "expected: " + text_of_expected(eval) + "\n  got: " + got};
  }
  Difference compare(const Eval& eval, const Grid& grid, const promql::QueryResult& result) const;

  bool quiet_;
  bool start_timestamps_ = false;
  std::unique_ptr<MemorySeries> data_;
};

core::Status Runner::load(const Load& load) {
  start_timestamps_ = start_timestamps_ || load.start_timestamps;
  // Within one load a series that comes twice is overwritten.
  std::map<core::Labels, const promql::SeriesDescription*> latest;
  for (const auto& series : load.series) latest[series.labels] = &series;
  for (const auto& [labels, series] : latest) {
    const core::Labels base =
        load.with_custom_buckets ? custom_bucket_series(labels) : core::Labels();
    core::Instant time;
    for (const SequenceValue& value : series->values) {
      if (value.kind == SequenceValue::Kind::histogram) data_->mark_histogram(labels, time);
      if (value.kind == SequenceValue::Kind::number) {
        if (!base.empty()) data_->mark_histogram(base, time);
        if (auto status = data_->append(labels, {time, value.value}); !status) return status;
      }
      time += load.gap;
    }
  }
  return core::Done{};
}

CaseResult Runner::eval(const Eval& eval) {
  if (expects_histogram(eval)) {
    return {Outcome::skipped, 0, eval.query, std::string(kNativeHistogram), ""};
  }
  if (start_timestamps_) {
    return {Outcome::skipped, 0, eval.query, std::string(kStartTimestamps), ""};
  }
  const auto parsed = promql::parse_query(eval.query, script_options());
  if (!parsed) {
    if (auto finding = judge_error(eval, parsed.error())) return *std::move(finding);
    return {Outcome::passed, 0, eval.query, "", ""};
  }
  auto finding = run(eval, **parsed, eval.grid);
  if (!finding && !eval.is_range) finding = run_variants(eval, **parsed);
  if (finding) return *std::move(finding);
  return {Outcome::passed, 0, eval.query, "", ""};
}

Runner::Finding Runner::judge_error(const Eval& eval, const core::Error& error) const {
  if (const auto feature = missing_feature(error.message())) {
    return CaseResult{Outcome::skipped, 0, eval.query, std::string(*feature), ""};
  }
  if (!eval.fails) return failed(eval, "unexpected error", error.message());
  const Difference difference = compare_failure(eval, error.message());
  if (difference.empty()) return std::nullopt;
  return failed(eval, difference, error.message());
}

Difference Runner::compare(const Eval& eval, const Grid& grid,
                           const promql::QueryResult& result) const {
  if (eval.fails) return "expected an error";
  Difference difference;
  if (const auto* vector = std::get_if<promql::InstantVector>(&result.value)) {
    if (eval.scalar || eval.string) return "expected a scalar or a string, got a vector";
    difference = compare_vector(eval, *vector);
  } else if (const auto* matrix = std::get_if<promql::Matrix>(&result.value)) {
    difference = compare_matrix(eval, eval.range_vector.value_or(grid), *matrix);
  } else if (const auto* text = std::get_if<std::string>(&result.value)) {
    if (eval.string != *text) difference = "wrong string";
  } else if (!eval.scalar || !almost_equal(*eval.scalar, std::get<double>(result.value))) {
    difference = "wrong scalar";
  }
  if (!difference.empty()) return difference;
  return compare_annotations(eval, quiet_, result.annotations);
}

std::string text_of(const promql::QueryResult& result) {
  if (const auto* vector = std::get_if<promql::InstantVector>(&result.value)) {
    return promqltest::text_of(*vector);
  }
  if (const auto* matrix = std::get_if<promql::Matrix>(&result.value)) {
    return promqltest::text_of(*matrix);
  }
  if (const auto* text = std::get_if<std::string>(&result.value)) return *text;
  return core::format_double(std::get<double>(result.value));
}

Runner::Finding Runner::run(const Eval& eval, const Expression& expression, const Grid& grid) {
  const promql::Engine engine(*data_, script_options());
  const auto result =
      eval.is_range ? engine.range(expression, grid) : engine.instant(expression, grid.start);
  if (!result) return judge_error(eval, result.error());
  const Difference difference = compare(eval, grid, *result);
  if (difference.empty()) return std::nullopt;
  return failed(eval, difference, text_of(*result));
}

// The range query from a minute before to a minute after, whose middle must be the same.
Runner::Finding Runner::run_around(const Eval& eval, const Expression& expression,
                                   core::Instant time) {
  if (eval.ordered || eval.string || eval.range_vector || eval.fails) return std::nullopt;
  if (mentions_query(eval.query)) return std::nullopt;
  const promql::Engine engine(*data_, script_options());
  const auto minute = std::chrono::minutes(1);
  const auto result = engine.range(expression, {time - minute, time + minute, minute});
  if (!result) return judge_error(eval, result.error());
  promql::InstantVector middle;
  for (const promql::ResultSeries& series : std::get<promql::Matrix>(result->value)) {
    for (const series::Point& point : series.points) {
      if (point.time == time) middle.push_back({series.labels, point.value});
    }
  }
  promql::QueryResult as_instant{middle, {}};
  if (eval.scalar) as_instant.value = middle.empty() ? 0.0 : middle.front().value;
  Eval without_remarks = eval;
  without_remarks.warnings.clear();
  without_remarks.infos.clear();
  const Difference difference = compare(without_remarks, {time, time, minute}, as_instant);
  if (difference.empty()) return std::nullopt;
  return failed(eval, "as a range query: " + difference, text_of(as_instant));
}

Runner::Finding Runner::run_variants(const Eval& eval, const Expression& expression) {
  const core::Instant time = eval.grid.start;
  if (auto finding = run_around(eval, expression, time)) return finding;
  const promql::ExpressionPtr fixed = promql::clone(expression);
  if (!fix_time(*fixed, time)) return std::nullopt;
  const core::Duration t = time.time_since_epoch();
  const core::Duration second = std::chrono::seconds(1);
  std::vector<core::Duration> others{-10 * t, core::Duration(0), t / 5, t, 10 * t};
  if (t == core::Duration(0)) others = {-second, core::Duration(0), second};
  for (const core::Duration other : others) {
    const core::Instant at{other};
    auto finding = run(eval, *fixed, {at, at, core::Duration(1)});
    if (!finding) finding = run_around(eval, *fixed, at);
    if (!finding) continue;
    finding->reason += " (with @, evaluated at " + std::to_string(other.count()) + " ms)";
    return finding;
  }
  return std::nullopt;
}

}  // namespace

promql::Options script_options() {
  promql::Options options;
  options.experimental_functions = true;
  options.delayed_name_removal = true;
  options.type_and_unit_labels = true;
  options.fill_modifiers = true;
  options.max_samples = 1'000'000;
  return options;
}

core::Result<std::vector<CaseResult>> run_script(std::string_view text) {
  const auto commands = parse_script(text);
  if (!commands) return commands.error();
  // Scripts of the older grammar mean "no remarks at all" by a plain eval.
  const bool quiet = text.find("\neval_info") != std::string_view::npos ||
                     text.find("\neval_warn") != std::string_view::npos;
  Runner runner(quiet);
  std::vector<CaseResult> results;
  for (const Command& command : *commands) {
    if (std::holds_alternative<Clear>(command.what)) runner.clear();
    if (const auto* load = std::get_if<Load>(&command.what)) {
      if (auto status = runner.load(*load); !status) {
        return std::move(status).error().within("line " + std::to_string(command.line));
      }
    }
    if (const auto* eval = std::get_if<Eval>(&command.what)) {
      results.push_back(runner.eval(*eval));
      results.back().line = command.line;
    }
  }
  return results;
}

}  // namespace silicon::promqltest
