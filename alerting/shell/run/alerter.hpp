// The running program: one thread that turns what happens outside into events for the engine, and
// the engine's commands into scrapes, posts, saved state and log lines; and the web server's
// threads, which read what is there while the engine stands still.
// Tested by tests/alerting/shell/run/alerter_test.cpp.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "alerting/api/alertmanager/call.hpp"
#include "alerting/engine/engine.hpp"
#include "alerting/shell/delivery/integrations.hpp"
#include "alerting/shell/delivery/receivers.hpp"
#include "alerting/shell/http/courier.hpp"
#include "alerting/shell/http/transfers.hpp"
#include "alerting/shell/mail/mailer.hpp"
#include "alerting/shell/run/load.hpp"
#include "alerting/shell/state/saver.hpp"
#include "alerting/shell/targets/discovery.hpp"
#include "alerting/shell/targets/scraper.hpp"
#include "alerting/shell/web/request_counts.hpp"
#include "alerting/shell/web/routes.hpp"
#include "exporter/runtime/http/server.hpp"
#include "exporter/runtime/shutdown.hpp"

namespace silicon::shell {

struct AlerterOptions {
  std::function<core::Result<Loaded>()> load;  // configuration and rules, at start and at reloads
  std::string version;
  std::string host_name;
  std::string directory;  // that the program runs in
};

class Alerter {
 public:
  // Everything that can fail at start has been done when this returns: the state is restored and
  // the server listens. The clock must outlive the alerter.
  static core::Result<std::unique_ptr<Alerter>> start(AlerterOptions options,
                                                      const core::Clock& clock);
  ~Alerter();
  Alerter(const Alerter&) = delete;
  Alerter& operator=(const Alerter&) = delete;

  // Until stopping is wished for; then what must not be lost is saved.
  void run(runtime::Shutdown& shutdown);

  // One turn of run(): does what is to be done, then waits for at most `patience`.
  void turn(core::Duration patience);

  // From any thread; returns when the thread that runs has done it.
  core::Status reload();

  std::string address() const { return runtime::to_string(server_->address()); }
  std::uint16_t port() const { return server_->port(); }

 private:
  Alerter(AlerterOptions options, const core::Clock& clock);

  core::Status open(Loaded loaded);
  core::Status restore();
  core::Status listen();
  void stop();

  void configure(Loaded loaded);
  core::Status load_again();
  void answer_reload();

  void collect_events();
  void take(std::vector<engine::Event> events);
  void carry_out(engine::Commands commands);
  void carry_out(engine::Scrape& command);
  void carry_out(engine::Save& command);
  void carry_out(engine::SaveSamples& command);
  void carry_out(engine::Prune& command);
  void carry_out(engine::RewindSamples& command);
  void carry_out(engine::TellAlertmanagers& command) { receivers_.tell(std::move(command)); }
  void carry_out(engine::TellWebhook& command) { receivers_.tell(std::move(command)); }
  void carry_out(engine::SendNotification& command) { integrations_.send(std::move(command)); }
  void carry_out(engine::SendHeartbeat& command);
  void carry_out(engine::Say& command);
  core::Duration time_left(core::Duration patience) const;

  Pages pages();
  api::World world();
  api::AlertmanagerWorld alertmanager_world();
  api::Answer change(const api::AlertmanagerWorld::Change& function);
  bool hear(const std::string& heartbeat);
  api::About about() const;
  api::QueryContext query_context() const;
  std::string metrics(core::ExpositionFormat format) const;

  AlerterOptions options_;
  const core::Clock& clock_;
  const core::Instant started_;
  Transfers transfers_;
  Scraper scraper_{transfers_};
  Courier courier_{transfers_, clock_};
  Mailer mailer_{transfers_};
  Discovery discovery_{transfers_, clock_};
  runtime::RepeatedLog repeated_log_;
  RequestCounts request_counts_;  // has a lock of its own

  mutable std::mutex mutex_;  // guards all that follows, up to the next one
  std::shared_ptr<const config::Config> config_;
  core::Instant configured_;
  bool reload_succeeded_ = true;
  series::Store store_{series::StoreLimits{}};  // has a lock of its own
  engine::Engine engine_;
  Receivers receivers_;
  Integrations integrations_;
  std::unique_ptr<Saver> saver_;
  std::vector<engine::Event> events_;

  std::mutex reload_mutex_;  // guards the next three
  std::condition_variable reload_done_;
  bool reload_wanted_ = false;
  std::optional<core::Status> reload_outcome_;

  std::unique_ptr<runtime::HttpServer> server_;  // ends first
};

}  // namespace silicon::shell
