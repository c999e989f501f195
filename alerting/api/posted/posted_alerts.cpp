#include "alerting/api/posted/posted_alerts.hpp"

#include <optional>
#include <utility>

#include "alerting/api/posted/json_body.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/text.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

// One alert as it was written.
struct Written {
  std::vector<core::Label> labels;
  std::vector<core::Label> annotations;
  std::optional<core::Instant> starts_at;
  std::optional<core::Instant> ends_at;
  std::string generator_url;
};

core::Result<Written> read_alert(const Json& map) {
  if (!map.is_object()) {
    return core::Error("an alert in body must be of type object", core::ErrorKind::invalid);
  }
  auto labels = pairs_member(map, "labels");
  if (!labels) return std::move(labels).error();
  if (!map.contains("labels")) return missing("labels");
  auto annotations = pairs_member(map, "annotations");
  if (!annotations) return std::move(annotations).error();
  const auto starts_at = time_member(map, "startsAt");
  if (!starts_at) return starts_at.error();
  const auto ends_at = time_member(map, "endsAt");
  if (!ends_at) return ends_at.error();
  auto url = text_member(map, "generatorURL");
  if (!url) return std::move(url).error();
  return Written{*std::move(labels), *std::move(annotations), *starts_at, *ends_at,
                 (*std::move(url)).value_or("")};
}

// Alertmanager refuses names that are empty or no UTF-8; JSON is UTF-8 already.
std::string problem_of(const std::vector<core::Label>& pairs) {
  for (const core::Label& pair : pairs) {
    if (pair.name.empty()) return "invalid name \"\"";
  }
  return "";
}

std::string size_problem(const std::vector<core::Label>& labels) {
  std::size_t bytes = 0;
  for (const core::Label& label : labels) bytes += label.name.size() + label.value.size();
  const bool too_large = labels.size() > kMostPostedLabels || bytes > kMostPostedLabelBytes;
  return too_large ? "too many labels, or too long ones" : "";
}

std::string problem_of(const Written& alert, core::Instant starts_at, core::Instant ends_at) {
  if (ends_at < starts_at) return "end time must be after start time";
  bool labelled = false;
  for (const core::Label& label : alert.labels) labelled = labelled || !label.value.empty();
  if (!labelled) return "at least one label pair required";
  if (const std::string problem = problem_of(alert.labels); !problem.empty()) {
    return "invalid label set: " + problem;
  }
  if (const std::string problem = size_problem(alert.labels); !problem.empty()) {
    return "invalid label set: " + problem;
  }
  const std::string problem = problem_of(alert.annotations);
  return problem.empty() ? "" : "invalid annotations: " + problem;
}

void take(Written alert, core::Instant now, core::Duration resolve_timeout, PostedAlerts& out) {
  const core::Instant starts_at = alert.starts_at.value_or(alert.ends_at.value_or(now));
  const core::Instant ends_at = alert.ends_at.value_or(now + resolve_timeout);
  if (std::string problem = problem_of(alert, starts_at, ends_at); !problem.empty()) {
    out.refused.push_back(std::move(problem));
    return;
  }
  alert::Notice notice;
  notice.labels = core::Labels(alert.labels);
  notice.annotations = alert::Annotations(alert.annotations);
  notice.starts_at = starts_at;
  notice.ends_at = ends_at;
  if (!alert.generator_url.empty()) {
    notice.origin = alert::make_origin({}, std::move(alert.generator_url));
  }
  notice.resolved = ends_at <= now;
  out.notices.push_back(std::move(notice));
  out.started.push_back(alert.starts_at.has_value());
}

}  // namespace

core::Result<PostedAlerts> read_posted_alerts(std::string_view body, core::Instant now,
                                              core::Duration resolve_timeout) {
  const auto json = parse_body(body);
  if (!json) return json.error();
  if (!json->is_array()) {
    return core::Error("alerts in body must be of type array", core::ErrorKind::invalid);
  }
  if (json->size() > kMostPosted) {
    return core::Error("at most " + std::to_string(kMostPosted) + " alerts at a time",
                       core::ErrorKind::invalid);
  }
  PostedAlerts out;
  for (std::size_t i = 0; i < json->size(); ++i) {
    auto alert = read_alert((*json)[i]);
    if (!alert) return std::move(alert).error().within("alert " + std::to_string(i + 1));
    take(*std::move(alert), now, resolve_timeout, out);
  }
  return out;
}

}  // namespace silicon::api
