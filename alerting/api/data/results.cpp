#include "alerting/api/data/results.hpp"

#include <string>
#include <string_view>
#include <variant>

#include "alerting/api/answer/spelling.hpp"
#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::api {
namespace {

void write_pair(core::JsonWriter& json, std::string_view seconds, std::string_view value) {
  json.begin_array().raw(seconds).string(value).end_array();
}

class Writer {
 public:
  Writer(core::JsonWriter& json, core::Instant time) : json_(json), time_(time) {}

  void operator()(double scalar) const {
    json_.member("resultType", "scalar").key("result");
    // Never an exponent here (promql/value.go, Scalar.MarshalJSON).
    write_pair(json_, short_seconds_text(time_), promql::fixed_number(scalar));
  }

  void operator()(const std::string& text) const {
    json_.member("resultType", "string").key("result");
    write_pair(json_, short_seconds_text(time_), text);
  }

  void operator()(const promql::InstantVector& vector) const {
    const std::string seconds = seconds_text(time_);
    json_.member("resultType", "vector").key("result").begin_array();
    for (const promql::InstantSample& sample : vector) {
      json_.begin_object().key("metric").labels(sample.labels).key("value");
      write_pair(json_, seconds, value_text(sample.value));
      json_.end_object();
    }
    json_.end_array();
  }

  void operator()(const promql::Matrix& matrix) const {
    json_.member("resultType", "matrix").key("result").begin_array();
    for (const promql::ResultSeries& series : matrix) {
      json_.begin_object().key("metric").labels(series.labels).key("values").begin_array();
      for (const series::Point& point : series.points) {
        write_pair(json_, seconds_text(point.time), value_text(point.value));
      }
      json_.end_array().end_object();
    }
    json_.end_array();
  }

 private:
  core::JsonWriter& json_;
  core::Instant time_;
};

}  // namespace

bool truncate(promql::QueryResult& result, std::size_t limit) {
  if (limit == 0) return false;
  const auto cut = [limit](auto& series) {
    if (series.size() <= limit) return false;
    series.erase(series.begin() + static_cast<std::ptrdiff_t>(limit), series.end());
    return true;
  };
  if (auto* vector = std::get_if<promql::InstantVector>(&result.value)) return cut(*vector);
  if (auto* matrix = std::get_if<promql::Matrix>(&result.value)) return cut(*matrix);
  return false;
}

void write_result(core::JsonWriter& json, const promql::QueryResult& result, core::Instant time) {
  json.begin_object();
  std::visit(Writer(json, time), result.value);
  json.end_object();
}

}  // namespace silicon::api
