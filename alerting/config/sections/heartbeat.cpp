#include "alerting/config/sections/heartbeat.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "alerting/config/parts/http.hpp"
#include "alerting/config/receivers/integrations.hpp"
#include "exporter/core/text.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

constexpr runtime::YamlRange<core::Duration> kSecondsAtLeast{std::chrono::seconds(1),
                                                             core::Duration::max()};

void read_sent(YamlMap& map, SentHeartbeat& out, const Context& context) {
  if (!read_secret_url(map, "url", out.url, context)) map.fail("", "needs url or url_file");
  map.read("interval", out.interval, kSecondsAtLeast);
  map.read("timeout", out.timeout);
  map.read_map("http_config", [&](YamlMap& http) { read_http_options(http, out.http, context); });
}

// Names are part of a URL's path.
bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

core::Labels read_labels(YamlMap& map) {
  std::map<std::string, std::string> texts;
  map.read("labels", texts);
  std::vector<core::LabelView> labels;
  for (const auto& [name, value] : texts) {
    if (name.empty() || name == "__name__" || name == "alertname" || name == "heartbeat") {
      map.fail("labels", core::excerpt(name) + " cannot be set");
      continue;
    }
    labels.push_back({name, value});
  }
  return core::Labels(labels);
}

}  // namespace

void read_heartbeat(YamlMap& root, HeartbeatConfig& out, const Context& context) {
  root.read_map("heartbeat", [&](YamlMap& heartbeat) {
    heartbeat.read_map("send", [&](YamlMap& map) {
      out.sent.emplace();
      read_sent(map, *out.sent, context);
    });
    std::set<std::string> names;
    heartbeat.read_each("expect", [&](YamlMap& map) {
      ExpectedBeat beat;
      map.require("name", beat.name);
      if (map.has("name") && !is_name(beat.name)) {
        map.fail("name", "must be of letters, digits, '-', '_' and '.': it is part of a URL");
      } else if (!names.insert(beat.name).second) {
        map.fail("name", "there is another heartbeat named " + core::excerpt(beat.name));
      }
      map.require("every", beat.every);
      if (beat.every < std::chrono::seconds(1)) map.fail("every", "must be at least 1s");
      beat.labels = read_labels(map);
      out.expected.push_back(std::move(beat));
    });
  });
}

}  // namespace silicon::config
