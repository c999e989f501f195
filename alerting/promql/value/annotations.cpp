#include "alerting/promql/value/annotations.hpp"

#include <algorithm>

#include "alerting/promql/parse/parser.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {
namespace {

// A query over a thousand badly named series needs no thousand remarks.
constexpr std::size_t kMaxAnnotations = 100;

}  // namespace

std::string render(const Annotation& annotation, std::string_view query) {
  return annotation.message + " (" + line_and_column(query, annotation.position.begin) + ")";
}

void Annotations::add(Annotation annotation) {
  const bool known = std::find(list_.begin(), list_.end(), annotation) != list_.end();
  if (!known && list_.size() < kMaxAnnotations) list_.push_back(std::move(annotation));
}

void invalid_quantile(Annotations& notes, double quantile, Position position) {
  notes.warning("quantile value should be between 0 and 1, got " + general_number(quantile),
                position);
}

void invalid_ratio(Annotations& notes, double ratio, double used, Position position) {
  notes.warning("ratio value should be between -1 and 1, got " + general_number(ratio) +
                    ", capping to " + general_number(used),
                position);
}

void bad_bucket_label(Annotations& notes, std::string_view metric, std::string_view le,
                      Position position) {
  std::string message = "bucket label \"le\" is missing or has a malformed value of " + quoted(le);
  if (!metric.empty()) message += " for metric name " + quoted(metric);
  notes.warning(std::move(message), position);
}

void possibly_no_counter(Annotations& notes, std::string_view metric, Position position) {
  notes.info("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " +
                 quoted(metric),
             position);
}

void forced_monotonicity(Annotations& notes, std::string_view metric, Position position) {
  std::string message =
      "input to histogram_quantile needed to be fixed for monotonicity (see "
      "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";
  if (!metric.empty()) message += " for metric name " + quoted(metric);
  notes.info(std::move(message), position);
}

}  // namespace silicon::promql
