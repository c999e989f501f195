#include "exporter/command/settings/probes.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace silicon::command {
namespace {

using namespace std::chrono_literals;
using probing::Probe;
using runtime::YamlMap;

constexpr runtime::YamlRange<core::Duration> kProbeIntervals{1s, 24h};
constexpr runtime::YamlRange<core::Duration> kTimeouts{10ms, 60s};
constexpr runtime::YamlRange<std::size_t> kBodyLimits{1, std::size_t{16} * 1024 * 1024};
constexpr std::size_t kMostHeaders = 32;

core::Result<runtime::HttpUrl> parse_url(std::string_view text) {
  if (text.starts_with("https://")) {
    return core::Error(
        "https is not probed here, the exporter carries no TLS client: use blackbox_exporter for "
        "this service, or probe it behind its proxy over http://",
        core::ErrorKind::invalid);
  }
  return runtime::parse_http_url(text);
}

// What the client writes itself, or what would change where a request ends.
bool is_reserved(std::string_view name) {
  constexpr std::string_view kReserved[] = {
      "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "Expect"};
  return std::any_of(std::begin(kReserved), std::end(kReserved), [&](std::string_view reserved) {
    return runtime::equal_ignoring_case(name, reserved);
  });
}

bool is_header_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                              "!#$%&'*+-.^_`|~") == name.npos;
}

void read_header(YamlMap& map, const runtime::Environment& environment, Probe& probe) {
  probing::SecretHeader header;
  if (map.require("name", header.name)) {
    if (!is_header_name(header.name)) map.fail("name", "is no name of an HTTP header");
    if (is_reserved(header.name)) map.fail("name", "is a header that the exporter writes itself");
  }
  if (!map.has("value") && !map.has("value_file")) map.fail("", "needs a value or a value_file");
  if (map.read_secret("value", header.value, environment) &&
      header.value.expose().find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
    map.fail("value", "must be one line");
  }
  if (probe.headers.size() == kMostHeaders) map.fail("", "is one header too many");
  if (probe.headers.size() < kMostHeaders) probe.headers.push_back(std::move(header));
}

void read_expectation(YamlMap& map, probes::Expectation& expectation) {
  std::vector<std::string> statuses;
  if (map.read("status", statuses)) {
    expectation.statuses.clear();
    for (const std::string& text : statuses) {
      const core::Result<probes::StatusRange> range = probes::parse_status_range(text);
      if (range) {
        expectation.statuses.push_back(*range);
      } else {
        map.fail("status", range.error().message());
      }
    }
    if (statuses.empty()) map.fail("status", "must not be empty: no answer would be right");
  }
  map.read("body_contains", expectation.body_contains);
}

Probe read_probe(YamlMap& map, const runtime::Environment& environment) {
  Probe probe;
  if (map.require("url", probe.url_text)) map.read_with("url", probe.url, parse_url);
  probe.name = probe.url_text;
  if (map.read("name", probe.name) && probe.name.empty()) map.fail("name", "must not be empty");
  map.read("interval", probe.interval, kProbeIntervals);
  const bool timeout_is_given = map.read("timeout", probe.timeout, kTimeouts);
  if (!timeout_is_given) probe.timeout = std::min(probe.timeout, probe.interval);
  if (probe.timeout > probe.interval) map.fail("timeout", "must not be longer than the interval");
  map.read_choice<std::string>("method", probe.method, {{"GET", "GET"}, {"HEAD", "HEAD"}});
  map.read("follow_redirects", probe.follow_redirects);
  map.read("body_limit", probe.body_limit, kBodyLimits);
  map.read_each("headers", [&](YamlMap& header) { read_header(header, environment, probe); });
  map.read_map("expect", [&](YamlMap& expect) { read_expectation(expect, probe.expectation); });
  if (probe.method == "HEAD" && !probe.expectation.body_contains.empty()) {
    map.fail("method", "HEAD brings no body in which body_contains could be found");
  }
  return probe;
}

}  // namespace

void read_probes(YamlMap& root, const runtime::Environment& environment,
                 std::vector<Probe>& probes) {
  root.read_each("probes", [&](YamlMap& map) {
    Probe probe = read_probe(map, environment);
    const bool is_known = std::any_of(probes.begin(), probes.end(),
                                      [&](const Probe& other) { return other.name == probe.name; });
    if (is_known) map.fail("name", "two probes have the same name (by default that is the url)");
    if (probes.size() == kMostProbes) {
      map.fail("", "only " + std::to_string(kMostProbes) + " probes: use blackbox_exporter");
    }
    if (probes.size() < kMostProbes) probes.push_back(std::move(probe));
  });
}

}  // namespace silicon::command
