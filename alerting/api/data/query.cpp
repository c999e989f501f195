#include "alerting/api/data/query.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "alerting/api/data/results.hpp"
#include "alerting/api/data/syntax_tree.hpp"
#include "alerting/promql/check/check.hpp"
#include "alerting/promql/syntax/print.hpp"
#include "alerting/promql/value/grid.hpp"

namespace silicon::api {
namespace {

// What instant and range queries have in common.
struct Common {
  promql::Options options;
  promql::Interrupt interrupt;
};

Answer execution_failure(const core::Error& error) {
  const std::string& message = error.message();
  if (message.starts_with("query timed out")) return failure(ErrorType::timeout, message);
  if (message.starts_with("query was canceled")) return failure(ErrorType::canceled, message);
  return failure(ErrorType::execution, message);
}

std::string parse_error_text(const core::Error& error) {
  // Prometheus has no position for what is not there.
  constexpr std::string_view kNothing = "parse error: no expression found in input";
  const std::string& message = error.message();
  return message.ends_with(kNothing) ? "unknown position: " + std::string(kNothing) : message;
}

Answer parse_failure(const core::Error& error) {
  return invalid_parameter("query", parse_error_text(error));
}

// Reads the time of that name, if there is one, into `time`; or the answer to give instead.
std::optional<Answer> read_time(const Parameters& parameters, std::string_view name,
                                core::Instant& time) {
  const std::string_view text = parameters.first(name);
  if (text.empty()) return std::nullopt;
  const auto parsed = parse_time(text);
  if (!parsed) {
    return invalid_parameter(
        name, "invalid time value for '" + std::string(name) + "': " + parsed.error().message());
  }
  time = *parsed;
  return std::nullopt;
}

std::optional<Answer> read_lookback(const Parameters& parameters, promql::Options& options) {
  const std::string_view text = parameters.first("lookback_delta");
  if (text.empty()) return std::nullopt;
  const auto delta = parse_step(text);
  if (!delta) {
    return failure(ErrorType::bad_data,
                   "error parsing lookback delta duration: " + delta.error().message());
  }
  if (*delta > core::Duration(0)) options.lookback = *delta;
  return std::nullopt;
}

// The answer to give instead, if the parameters are wrong.
std::optional<Answer> read_common(const Parameters& parameters, const QueryContext& context,
                                  Common& common) {
  core::Duration timeout = context.timeout;
  if (const std::string_view text = parameters.first("timeout"); !text.empty()) {
    const auto parsed = parse_step(text);
    if (!parsed) return invalid_parameter("timeout", parsed.error().message());
    timeout = std::min(timeout, *parsed);
  }
  common.options = context.options;
  if (auto answer = read_lookback(parameters, common.options)) return answer;
  if (context.interrupt_after) common.interrupt = context.interrupt_after(timeout);
  return std::nullopt;
}

Remarks remarks_of(const promql::QueryResult& result, std::string_view text, bool truncated) {
  Remarks remarks;
  for (const promql::Annotation& annotation : result.annotations) {
    auto& list =
        annotation.kind == promql::Annotation::Kind::info ? remarks.infos : remarks.warnings;
    list.push_back(promql::render(annotation, text));
  }
  if (truncated) remarks.warnings.emplace_back("results truncated due to limit");
  return remarks;
}

Answer answer_of(core::Result<promql::QueryResult> result, std::string_view text, std::size_t limit,
                 core::Instant time) {
  if (!result) return execution_failure(result.error());
  const bool truncated = truncate(*result, limit);
  core::JsonWriter json = begin_success();
  write_result(json, *result, time);
  return success(std::move(json), remarks_of(*result, text, truncated));
}

struct Range {
  promql::Grid grid;
  std::optional<Answer> refusal = std::nullopt;
};

Range refused(Answer answer) {
  return {{}, std::move(answer)};
}

Range read_range(const Parameters& parameters) {
  const auto start = parse_time(parameters.first("start"));
  if (!start) return refused(invalid_parameter("start", start.error().message()));
  const auto end = parse_time(parameters.first("end"));
  if (!end) return refused(invalid_parameter("end", end.error().message()));
  if (*end < *start) {
    return refused(invalid_parameter("end", "end timestamp must not be before start time"));
  }
  const auto step = parse_step(parameters.first("step"));
  if (!step) return refused(invalid_parameter("step", step.error().message()));
  if (*step <= core::Duration(0)) {
    return refused(invalid_parameter("step",
                                     "zero or negative query resolution step widths are not "
                                     "accepted. Try a positive integer"));
  }
  if ((*end - *start) / *step > kMostPoints) {
    return refused(failure(ErrorType::bad_data,
                           "exceeded maximum resolution of 11,000 points per timeseries. Try "
                           "decreasing the query resolution (?step=XX)"));
  }
  return {{*start, *end, *step}};
}

bool has_steps(const promql::Expression& expression) {
  const promql::ValueType type = promql::type_of(expression);
  return type == promql::ValueType::scalar || type == promql::ValueType::vector;
}

}  // namespace

Answer instant_query(const Parameters& parameters, const QueryContext& context) {
  const auto limit = parse_limit(parameters.first("limit"));
  if (!limit) return invalid_parameter("limit", limit.error().message());
  core::Instant time = context.now;
  if (auto refusal = read_time(parameters, "time", time)) return *std::move(refusal);
  Common common;
  if (auto refusal = read_common(parameters, context, common)) return *std::move(refusal);
  const std::string_view text = parameters.first("query");
  const auto expression = promql::parse_query(text, common.options);
  if (!expression) return parse_failure(expression.error());
  const promql::Engine engine(context.data, common.options);
  return answer_of(engine.instant(**expression, time, common.interrupt), text, *limit, time);
}

Answer range_query(const Parameters& parameters, const QueryContext& context) {
  const auto limit = parse_limit(parameters.first("limit"));
  if (!limit) return invalid_parameter("limit", limit.error().message());
  Range range = read_range(parameters);
  if (range.refusal) return *std::move(range.refusal);
  Common common;
  if (auto refusal = read_common(parameters, context, common)) return *std::move(refusal);
  const std::string_view text = parameters.first("query");
  const auto expression = promql::parse_query(text, common.options);
  if (!expression) return parse_failure(expression.error());
  if (!has_steps(**expression)) {
    const std::string type(promql::documented_name(promql::type_of(**expression)));
    return invalid_parameter("query", "invalid expression type \"" + type +
                                          "\" for range query, must be Scalar or instant Vector");
  }
  const promql::Engine engine(context.data, common.options);
  return answer_of(engine.range(**expression, range.grid, common.interrupt), text, *limit,
                   range.grid.start);
}

Answer format_query(const Parameters& parameters, const promql::Options& options) {
  const auto expression = promql::parse_query(parameters.first("query"), options);
  if (!expression) return parse_failure(expression.error());
  core::JsonWriter json = begin_success();
  json.string(promql::print(**expression));
  return success(std::move(json));
}

Answer parse_query(const Parameters& parameters, const promql::Options& options) {
  const auto expression = promql::parse_query(parameters.first("query"), options);
  if (!expression) return parse_failure(expression.error());
  core::JsonWriter json = begin_success();
  write_tree(json, **expression);
  return success(std::move(json));
}

Answer query_exemplars(const Parameters& parameters, const promql::Options& options) {
  core::Instant start = kEarliest;
  core::Instant end = kLatest;
  if (auto refusal = read_time(parameters, "start", start)) return *std::move(refusal);
  if (auto refusal = read_time(parameters, "end", end)) return *std::move(refusal);
  if (end < start) {
    return failure(ErrorType::bad_data, "end timestamp must not be before start timestamp");
  }
  const auto expression = promql::parse_query(parameters.first("query"), options);
  if (!expression) {
    return failure(ErrorType::bad_data, parse_error_text(expression.error()));
  }
  core::JsonWriter json = begin_success();
  json.begin_array().end_array();
  return success(std::move(json));
}

}  // namespace silicon::api
