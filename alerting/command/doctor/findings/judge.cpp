#include "alerting/command/doctor/findings/judge.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/exposition/read.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kClockTolerance = 2s;
constexpr std::uint64_t kLeastFree = std::uint64_t{64} << 20;  // bytes: the state needs some MB

struct Remedy {
  std::string_view found;  // in the error of a scrape
  std::string_view fix;
};

// The first that fits. The words are those of shell/http/exchange.cpp, scrape/response.cpp and
// scrape/ingestion.cpp, and Go's where they differ.
constexpr std::array<Remedy, 15> kRemedies{{
    {"onnection refused",
     "nothing listens there: start the exporter, or correct the address in scrape_configs"},
    {"name is not known", "correct the host in scrape_configs, or make its name known (DNS)"},
    {"no such host", "correct the host in scrape_configs, or make its name known (DNS)"},
    {"o route to host",
     "the network does not lead there: check the address, the VPN, the firewall"},
    {"nreachable", "the network does not lead there: check the address, the VPN, the firewall"},
    {"within", "it is slow, or a firewall swallows the packets: try curl, raise scrape_timeout"},
    {"deadline", "it is slow, or a firewall swallows the packets: try curl, raise scrape_timeout"},
    {"401", "it wants credentials: basic_auth or authorization in this job's scrape config"},
    {"403", "its credentials are not enough: look at authorization in this job's scrape config"},
    {"404", "nothing is there: correct metrics_path in this job's scrape config"},
    {"Content-Type",
     "it is no page of metrics, or set fallback_scrape_protocol: PrometheusText0.0.4"},
    {"size limit", "it is longer than allowed: raise body_size_limit, or expose less"},
    {"limit", "it exceeds a limit of this job's scrape config: raise the limit, or expose less"},
    {"TLS", "check scheme and tls_config (ca_file, server_name) of this job's scrape config"},
    {"line ", "the page breaks the format: run promtool check metrics on it"},
}};

std::string remedy_for(const std::string& error) {
  const auto* found = std::find_if(kRemedies.begin(), kRemedies.end(), [&](const Remedy& one) {
    return error.find(one.found) != std::string::npos;
  });
  return found == kRemedies.end() ? "ask it with curl -v, and look at its log"
                                  : std::string(found->fix);
}

std::string seconds_text(double seconds) {
  return core::format_double(static_cast<double>(static_cast<std::int64_t>(seconds * 10)) / 10) +
         " s";
}

std::string megabytes(std::uint64_t bytes) {
  return std::to_string(bytes >> 20) + " MiB";
}

struct OwnCount {
  std::string_view metric;
  std::string_view what;
  std::string_view fix;
};

constexpr std::array<OwnCount, 3> kOwnCounts{{
    {"silicon_alerter_state_failures_total", "times the state could not be saved",
     "look for \"the state cannot be saved\" in the log: is the disk full, or not writable?"},
    {"prometheus_notifications_errors_total", "posts to Alertmanager that failed",
     "look for their reason in the log; check alerting.alertmanagers"},
    {"prometheus_notifications_dropped_total", "notifications that were given up",
     "look for their reason in the log; check alerting and notify"},
}};

double sum_of(std::string_view page, std::string_view metric) {
  core::ExpositionReader reader(page, core::ExpositionFormat::text);
  double sum = 0;
  while (true) {
    const auto entry = reader.next();
    if (entry && !*entry) return sum;
    if (!entry) continue;
    const auto* sample = std::get_if<core::SampleLine>(&**entry);
    if (sample != nullptr && core::cut(sample->series, '{').first == metric) sum += sample->value;
  }
}

}  // namespace

Findings judge_targets(const std::vector<std::string>& jobs,
                       const std::vector<api::TargetReply>& targets) {
  Findings findings;
  std::size_t up = 0;
  for (const api::TargetReply& target : targets) {
    if (target.health == "up") {
      ++up;
    } else if (target.health == "unknown") {
      findings.push_back(warning("scrape", target.job + ": " + target.url + ": not scraped yet",
                                 "wait for a scrape interval, and ask again"));
    } else {
      findings.push_back(fault("scrape", target.job + ": " + target.url + ": " + target.error,
                               remedy_for(target.error)));
    }
  }
  for (const std::string& job : jobs) {
    if (std::any_of(targets.begin(), targets.end(),
                    [&](const api::TargetReply& target) { return target.job == job; })) {
      continue;
    }
    findings.push_back(fault("scrape", job + ": has no targets",
                             "look at its static_configs, the files of file_sd_configs, and what "
                             "relabel_configs drop"));
  }
  if (jobs.empty()) {
    findings.push_back(fault("scrape", "no job: nothing is watched", "add scrape_configs"));
  }
  findings.push_back(
      fine("scrape", std::to_string(up) + " of " + counted(targets.size(), "target") + " answer"));
  return findings;
}

