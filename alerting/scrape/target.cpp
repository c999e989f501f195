#include "alerting/scrape/target.hpp"

#include <algorithm>
#include <utility>

#include "alerting/scrape/relabel/apply.hpp"
#include "alerting/scrape/relabel/label_builder.hpp"
#include "alerting/scrape/url.hpp"
#include "exporter/core/duration.hpp"
#include "exporter/core/text.hpp"

namespace silicon::scrape {
namespace {

constexpr std::string_view kAddress = "__address__";
constexpr std::string_view kScheme = "__scheme__";
constexpr std::string_view kMetricsPath = "__metrics_path__";
constexpr std::string_view kInterval = "__scrape_interval__";
constexpr std::string_view kTimeout = "__scrape_timeout__";
constexpr std::string_view kParameter = "__param_";

std::string in_quotes(std::string_view text) {
  return '"' + std::string(text) + '"';
}

core::Status check_address(std::string_view address) {
  if (address.empty()) return core::invalid("no address");
  if (is_address(address)) return core::Done{};
  return core::invalid(core::excerpt(address) + " is not a valid hostname");
}

// As RFC 3986 spells schemes. That of no protocol we speak is the scrape's failure, as Prometheus
// has it.
core::Status check_scheme(std::string_view scheme) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fits = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  };
  const bool valid = !scheme.empty() && is_letter(scheme.front()) &&
                     std::all_of(scheme.begin(), scheme.end(), fits);
  if (valid) return core::Done{};
  return core::invalid(core::excerpt(scheme) + " is not a valid scheme");
}

core::Result<core::Duration> duration_of(const LabelBuilder& labels, std::string_view name,
                                         const std::string& words) {
  const auto duration = core::parse_duration(labels.get(name));
  if (!duration) return core::invalid("error parsing " + words + ": " + duration.error().message());
  if (duration->count() == 0) return core::invalid(words + " cannot be 0");
  return *duration;
}

core::Status set_times(Target& target, const LabelBuilder& labels) {
  const auto interval = duration_of(labels, kInterval, "scrape interval");
  if (!interval) return interval.error();
  const auto timeout = duration_of(labels, kTimeout, "scrape timeout");
  if (!timeout) return timeout.error();
  if (*timeout > *interval) {
    return core::invalid("scrape timeout cannot be greater than scrape interval (" +
                         in_quotes(labels.get(kTimeout)) + " > " +
                         in_quotes(labels.get(kInterval)) + ")");
  }
  target.interval = *interval;
  target.timeout = *timeout;
  return core::Done{};
}

// A parameter's label replaces the first of the values that the job states.
std::string url_of(const LabelBuilder& labels, const Job& job) {
  auto parameters = job.params;
  for (const auto& [name, value] : labels.values()) {
    if (!name.starts_with(kParameter)) continue;
    auto& values = parameters[name.substr(kParameter.size())];
    if (values.empty()) values.emplace_back();
    values.front() = value;
  }
  std::string path = escaped_path(labels.get(kMetricsPath));
  if (!path.starts_with('/')) path.insert(0, "/");
  std::string url = std::string(labels.get(kScheme)) + "://";
  url += std::string(labels.get(kAddress)) + path;
  const std::string query = encoded_query(parameters);
  return query.empty() ? url : url + '?' + query;
}

core::Status check_values(const LabelBuilder& labels) {
  for (const auto& [name, value] : labels.values()) {
    if (!core::is_utf8(value)) {
      return core::invalid("invalid label value for " + in_quotes(name) + ": " +
                           core::excerpt(value));
    }
  }
  return core::Done{};
}

// Names in double underscores are for finding the target; its series do not have them.
core::Labels public_labels(const LabelBuilder& labels) {
  std::vector<core::LabelView> result;
  for (const auto& [name, value] : labels.values()) {
    if (!name.starts_with("__")) result.push_back({name, value});
  }
  return core::Labels(result);
}

// FNV-1a, as Labels has it.
std::uint64_t hash_of(const Target& target) {
  return core::Labels{{"labels", std::to_string(target.labels.hash())}, {"url", target.url}}.hash();
}

}  // namespace

core::Labels discovered_labels(const core::Labels& own, const core::Labels& group, const Job& job) {
  LabelBuilder labels(group);
  for (const core::LabelView label : own) labels.set(label.name, std::string(label.value));
  const auto set_default = [&](std::string_view name, const std::string& value) {
    if (labels.get(name).empty()) labels.set(name, value);
  };
  set_default("job", job.name);
  set_default(kInterval, core::format_duration(job.interval));
  set_default(kTimeout, core::format_duration(job.timeout));
  set_default(kMetricsPath, job.metrics_path);
  set_default(kScheme, job.scheme);
  for (const auto& [name, values] : job.params) {
    if (!values.empty()) set_default(std::string(kParameter) + name, values.front());
  }
  return labels.labels();
}

core::Result<std::optional<Target>> make_target(const core::Labels& discovered, const Job& job) {
  const std::optional<core::Labels> relabelled = relabel(discovered, job.relabel);
  if (!relabelled) return std::optional<Target>();
  LabelBuilder labels(*relabelled);
  if (auto status = check_address(labels.get(kAddress)); !status) return status.error();
  if (auto status = check_scheme(labels.get(kScheme)); !status) return status.error();
  Target target;
  target.job = job.name;
  target.discovered = discovered;
  if (auto status = set_times(target, labels); !status) return status.error();
  if (auto status = check_values(labels); !status) return status.error();
  if (labels.get("instance").empty()) labels.set("instance", std::string(labels.get(kAddress)));
  target.labels = public_labels(labels);
  target.url = url_of(labels, job);
  target.hash = hash_of(target);
  return std::optional<Target>(std::move(target));
}

std::string_view health_word(Health health) {
  switch (health) {
    case Health::unknown:
      return "unknown";
    case Health::up:
      return "up";
    case Health::down:
      break;
  }
  return "down";
}

}  // namespace silicon::scrape
