#include "alerting/command/check_config.hpp"

#include <ostream>
#include <vector>

#include "alerting/config/read.hpp"
#include "alerting/config/rules/read_rules.hpp"
#include "alerting/config/target_groups.hpp"
#include "alerting/scrape/discovery/target_set.hpp"
#include "exporter/core/text.hpp"
#include "exporter/runtime/files.hpp"
#include "exporter/runtime/glob.hpp"

namespace silicon::command {
namespace {

constexpr std::size_t kFileLimit = std::size_t{16} << 20;

std::string counted(std::size_t count, const std::string& word) {
  return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

// With all that are below it.
std::size_t routes_in(const routing::RouteSpec& route) {
  std::size_t count = 1;
  for (const routing::RouteSpec& child : route.routes) count += routes_in(child);
  return count;
}

// Checks one file after the other and remembers whether all was well.
class Check {
 public:
  Check(const CheckConfigOptions& options, const runtime::Environment& environment,
        std::ostream& out, std::ostream& err)
      : options_(options), environment_(environment), out_(out), err_(err) {}

  int run() {
    out_ << "Checking " << options_.file << '\n';
    const auto config = read();
    if (!config) {
      fail(config.error().message());
      return 1;
    }
    succeed(counted(config->scrapes.size(), "job") + ", " +
            counted(config->alertmanagers.size(), "set") + " of Alertmanagers, " +
            counted(config->webhooks.size(), "webhook"));
    if (config->routing) {
      succeed(counted(routes_in(config->routing->root), "route") + ", " +
              counted(config->receivers.size(), "receiver") + ", " +
              counted(config->routing->inhibit_rules.size(), "inhibit rule") + ", " +
              counted(config->routing->time_intervals.size(), "time interval"));
    }
    for (const std::string& note : config->notes) warn(note);
    check_scrapes(*config);
    for (const config::AlertmanagerConfig& manager : config->alertmanagers) {
      check_files(manager.discovery, "alerting.alertmanagers");
    }
    check_rule_files(*config);
    if (options_.print && sound_) out_ << '\n' << config->shown;
    return sound_ ? 0 : 1;
  }

 private:
  core::Result<config::Config> read() {
    auto text = runtime::read_file(options_.file, kFileLimit);
    if (!text) return std::move(text).error();
    return config::read_config(*text, options_.file, environment_);
  }

  void succeed(const std::string& words) { out_ << "  SUCCESS: " << words << '\n'; }
  void warn(const std::string& words) { err_ << "  WARNING: " << words << '\n'; }

  void fail(std::string_view mistakes) {
    sound_ = false;
    err_ << "  FAILED:\n";
    core::for_each_line(mistakes, [&](std::string_view line) { err_ << "    " << line << '\n'; });
  }

  // What relabelling makes of the addresses that are written down.
  void check_scrapes(const config::Config& config) {
    for (const config::ScrapeConfig& scrape : config.scrapes) {
      const std::string job = "job " + core::excerpt(scrape.job.name);
      const auto targets = scrape::make_targets(scrape.job, scrape.discovery.fixed);
      for (const std::string& problem : targets.problems) fail(job + ": " + problem);
      if (!targets.limit_error.empty()) warn(job + ": " + targets.limit_error);
      check_files(scrape.discovery, job);
    }
  }

  // A file of targets may well be written later.
  void check_files(const config::Discovery& discovery, const std::string& whose) {
    for (const config::FileDiscovery& files : discovery.files) {
      for (const std::string& pattern : files.patterns) {
        const auto paths = runtime::expand_glob(pattern);
        if (paths.empty()) warn(whose + ": there is no file " + pattern + " yet");
        for (const std::string& path : paths) check_target_file(path);
      }
    }
  }

  void check_target_file(const std::string& path) {
    out_ << "Checking " << path << '\n';
    auto text = runtime::read_file(path, kFileLimit);
    if (!text) return fail(text.error().message());
    const auto groups = config::parse_target_file(*text, path);
    if (!groups) return fail(groups.error().message());
    std::size_t addresses = 0;
    for (const scrape::TargetGroup& group : *groups) addresses += group.addresses.size();
    succeed(counted(addresses, "target"));
  }

  void check_rule_files(const config::Config& config) {
    for (const std::string& pattern : config.rule_files) {
      const auto paths = runtime::expand_glob(pattern);
      if (paths.empty() && runtime::is_glob(pattern)) {
        warn("rule_files: nothing fits " + pattern);
      } else if (paths.empty()) {
        fail("rule_files: there is no file " + pattern);
      }
      for (const std::string& path : paths) check_rule_file(path, config);
    }
  }

  void check_rule_file(const std::string& path, const config::Config& config) {
    out_ << "Checking " << path << '\n';
    auto text = runtime::read_file(path, kFileLimit);
    if (!text) return fail(text.error().message());
    config::RuleFileOptions options;
    options.interval = config.global.evaluation_interval;
    options.query_offset = config.global.rule_query_offset;
    options.language = options_.language;
    const auto groups = config::read_rules(*text, path, options);
    if (!groups) return fail(groups.error().message());
    std::size_t rules = 0;
    for (const rules::Group& group : *groups) rules += group.rules.size();
    succeed(counted(rules, "rule"));
  }

  const CheckConfigOptions& options_;
  const runtime::Environment& environment_;
  std::ostream& out_;
  std::ostream& err_;
  bool sound_ = true;
};

}  // namespace

int check_config(const CheckConfigOptions& options, const runtime::Environment& environment,
                 std::ostream& out, std::ostream& err) {
  return Check(options, environment, out, err).run();
}

}  // namespace silicon::command