Findings judge_rules(const std::vector<api::RuleReply>& rules) {
  Findings findings;
  for (const api::RuleReply& rule : rules) {
    if (rule.health != "err") continue;
    findings.push_back(fault("rules",
                             rule.file + ": " + rule.group + ": " + rule.name + ": " + rule.error,
                             "correct the rule; silicon-alerter query instant shows what its "
                             "expression yields"));
  }
  const auto alerting = std::count_if(rules.begin(), rules.end(), [](const api::RuleReply& rule) {
    return rule.type == "alerting";
  });
  if (alerting == 0) {
    findings.push_back(
        warning("rules", "no alerting rule: nothing can fire", "name some in rule_files"));
  }
  findings.push_back(fine("rules", counted(rules.size(), "rule") + ", " + std::to_string(alerting) +
                                       " of them alerting"));
  return findings;
}

Findings judge_sources(const api::QueryReply& down) {
  Findings findings;
  for (const api::ReplySeries& series : down.series) {
    const std::string instance(series.labels.get("instance"));
    findings.push_back(warning("sources",
                               instance + ": gives nothing from its source \"" +
                                   std::string(series.labels.get("source")) + "\"",
                               "run silicon-exporter sources there: it says why"));
  }
  return findings;
}

Findings judge_exporter_clocks(const api::QueryReply& ahead) {
  Findings findings;
  for (const api::ReplySeries& series : ahead.series) {
    const double by = series.points.empty() ? 0 : series.points[0].value;
    findings.push_back(fault("clock",
                             std::string(series.labels.get("instance")) +
                                 ": its clock differs from the alerter's by " + seconds_text(by),
                             "synchronise both machines' clocks (NTP)"));
  }
  return findings;
}

Finding judge_server_clock(core::Instant server, core::Instant here) {
  const core::Duration by = server > here ? server - here : here - server;
  if (by <= kClockTolerance) return fine("clock", "the alerter's agrees with this machine's");
  return fault("clock",
               "the alerter's differs from this machine's by " +
                   seconds_text(std::chrono::duration<double>(by).count()),
               "synchronise both machines' clocks (NTP)");
}

Finding judge_machine_clock(std::optional<bool> synchronised) {
  if (!synchronised) return fine("clock", "the system does not say whether it is synchronised");
  if (*synchronised) return fine("clock", "this machine's is synchronised");
  return warning("clock", "this machine's is not synchronised, says the kernel",
                 "switch on NTP (timedatectl set-ntp true, or sntp on macOS), unless the host of "
                 "this virtual machine sees to it");
}

Findings judge_disk(const DiskFacts& facts) {
  Findings findings;
  if (!facts.problem.empty()) {
    findings.push_back(fault("disk", facts.directory + ": " + facts.problem,
                             "let the alerter's user write there, or state another directory in "
                             "state.path: without it a restart forgets alerts"));
  }
  if (!facts.state_problem.empty()) {
    findings.push_back(fault("disk", facts.state_problem,
                             "restore it from a backup, or move it away: a new one is begun"));
  }
  if (facts.total_bytes > 0 && facts.free_bytes < kLeastFree) {
    findings.push_back(fault("disk", facts.directory + ": " + megabytes(facts.free_bytes) + " left",
                             "make room: without any, a restart forgets what has happened since"));
  }
  if (findings.empty()) {
    findings.push_back(
        fine("disk", facts.directory + ": " + megabytes(facts.free_bytes) + " free"));
  }
  return findings;
}

Finding judge_alertmanager(const std::string& url, int status, const std::string& failure) {
  if (!failure.empty()) {
    return fault("receivers", url + ": " + failure,
                 "start it, or correct the address in alerting.alertmanagers");
  }
  if (status >= 500) {
    return fault("receivers", url + ": answers " + std::to_string(status),
                 "look at its log: it takes no alerts like this");
  }
  return fine("receivers", url + " answers");
}

Findings judge_own_metrics(std::string_view page) {
  Findings findings;
  for (const OwnCount& own : kOwnCounts) {
    const double sum = sum_of(page, own.metric);
    if (sum <= 0) continue;
    findings.push_back(warning("alerter", core::format_double(sum) + " " + std::string(own.what),
                               std::string(own.fix)));
  }
  return findings;
}

}  // namespace silicon::command
