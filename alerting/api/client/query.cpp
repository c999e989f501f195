#include "alerting/api/client/query.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "alerting/api/client/envelope.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;
using Type = QueryReply::Type;

constexpr std::array<std::pair<std::string_view, Type>, 4> kTypes{{{"vector", Type::vector},
                                                                   {"matrix", Type::matrix},
                                                                   {"scalar", Type::scalar},
                                                                   {"string", Type::string}}};

bool is_pair(const Json& json) {
  return json.is_array() && json.size() == 2 && json[0].is_number();
}

core::Instant time_of(const Json& pair) {
  constexpr double kFarthest = 9.2e15;  // milliseconds, what an Instant can have
  const double milliseconds = std::round(pair[0].get<double>() * 1000);
  return core::Instant(core::Duration(
      static_cast<core::Duration::rep>(std::clamp(milliseconds, -kFarthest, kFarthest))));
}

std::optional<double> number_of(const Json& json) {
  if (json.is_number()) return json.get<double>();
  return json.is_string() ? core::parse_double(json.get_ref<const std::string&>()) : std::nullopt;
}

// [TIME, "VALUE"].
std::optional<ReplyPoint> point_of(const Json& json) {
  if (!is_pair(json)) return std::nullopt;
  const auto value = number_of(json[1]);
  return value ? std::optional(ReplyPoint{time_of(json), *value}) : std::nullopt;
}

std::optional<ReplyBucket> bucket_of(const Json& json) {
  if (!json.is_array() || json.size() != 4 || !json[0].is_number_integer()) return std::nullopt;
  const auto lower = number_of(json[1]);
  const auto upper = number_of(json[2]);
  const auto count = number_of(json[3]);
  if (!lower || !upper || !count) return std::nullopt;
  return ReplyBucket{json[0] == 0   ? 0
                     : json[0] == 1 ? 1
                     : json[0] == 2 ? 2
                                    : 3,
                     *lower, *upper, *count};
}

// [TIME, {"count": "5", "sum": "1.5", "buckets": [[0, "0.5", "1", "3"]...]}].
std::optional<ReplyHistogram> histogram_of(const Json& json) {
  if (!is_pair(json) || !json[1].is_object()) return std::nullopt;
  const auto count = number_of(json[1].value("count", Json()));
  const auto sum = number_of(json[1].value("sum", Json()));
  if (!count || !sum) return std::nullopt;
  ReplyHistogram histogram{time_of(json), *count, *sum, {}};
  for (const Json& one : list_of(json[1], "buckets")) {
    const auto bucket = bucket_of(one);
    if (!bucket) return std::nullopt;
    histogram.buckets.push_back(*bucket);
  }
  return histogram;
}

template <class Point, class Read>
bool add(const Json& json, std::vector<Point>& points, Read read) {
  auto point = read(json);
  if (!point) return false;
  points.push_back(*std::move(point));
  return true;
}

std::optional<ReplySeries> series_of(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  ReplySeries series;
  series.labels = labels_of(json.value("metric", Json()));
  bool sound = true;
  if (json.contains("value")) sound = add(json["value"], series.points, point_of);
  if (json.contains("histogram")) {
    sound = add(json["histogram"], series.histograms, histogram_of) && sound;
  }
  for (const Json& one : list_of(json, "values"))
    sound = add(one, series.points, point_of) && sound;
  for (const Json& one : list_of(json, "histograms")) {
    sound = add(one, series.histograms, histogram_of) && sound;
  }
  return sound ? std::optional(std::move(series)) : std::nullopt;
}

bool read_series(const Json& result, QueryReply& reply) {
  if (!result.is_array()) return false;
  return std::all_of(result.begin(), result.end(), [&](const Json& json) {
    auto series = series_of(json);
    if (!series) return false;
    reply.series.push_back(*std::move(series));
    return true;
  });
}

bool read_result(const Json& result, QueryReply& reply) {
  switch (reply.type) {
    case Type::vector:
    case Type::matrix:
      return read_series(result, reply);
    case Type::scalar: {
      const auto point = point_of(result);
      if (point) reply.scalar = *point;
      return point.has_value();
    }
    case Type::string:
      break;
  }
  if (!is_pair(result) || !result[1].is_string()) return false;
  reply.scalar.time = time_of(result);
  reply.text = result[1].get<std::string>();
  return true;
}

}  // namespace

core::Result<QueryReply> read_query_reply(int status, std::string_view body) {
  auto envelope = read_envelope(status, body);
  if (!envelope) return std::move(envelope).error();
  const std::string word = text_of(envelope->data, "resultType");
  const auto* type = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const auto& one) { return one.first == word; });
  if (type == kTypes.end()) return bad_response("no result of a query");
  QueryReply reply;
  reply.type = type->second;
  if (!read_result(envelope->data.value("result", Json()), reply)) {
    return bad_response("a " + word + " that is none");
  }
  reply.remarks = std::move(envelope->remarks);
  return reply;
}

}  // namespace silicon::api
