#include "alerting/shell/targets/discovery.hpp"

#include <algorithm>
#include <utility>

#include "alerting/scrape/discovery/json.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::shell {
namespace {

constexpr core::Duration kServerTimeout = std::chrono::minutes(2);  // Prometheus's
constexpr std::size_t kAnswerLimit = std::size_t{32} << 20;

bool is_json(std::string_view content_type) {
  return core::trimmed(core::cut(content_type, ';').first) == "application/json";
}

core::Result<scrape::TargetGroups> groups_of(const HttpOutcome& outcome, const std::string& url) {
  if (!outcome.failure.empty()) return core::Error(outcome.failure);
  const runtime::HttpAnswer& answer = outcome.answer;
  if (answer.status != 200) {
    return core::Error("server returned HTTP status " + std::to_string(answer.status));
  }
  const std::string_view type = answer.header("Content-Type");
  if (!is_json(type)) return core::Error("unsupported content type " + core::excerpt(type));
  auto groups = scrape::parse_target_groups(answer.body);
  if (!groups) return groups;
  for (scrape::TargetGroup& group : *groups) group.labels = group.labels.with("__meta_url", url);
  return groups;
}

}  // namespace

Discovery::~Discovery() {
  cancel_all();
}

void Discovery::cancel_all() {
  for (auto& [name, entry] : entries_) {
    for (const auto& server : entry.servers) {
      if (server->transfer) transfers_.cancel(*server->transfer);
    }
  }
}

void Discovery::configure(const std::map<std::string, config::Discovery>& wanted) {
  cancel_all();
  const auto before = std::exchange(entries_, {});
  for (const auto& [name, config] : wanted) {
    Entry& entry = entries_[name];
    entry.fixed = config.fixed;
    for (const config::FileDiscovery& files : config.files) {
      const core::SteadyDuration interval = files.refresh_interval;
      entry.files.push_back({FileDiscovery(files), std::min(interval, kFileLook), {}});
    }
    for (const config::HttpDiscovery& server : config.servers) {
      entry.servers.push_back(std::make_unique<Server>());
      entry.servers.back()->config = std::make_shared<const config::HttpDiscovery>(server);
    }
    if (const auto known = before.find(name); known != before.end()) {
      keep_answers(known->second, entry);
    }
  }
}

void Discovery::keep_answers(const Entry& before, Entry& entry) {
  for (const auto& server : entry.servers) {
    for (const auto& known : before.servers) {
      if (known->config->url == server->config->url) server->groups = known->groups;
    }
  }
}

std::vector<std::string> Discovery::look() {
  const core::SteadyInstant now = clock_.steady();
  std::vector<std::string> changed;
  for (auto& [name, entry] : entries_) {
    look_at_files(entry, now);
    ask_servers(entry, now);
    if (std::exchange(entry.changed, false)) changed.push_back(name);
  }
  return changed;
}

void Discovery::look_at_files(Entry& entry, core::SteadyInstant now) {
  for (Files& files : entry.files) {
    if (now < files.next) continue;
    files.next = now + files.interval;
    entry.changed |= files.discovery.look();
    const auto& problems = files.discovery.problems();
    problems_.insert(problems_.end(), problems.begin(), problems.end());
  }
}

void Discovery::ask_servers(Entry& entry, core::SteadyInstant now) {
  for (const auto& owned : entry.servers) {
    Server* server = owned.get();
    if (server->transfer || now < server->next) continue;
    server->next = now + server->config->refresh_interval;
    HttpTransfer transfer;
    transfer.url = server->config->url;
    const double seconds = std::chrono::duration<double>(server->config->refresh_interval).count();
    transfer.headers = {{"Accept", "application/json"},
                        {"X-Prometheus-Refresh-Interval-Seconds", core::format_double(seconds)}};
    transfer.options = {server->config, &server->config->http};
    transfer.timeout = kServerTimeout;
    transfer.body_limit = kAnswerLimit;
    server->transfer =
        transfers_.start(std::move(transfer), [this, &entry, server](const HttpOutcome& outcome) {
          take_answer(entry, *server, outcome);
        });
  }
}

void Discovery::take_answer(Entry& entry, Server& server, const HttpOutcome& outcome) {
  server.transfer.reset();
  auto groups = groups_of(outcome, server.config->url);
  const std::string problem = groups ? "" : groups.error().message();
  if (problem != server.last_problem && !problem.empty()) {
    problems_.push_back("http_sd: " + problem);
  }
  server.last_problem = problem;
  if (!groups || *groups == server.groups) return;
  server.groups = *std::move(groups);
  entry.changed = true;
}

scrape::TargetGroups Discovery::groups(const std::string& name) const {
  const auto found = entries_.find(name);
  if (found == entries_.end()) return {};
  scrape::TargetGroups all = found->second.fixed;
  const auto add = [&](const scrape::TargetGroups& groups) {
    all.insert(all.end(), groups.begin(), groups.end());
  };
  for (const Files& files : found->second.files) add(files.discovery.groups());
  for (const auto& server : found->second.servers) add(server->groups);
  return all;
}

std::optional<core::SteadyInstant> Discovery::due() const {
  std::optional<core::SteadyInstant> next;
  const auto consider = [&](core::SteadyInstant time) {
    next = std::min(next.value_or(time), time);
  };
  for (const auto& [name, entry] : entries_) {
    if (entry.changed) consider(clock_.steady());
    for (const Files& files : entry.files) consider(files.next);
    for (const auto& server : entry.servers) {
      if (!server->transfer) consider(server->next);
    }
  }
  return next;
}

std::vector<std::string> Discovery::take_problems() {
  return std::exchange(problems_, {});
}

}  // namespace silicon::shell
