#include "alerting/command/doctor/trial.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "alerting/notify/alertmanager/endpoints.hpp"
#include "alerting/shell/run/settings.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kPatience = 50ms;
constexpr std::string_view kAlertmanagers = "alertmanagers:";  // no job is asked for by this
constexpr std::string_view kJob = "job:";

std::map<std::string, config::Discovery> discoveries_of(const config::Config& config) {
  std::map<std::string, config::Discovery> result;
  for (const config::ScrapeConfig& scrape : config.scrapes) {
    result[std::string(kJob) + scrape.job.name] = scrape.discovery;
  }
  for (std::size_t i = 0; i < config.alertmanagers.size(); ++i) {
    result[std::string(kAlertmanagers) + std::to_string(i)] = config.alertmanagers[i].discovery;
  }
  return result;
}

api::Parameters parameters_of(const Form& form) {
  return api::Parameters(form);
}

}  // namespace

Trial::Trial(shell::Loaded loaded, const core::Clock& clock)
    : config_(std::move(loaded.config)),
      clock_(clock),
      transfers_(clock, "silicon-alerter"),
      scraper_(transfers_),
      discovery_(transfers_, clock),
      store_({config_->storage.retention, config_->storage.max_bytes, config_->storage.max_series}),
      engine_(store_, [&clock] { return clock.steady(); }) {
  engine::Settings settings = shell::settings_of(*config_, std::move(loaded.groups), "");
  settings.receivers.clear();
  settings.has_alertmanagers = false;
  carry_out(engine_.configure(std::move(settings), clock.now()));
  discovery_.configure(discoveries_of(*config_));
}

void Trial::run() {
  do {
    carry_out(engine_.step(clock_.now(), take_events()));
    if (transfers_.under_way() > 0) transfers_.poll(kPatience);
  } while (!is_done());
  carry_out(engine_.step(clock_.now(), take_events()));
  find_alertmanagers();
}

// Each target once: the scrapes that would be due again are not begun.
bool Trial::is_done() const {
  return transfers_.under_way() == 0 && engine_.targets().scraped(1);
}

std::vector<engine::Event> Trial::take_events() {
  std::vector<engine::Event> events;
  for (const std::string& name : discovery_.look()) {
    if (!name.starts_with(kJob)) continue;
    events.emplace_back(engine::TargetsFound{name.substr(kJob.size()), discovery_.groups(name)});
  }
  for (shell::ScrapeResult& result : scraper_.take()) {
    events.emplace_back(engine::ScrapeFinished{result.key, std::move(result.response)});
  }
  return events;
}

void Trial::carry_out(const engine::Commands& commands) {
  for (const engine::Command& command : commands) {
    const auto* scrape = std::get_if<engine::Scrape>(&command);
    if (scrape == nullptr) continue;
    const auto job = std::find_if(
        config_->scrapes.begin(), config_->scrapes.end(),
        [&](const config::ScrapeConfig& one) { return one.job.name == scrape->target.job; });
    if (job == config_->scrapes.end()) continue;
    scraper_.scrape(scrape->scrape, clock_.now(), scrape->target,
                    std::shared_ptr<const config::ScrapeConfig>(config_, &*job));
  }
}

void Trial::find_alertmanagers() {
  for (std::size_t i = 0; i < config_->alertmanagers.size(); ++i) {
    const config::AlertmanagerConfig& manager = config_->alertmanagers[i];
    const auto found = alertmanager::find_endpoints(
        {manager.scheme, manager.path_prefix, manager.relabel},
        discovery_.groups(std::string(kAlertmanagers) + std::to_string(i)));
    alertmanagers_.insert(alertmanagers_.end(), found.urls.begin(), found.urls.end());
  }
}

core::Result<runtime::HttpAnswer> Trial::ask(const std::string& path, const Form& form) {
  const api::World world{
      store_, [this](const auto& function) { return function(engine_); },
      [] { return api::About(); },
      [this] {
        return api::QueryContext{store_, engine_.settings().options, clock_.now()};
      },
      alertmanagers_};
  api::Answer answer = api::call({"GET", path, parameters_of(form)}, world);
  return runtime::HttpAnswer{answer.status, {}, std::move(answer.body)};
}

}  // namespace silicon::command
