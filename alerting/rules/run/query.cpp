#include "alerting/rules/run/query.hpp"

#include "alerting/promql/check/check.hpp"

namespace silicon::rules {
namespace {

// Counts what is found on the way through.
class CountingSource : public series::Queryable {
 public:
  explicit CountingSource(const series::Queryable& source) : source_(source) {}

  core::Result<std::vector<series::SeriesView>> select(
      std::span<const series::Matcher> matchers, core::Instant start, core::Instant end,
      const series::SelectLimits& limits) const override {
    auto views = source_.select(matchers, start, end, limits);
    if (views) found_ += views->size();
    return views;
  }

  std::size_t found() const { return found_; }

 private:
  const series::Queryable& source_;
  mutable std::size_t found_ = 0;
};

}  // namespace

core::Result<Answer> ask(const RuleRun& run, const promql::Expression& expression,
                         core::Instant time) {
  const CountingSource source(run.surroundings.data);
  const promql::Engine engine(source, run.surroundings.options);
  auto result = engine.instant(expression, time, run.surroundings.interrupt);
  if (!result) return std::move(result).error();
  Answer answer;
  answer.series_found = source.found();
  if (auto* vector = std::get_if<promql::InstantVector>(&result->value)) {
    answer.elements = std::move(*vector);
  } else if (const auto* scalar = std::get_if<double>(&result->value)) {
    answer.elements.push_back({{}, *scalar});
  } else {
    return core::Error("rule result is not a vector or scalar", core::ErrorKind::invalid);
  }
  return answer;
}

core::Result<Answer> ask(const RuleRun& run, std::string_view expression, core::Instant time) {
  const auto parsed = promql::parse_query(expression, run.surroundings.options);
  if (!parsed) return parsed.error();
  return ask(run, **parsed, time);
}

}  // namespace silicon::rules
