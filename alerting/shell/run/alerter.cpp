#include "alerting/shell/run/alerter.hpp"

#include <algorithm>
#include <utility>

#include "alerting/shell/delivery/zones.hpp"
#include "alerting/shell/run/settings.hpp"
#include "exporter/runtime/logging/logging.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kLongestTurn = 1s;
constexpr core::Duration kLastPosts = 1s;  // for what is under way when the program ends
// Bytes, as many as the API reads: a Prometheus posts some hundred alerts at a time, each with
// whatever its rules say.
constexpr std::size_t kMostPosted = std::size_t{10} << 20;
constexpr std::string_view kJob = "job:";
constexpr std::string_view kAlertmanagers = "alertmanagers:";

series::StoreLimits limits_of(const config::StorageConfig& storage) {
  return {storage.retention, storage.max_bytes, storage.max_series};
}

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

// What a running process cannot change.
void say_what_needs_a_restart(const config::Config& before, const config::Config& now) {
  if (before.state.path != now.state.path) {
    runtime::log_warning("state.path has changed: restart to apply it");
  }
  if (!(before.web.server.address == now.web.server.address)) {
    runtime::log_warning("web.listen_address has changed: restart to apply it");
  }
}

}  // namespace

Alerter::Alerter(AlerterOptions options, const core::Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      started_(clock.now()),
      transfers_(clock, "silicon-alerter/" + options_.version),
      repeated_log_(clock, 1min),
      engine_(store_, [&clock] { return clock.steady(); }),
      receivers_([this](Delivery delivery) { courier_.send(std::move(delivery)); }),
      integrations_([this](Delivery delivery) { courier_.send(std::move(delivery)); },
                    [this](MailDelivery delivery) { mailer_.send(std::move(delivery)); },
                    zone_lookup()) {}

Alerter::~Alerter() {
  if (server_ != nullptr) server_->stop();
}

core::Result<std::unique_ptr<Alerter>> Alerter::start(AlerterOptions options,
                                                      const core::Clock& clock) {
  auto loaded = options.load();
  if (!loaded) return std::move(loaded).error();
  std::unique_ptr<Alerter> alerter(new Alerter(std::move(options), clock));
  if (core::Status status = alerter->open(*std::move(loaded)); !status) return status.error();
  return alerter;
}

core::Status Alerter::open(Loaded loaded) {
  const std::string directory = loaded.config->state.path;
  auto saver = Saver::open(directory, started_);
  if (!saver) return std::move(saver).error();
  saver_ = *std::move(saver);
  config_ = loaded.config;
  store_.set_limits(limits_of(config_->storage));
  Saver::Restored restored = saver_->restore(store_, started_ - config_->storage.retention);
  for (const std::string& problem : restored.problems) {
    runtime::log_error("saved state is not whole", {{"problem", problem}});
  }
  configure(std::move(loaded));
  runtime::log_info("state restored", {{"alerts", restored.alerts.size()},
                                       {"samples", restored.samples},
                                       {"messages", restored.routing.outbox.size()},
                                       {"directory", directory}});
  integrations_.restore(std::move(restored.routing.posted));
  carry_out(engine_.restore({std::move(restored.alerts), std::move(restored.marks),
                             std::move(restored.routing), store_.stats().newest},
                            started_));
  return listen();
}

core::Status Alerter::listen() {
  runtime::HttpServerOptions options = config_->web.server;
  options.body_limit = kMostPosted;
  auto server = runtime::HttpServer::start(options, runtime::Router(routes(pages())), clock_);
  if (!server) return std::move(server).error();
  server_ = *std::move(server);
  return core::Done{};
}

void Alerter::configure(Loaded loaded) {
  say_what_needs_a_restart(*config_, *loaded.config);
  for (const std::string& note : loaded.config->notes) {
    runtime::log_warning("not done by this program", {{"setting", note}});
  }
  config_ = std::move(loaded.config);
  configured_ = clock_.now();
  runtime::set_up_logging(config_->log);
  store_.set_limits(limits_of(config_->storage));
  engine::Settings settings =
      settings_of(*config_, std::move(loaded.groups),
                  default_external_url(config_->web.server, options_.host_name));
  receivers_.configure(config_, settings.external_url);
  integrations_.configure(config_, std::move(loaded.templates));
  carry_out(engine_.configure(std::move(settings), configured_));
  discovery_.configure(discoveries_of(*config_));
}

core::Status Alerter::load_again() {
  auto loaded = options_.load();
  const std::lock_guard lock(mutex_);
  reload_succeeded_ = loaded.ok();
  if (!loaded) {
    runtime::log_error("the configuration is wrong: the one before stays",
                       {{"mistakes", loaded.error().message()}});
    return std::move(loaded).error();
  }
  configure(*std::move(loaded));
  runtime::log_info("configuration read",
                    {{"jobs", config_->scrapes.size()}, {"groups", engine_.groups().size()}});
  return core::Done{};
}

core::Status Alerter::reload() {
  std::unique_lock lock(reload_mutex_);
  reload_wanted_ = true;
  reload_outcome_.reset();
  transfers_.wake();
  reload_done_.wait(lock, [this] { return reload_outcome_.has_value(); });
  return *reload_outcome_;
}

void Alerter::answer_reload() {
  std::unique_lock lock(reload_mutex_);
  if (!std::exchange(reload_wanted_, false)) return;
  lock.unlock();
  core::Status outcome = load_again();
  lock.lock();
  reload_outcome_ = std::move(outcome);
  reload_done_.notify_all();
}

void Alerter::run(runtime::Shutdown& shutdown) {
  shutdown.set_waker([this] { transfers_.wake(); });
  for (auto wish = shutdown.take(); wish != runtime::Wish::stop; wish = shutdown.take()) {
    if (wish == runtime::Wish::reload) {
      const core::Status told_in_the_log = load_again();
      static_cast<void>(told_in_the_log);
    }
    turn(kLongestTurn);
  }
  shutdown.set_waker({});
  stop();
}

void Alerter::stop() {
  {
    const std::lock_guard lock(reload_mutex_);
    reload_outcome_ = core::Error("the program is ending");
    reload_done_.notify_all();
  }
  server_->stop();
  const core::SteadyInstant deadline = clock_.steady() + kLastPosts;
  while (courier_.under_way() + mailer_.under_way() > 0 && clock_.steady() < deadline) {
    transfers_.poll(std::chrono::ceil<core::Duration>(deadline - clock_.steady()));
    collect_events();
    carry_out(engine_.step(clock_.now(), std::exchange(events_, {})));
  }
  carry_out(engine_.stop(clock_.now()));
}

void Alerter::turn(core::Duration patience) {
  answer_reload();
  core::Duration left{0};
  {
    const std::lock_guard lock(mutex_);
    collect_events();
    const core::Instant now = clock_.now();
    carry_out(engine_.step(now, std::exchange(events_, {})));
    receivers_.turn(now);
    take(integrations_.turn(now));
    left = time_left(patience);
  }
  transfers_.poll(left);
}

void Alerter::collect_events() {
  for (const std::string& name : discovery_.look()) {
    const scrape::TargetGroups groups = discovery_.groups(name);
    if (name.starts_with(kJob)) {
      events_.emplace_back(engine::TargetsFound{name.substr(kJob.size()), groups});
    } else {
      receivers_.found(std::stoul(name.substr(kAlertmanagers.size())), groups);
    }
  }
  for (const std::string& problem : discovery_.take_problems()) {
    runtime::log_warning("service discovery", {{"problem", problem}});
  }
  for (ScrapeResult& result : scraper_.take()) {
    events_.emplace_back(engine::ScrapeFinished{result.key, std::move(result.response)});
  }
  const core::Instant now = clock_.now();
  for (const DeliveryResult& result : courier_.take()) {
    take(receivers_.finished(result, now));
    take(integrations_.finished(result, now));
  }
  for (const MailResult& result : mailer_.take()) take(integrations_.finished(result, now));
}

void Alerter::take(std::vector<engine::Event> events) {
  for (engine::Event& event : events) events_.push_back(std::move(event));
}

core::Duration Alerter::time_left(core::Duration patience) const {
  const core::Instant now = clock_.now();
  core::Duration left = std::min(patience, engine_.next_step(now) - now);
  if (const auto due = receivers_.due()) left = std::min(left, *due - now);
  if (const auto due = integrations_.due()) left = std::min(left, *due - now);
  if (const auto due = discovery_.due()) {
    left = std::min(left, std::chrono::ceil<core::Duration>(*due - clock_.steady()));
  }
  return std::max(left, core::Duration(0));
}

}  // namespace silicon::shell
