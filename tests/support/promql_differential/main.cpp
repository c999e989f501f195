// differential SEED EXPRESSIONS [--delayed]: prints random series, random queries over them, and
// this engine's answers, for differential.py to compare with a real promtool's. Fields of a line
// are separated by tabs:
//   series METRIC VALUES | query SECONDS EXPRESSION | error MESSAGE | sample LABELS VALUE
//   range DIFFERENCE
// A query is followed by its error or its samples, and by what a range query says otherwise.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "alerting/promql/check/check.hpp"
#include "alerting/promql/evaluate/engine.hpp"
#include "alerting/promql/notation/input_series.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/numbers.hpp"
#include "tests/support/promql_differential/generator.hpp"
#include "tests/support/promql_differential/range_check.hpp"

namespace {

using namespace silicon;  // NOLINT(google-build-using-namespace): a program, not a library

// Where a range query may well say otherwise: it has another start, and among equals topk() may
// choose others.
bool depends_on_query(std::string_view query) {
  return query.find("start()") != query.npos || query.find("end()") != query.npos ||
         query.find("topk") != query.npos || query.find("bottomk") != query.npos;
}

void answer(const promql::Engine& engine, const std::string& query, int seconds) {
  std::printf("query\t%d\t%s\n", seconds, query.c_str());
  const core::Instant time(std::chrono::seconds{seconds});
  const auto parsed = promql::parse_query(query, engine.options());
  const auto result =
      parsed ? engine.instant(**parsed, time) : core::Result<promql::QueryResult>(parsed.error());
  if (!result) {
    std::printf("error\t%s\n", result.error().message().c_str());
  } else {
    for (const auto& sample : std::get<promql::InstantVector>(result->value)) {
      std::printf("sample\t%s\t%s\n", promql::metric_text(sample.labels).c_str(),
                  core::format_double(sample.value).c_str());
    }
  }
  if (!parsed || depends_on_query(query)) return;
  const std::string difference = differential::range_difference(engine, **parsed, time);
  if (!difference.empty()) std::printf("range\t%s\n", difference.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: differential SEED EXPRESSIONS [--delayed]\n", stderr);
    return 2;
  }
  differential::Generator generator(std::strtoull(argv[1], nullptr, 10));
  promql::InputSeries input(core::Instant(), std::chrono::seconds(15));
  for (const differential::RandomSeries& series : generator.series()) {
    if (!input.add(series.metric, series.values)) return 1;
    std::printf("series\t%s\t%s\n", series.metric.c_str(), series.values.c_str());
  }
  series::Store data{series::StoreLimits{}};
  if (!input.load_until(core::Instant::max(), data)) return 1;
  promql::Options options;
  options.experimental_functions = true;
  options.delayed_name_removal = argc > 3 && std::string_view(argv[3]) == "--delayed";
  const promql::Engine engine(data, options);
  for (long i = std::strtol(argv[2], nullptr, 10); i > 0; --i) {
    const int seconds = generator.eval_time_seconds();
    answer(engine, generator.expression(), seconds);
  }
  return 0;
}
