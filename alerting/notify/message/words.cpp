#include "alerting/notify/message/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "alerting/notify/message/clip.hpp"
#include "alerting/template/format/numbers.hpp"
#include "alerting/template/functions/humanize.hpp"
#include "alerting/template/functions/time_values.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/text.hpp"

namespace silicon::notify {
namespace {

constexpr std::array<std::string_view, 4> kSummaries = {"summary", "message", "title",
                                                        "description"};
constexpr std::array<std::string_view, 17> kPlaces = {
    "cluster",   "namespace", "service", "node",      "host",   "instance",
    "pod",       "container", "name",    "probe",     "device", "mountpoint",
    "interface", "gpu",       "sensor",  "component", "tier"};
constexpr std::array<std::string_view, 4> kDashboards = {"dashboard", "dashboard_url",
                                                         "grafana_url", "link"};
constexpr std::size_t kLongestSummary = 4096;
constexpr std::size_t kLongestPlace = 512;
constexpr std::size_t kLongestCommand = 400;

std::string_view annotation(const Item& item, std::string_view name) {
  for (const core::LabelView entry : item.notice.annotations) {
    if (entry.name == name) return core::trimmed(entry.value);
  }
  return {};
}

std::string moment(core::Instant time) {
  return templates::format_time(time, "2006-01-02 15:04 UTC");
}

std::string length(core::Duration duration) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(duration);
  return templates::humanize_duration(static_cast<double>(whole.count()));
}

std::string side_of(const Threshold& threshold) {
  if (threshold.comparison.starts_with('>')) return "above ";
  if (threshold.comparison.starts_with('<')) return "below ";
  return threshold.comparison == "!=" ? "not " : "at ";
}

std::string trend_in_words(double now, const Trend& trend) {
  const double change = now - trend.before;
  const double scale = std::max(std::abs(now), std::abs(trend.before));
  const bool steady = !(std::abs(change) > scale / 100);
  const std::string direction = steady ? "steady" : change > 0 ? "rising" : "falling";
  return "; " + direction + ", " + figure(trend.before) + " " + core::format_duration(trend.ago) +
         " ago";
}

bool is_web_url(std::string_view url) {
  return (url.starts_with("http://") || url.starts_with("https://")) &&
         url.find_first_of(" \t\r\n<>\"") == std::string_view::npos;
}

// For a POSIX shell: in single quotes, and what is one, outside of them.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : one_line(text)) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// name="value", as matchers are written.
std::string matcher(core::LabelView label) {
  std::string out = std::string(label.name) + "=\"";
  for (const char c : label.value) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string figure(double value) {
  const double size = std::abs(value);
  if (size != 0 && (size >= 100'000 || size < 0.001)) return templates::humanize(value);
  return templates::format_float(value, 'g', size >= 1000 ? 6 : 4);
}

std::string what(const Item& item) {
  for (const std::string_view name : kSummaries) {
    const std::string_view text = annotation(item, name);
    if (!text.empty()) return printable(clip_bytes(text, kLongestSummary));
  }
  return "";
}

std::string where(const core::Labels& labels) {
  std::string out;
  for (const std::string_view name : kPlaces) {
    const std::string_view value = labels.get(name);
    if (value.empty() || out.size() > kLongestPlace) continue;
    if (!out.empty()) out += ", ";
    out.append(name).append(" ").append(one_line(clip_characters(value, 200)));
  }
  if (out.empty() && !labels.get("job").empty()) {
    out = "job " + one_line(clip_characters(labels.get("job"), 200));
  }
  return out;
}

std::string since(const Item& item, core::Instant now) {
  const alert::Notice& notice = item.notice;
  const core::Instant end = notice.resolved ? notice.ends_at : now;
  std::string text = moment(notice.starts_at);
  if (notice.resolved) text += " to " + moment(notice.ends_at);
  if (end > notice.starts_at) text += ", for " + length(end - notice.starts_at);
  return text;
}

std::string measure(const Item& item) {
  const alert::Notice& notice = item.notice;
  if (notice.resolved) {
    return notice.resolved_value ? figure(*notice.resolved_value) + " when it resolved" : "";
  }
  if (!notice.value) return "";
  if (notice.no_data) return "no data; " + figure(*notice.value) + " when it was last seen";
  std::string text = figure(*notice.value);
  if (item.threshold) text += ", " + side_of(*item.threshold) + figure(item.threshold->value);
  if (item.trend) text += trend_in_words(*notice.value, *item.trend);
  return text;
}

std::string acknowledged(const Item& item) {
  if (!item.acknowledgement) return "";
  const Acknowledgement& given = *item.acknowledgement;
  std::string text = "by " + one_line(clip_characters(given.by, 200));
  if (given.until) text += " until " + moment(*given.until);
  if (!given.comment.empty()) text += ": " + one_line(clip_characters(given.comment, 1000));
  return text;
}

std::string runbook(const Item& item) {
  const std::string_view url = annotation(item, "runbook_url");
  return printable(clip_bytes(url.empty() ? annotation(item, "runbook") : url, kLongestSummary));
}

std::vector<Link> links(const Item& item) {
  std::vector<Link> found;
  if (is_web_url(item.notice.generator_url()))
    found.push_back({"graph", item.notice.generator_url()});
  for (const std::string_view name : kDashboards) {
    const std::string_view url = annotation(item, name);
    if (is_web_url(url)) found.push_back({name == "link" ? "link" : "dashboard", std::string(url)});
  }
  return found;
}

std::string acknowledge_command(const Item& item) {
  return "silicon-alerter ack " + fingerprint(item.notice.labels);
}

std::string silence_command(const Item& item) {
  std::string command = "silicon-alerter silence add --duration 2h";
  for (const core::LabelView label : item.notice.labels) {
    command += " " + shell_quoted(matcher(label));
  }
  return command.size() > kLongestCommand || !core::is_utf8(command) ? "" : command;
}

}  // namespace silicon::notify
