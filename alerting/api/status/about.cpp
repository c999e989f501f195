#include "alerting/api/status/about.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "alerting/api/answer/spelling.hpp"
#include "exporter/core/duration.hpp"

namespace silicon::api {
namespace {

using Counts = std::map<std::string, std::int64_t>;

// The `most` greatest, as Prometheus lists them.
void write_greatest(core::JsonWriter& json, std::string_view name, const Counts& counts,
                    std::size_t most) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  if (sorted.size() > most) sorted.resize(most);
  json.key(name).begin_array();
  for (const auto& [text, count] : sorted) {
    json.begin_object().member("name", text).key("value").integer(count).end_object();
  }
  json.end_array();
}

struct Statistics {
  Counts series_by_name;
  Counts values_by_label;
  Counts bytes_by_label;
  Counts series_by_pair;
};

core::Result<Statistics> statistics_of(const series::Store& store) {
  Statistics result;
  const std::vector<series::Matcher> all{
      series::Matcher::create(series::MatchType::not_equal, "__name__", "").value()};
  const auto found = store.select(all, kEarliest, kLatest, {});
  if (!found) return found.error();
  std::set<std::pair<std::string, std::string>> pairs;
  for (const series::SeriesView& view : *found) {
    ++result.series_by_name[std::string(view.labels().get("__name__"))];
    for (const core::LabelView label : view.labels()) {
      const std::string name(label.name);
      const std::string value(label.value);
      if (name != "__name__") ++result.series_by_pair[name + "=" + value];
      result.bytes_by_label[name] += static_cast<std::int64_t>(value.size());
      if (pairs.emplace(name, value).second) ++result.values_by_label[name];
    }
  }
  return result;
}

void write_head(core::JsonWriter& json, const series::StoreStats& stats, std::size_t label_pairs) {
  constexpr std::int64_t kNothing = std::numeric_limits<std::int64_t>::max();
  json.key("headStats").begin_object();
  json.key("numSeries").integer(static_cast<std::int64_t>(stats.series));
  json.key("numLabelPairs").integer(static_cast<std::int64_t>(label_pairs));
  json.key("chunkCount").integer(static_cast<std::int64_t>(stats.chunks));
  json.key("minTime").integer(stats.oldest ? stats.oldest->time_since_epoch().count() : kNothing);
  json.key("maxTime").integer(stats.newest ? stats.newest->time_since_epoch().count() : -kNothing);
  json.end_object();
}

}  // namespace

Answer build_info(const About& about) {
  core::JsonWriter json = begin_success();
  // Clients choose what they may ask for by the version of Prometheus that we answer like.
  json.begin_object().member("version", "3.5.0").member("revision", "silicon-alerter");
  json.member("branch", about.version).member("buildUser", "").member("buildDate", "");
  json.member("goVersion", "").end_object();
  return success(std::move(json));
}

Answer runtime_info(const About& about, core::Instant now) {
  core::JsonWriter json = begin_success();
  json.begin_object().member("startTime", time_text(about.started)).member("CWD", about.directory);
  json.member("hostname", about.host_name).member("serverTime", time_text(now));
  json.key("reloadConfigSuccess").boolean(about.reload_succeeded);
  json.member("lastConfigTime", time_text(about.configured)).key("corruptionCount").integer(0);
  json.key("goroutineCount").integer(0).key("GOMAXPROCS").integer(0).key("GOMEMLIMIT").integer(0);
  json.member("GOGC", "").member("GODEBUG", "");
  json.member("storageRetention", core::format_duration(about.retention)).end_object();
  return success(std::move(json));
}

Answer show_config(const About& about) {
  core::JsonWriter json = begin_success();
  json.begin_object().member("yaml", about.config).end_object();
  return success(std::move(json));
}

Answer show_flags(const About& about) {
  core::JsonWriter json = begin_success();
  json.begin_object();
  for (const auto& [name, value] : about.flags) json.member(name, value);
  json.end_object();
  return success(std::move(json));
}

Answer wal_replay() {
  core::JsonWriter json = begin_success();
  json.begin_object().key("min").integer(0).key("max").integer(0).key("current").integer(0);
  json.end_object();
  return success(std::move(json));
}

Answer store_statistics(const Parameters& parameters, const series::Store& store) {
  constexpr std::size_t kUsual = 10;
  const std::string_view text = parameters.first("limit");
  const auto limit = parse_limit(text);
  if (!limit || (*limit == 0 && !text.empty())) {
    return failure(ErrorType::bad_data, "limit must be a positive number");
  }
  const auto statistics = statistics_of(store);
  if (!statistics) return failure(ErrorType::internal, statistics.error().message());
  const std::size_t most = *limit == 0 ? kUsual : *limit;
  std::size_t pairs = 0;
  for (const auto& [name, values] : statistics->values_by_label) {
    pairs += static_cast<std::size_t>(values);
  }
  core::JsonWriter json = begin_success();
  json.begin_object();
  write_head(json, store.stats(), pairs);
  write_greatest(json, "seriesCountByMetricName", statistics->series_by_name, most);
  write_greatest(json, "labelValueCountByLabelName", statistics->values_by_label, most);
  write_greatest(json, "memoryInBytesByLabelName", statistics->bytes_by_label, most);
  write_greatest(json, "seriesCountByLabelValuePair", statistics->series_by_pair, most);
  json.end_object();
  return success(std::move(json));
}

}  // namespace silicon::api
