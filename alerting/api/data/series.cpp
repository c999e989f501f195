#include "alerting/api/data/series.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerting/api/data/label_name.hpp"
#include "alerting/api/data/selector.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::api {
namespace {

using Matchers = std::vector<series::Matcher>;
constexpr std::string_view kTruncated = "results truncated due to limit";

struct Span {
  core::Instant start = kEarliest;
  core::Instant end = kLatest;
};

// A bound of the span of time, or the answer to give instead.
std::optional<Answer> read_bound(const Parameters& parameters, std::string_view name,
                                 core::Instant& bound) {
  const std::string_view text = parameters.first(name);
  if (text.empty()) return std::nullopt;
  const auto time = parse_time(text);
  if (!time) {
    return invalid_parameter(
        name, "invalid time value for '" + std::string(name) + "': " + time.error().message());
  }
  bound = *time;
  return std::nullopt;
}

core::Result<std::vector<Matchers>> parse_selectors(const Parameters& parameters) {
  std::vector<Matchers> result;
  for (const std::string_view text : parameters.all("match[]")) {
    auto matchers = parse_selector(text);
    if (!matchers) return std::move(matchers).error();
    result.push_back(*std::move(matchers));
  }
  return result;
}

// What a call asks for, or the answer to give instead.
struct Wish {
  std::size_t limit = 0;
  Span span;
  std::vector<Matchers> selectors;
  std::optional<Answer> refusal;
};

Wish read_wish(const Parameters& parameters, bool selector_is_parameter) {
  Wish wish;
  const auto limit = parse_limit(parameters.first("limit"));
  if (!limit) {
    wish.refusal = invalid_parameter("limit", limit.error().message());
    return wish;
  }
  wish.limit = *limit;
  wish.refusal = read_bound(parameters, "start", wish.span.start);
  if (!wish.refusal) wish.refusal = read_bound(parameters, "end", wish.span.end);
  if (wish.refusal) return wish;
  auto selectors = parse_selectors(parameters);
  if (selectors) {
    wish.selectors = *std::move(selectors);
  } else if (selector_is_parameter) {
    wish.refusal = invalid_parameter("match[]", selectors.error().message());
  } else {
    wish.refusal = failure(ErrorType::bad_data, selectors.error().message());
  }
  return wish;
}

// Calls visit(labels) for the series that satisfy any of the selectors; all without selectors.
template <class Visitor>
core::Status for_each_series(const Wish& wish, const series::Queryable& data, Visitor visit) {
  std::vector<Matchers> selectors = wish.selectors;
  if (selectors.empty()) {
    selectors.push_back(
        {series::Matcher::create(series::MatchType::not_equal, "__name__", "").value()});
  }
  for (const Matchers& matchers : selectors) {
    const auto found = data.select(matchers, wish.span.start, wish.span.end, {});
    if (!found) return found.error();
    for (const series::SeriesView& view : *found) visit(view.labels());
  }
  return core::Done{};
}

Answer answer_texts(const std::set<std::string, std::less<>>& texts, std::size_t limit) {
  Remarks remarks;
  core::JsonWriter json = begin_success();
  json.begin_array();
  std::size_t count = 0;
  for (const std::string& text : texts) {
    if (limit > 0 && ++count > limit) {
      remarks.warnings.emplace_back(kTruncated);
      break;
    }
    json.string(text);
  }
  json.end_array();
  return success(std::move(json), remarks);
}

}  // namespace

Answer list_series(const Parameters& parameters, const series::Queryable& data) {
  if (parameters.all("match[]").empty()) {
    return failure(ErrorType::bad_data, "no match[] parameter provided");
  }
  Wish wish = read_wish(parameters, true);
  if (wish.refusal) return *std::move(wish.refusal);
  std::set<core::Labels> all;
  const core::Status status =
      for_each_series(wish, data, [&](const core::Labels& labels) { all.insert(labels); });
  if (!status) return failure(ErrorType::execution, status.error().message());
  Remarks remarks;
  core::JsonWriter json = begin_success();
  json.begin_array();
  std::size_t count = 0;
  for (const core::Labels& labels : all) {
    if (wish.limit > 0 && ++count > wish.limit) {
      remarks.warnings.emplace_back(kTruncated);
      break;
    }
    json.labels(labels);
  }
  json.end_array();
  return success(std::move(json), remarks);
}

Answer list_label_names(const Parameters& parameters, const series::Queryable& data) {
  Wish wish = read_wish(parameters, false);
  if (wish.refusal) return *std::move(wish.refusal);
  std::set<std::string, std::less<>> names;
  const core::Status status = for_each_series(wish, data, [&](const core::Labels& labels) {
    for (const core::LabelView label : labels) names.emplace(label.name);
  });
  if (!status) return failure(ErrorType::execution, status.error().message());
  return answer_texts(names, wish.limit);
}

Answer list_label_values(std::string_view name, const Parameters& parameters,
                         const series::Queryable& data) {
  const std::string unescaped = unescaped_label_name(name);
  if (unescaped.empty()) {
    return failure(ErrorType::bad_data, "invalid label name: " + promql::quoted(name));
  }
  Wish wish = read_wish(parameters, false);
  if (wish.refusal) return *std::move(wish.refusal);
  std::set<std::string, std::less<>> values;
  const core::Status status = for_each_series(wish, data, [&](const core::Labels& labels) {
    const std::string_view value = labels.get(unescaped);
    if (!value.empty() && values.find(value) == values.end()) values.emplace(value);
  });
  if (!status) return failure(ErrorType::execution, status.error().message());
  return answer_texts(values, wish.limit);
}

}  // namespace silicon::api
