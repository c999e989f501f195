#include "alerting/command/doctor/doctor.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "alerting/command/doctor/examine.hpp"
#include "alerting/command/doctor/findings/judge.hpp"
#include "alerting/command/doctor/machine.hpp"
#include "alerting/command/doctor/trial.hpp"
#include "alerting/command/remote/remote.hpp"
#include "alerting/shell/run/load.hpp"

namespace silicon::command {
namespace {

using namespace std::chrono_literals;

constexpr core::Duration kAnswerTime = 10s;
constexpr std::string_view kAlertsPath = "/api/v2/alerts";

class Doctor {
 public:
  Doctor(const AlerterCommandLine& line, const runtime::Environment& environment,
         const core::Clock& clock)
      : line_(line), environment_(environment), clock_(clock) {}

  core::Result<Findings> run() {
    auto options = remote_options(line_, line_.value("url").value_or(""), environment_);
    const bool named = line_.has("url");
    // A configuration with a mistake in it is a finding, not wrong usage.
    if (!options && (named || !line_.has("config.file"))) return std::move(options).error();
    look_at_the_configuration();
    if (options) {
      options->timeout = kAnswerTime;
      remote_ = std::make_unique<Remote>(*std::move(options), clock_);
    }
    if (remote_ && !line_.has("offline") && is_running(named)) {
      look_at_the_alerter();
    } else if (loaded_) {
      try_out();
    }
    look_at_the_machine();
    return std::move(findings_);
  }

 private:
  void add(Finding finding) { findings_.push_back(std::move(finding)); }
  void add(Findings findings) {
    for (Finding& one : findings) add(std::move(one));
  }

  void look_at_the_configuration() {
    const auto file = line_.value("config.file");
    if (!file) return;
    auto loaded = shell::load(*file, environment_, line_.language);
    if (!loaded) {
      return add(fault("config", loaded.error().message(),
                       "correct it; silicon-alerter check config " + *file + " tells more"));
    }
    add(fine("config", *file + ": " + counted(loaded->config->scrapes.size(), "job") + ", " +
                           counted(loaded->groups.size(), "group") + " of rules"));
    for (const std::string& note : loaded->config->notes) {
      add(warning("config", note, "leave it out, or keep Prometheus for it"));
    }
    if (loaded->config->alertmanagers.empty() && loaded->config->webhooks.empty()) {
      add(warning("receivers", "nobody is told when something fires",
                  "add alerting.alertmanagers, or a webhook under notify"));
    }
    loaded_ = *std::move(loaded);
  }

  // `named`: the user says that it does.
  bool is_running(bool named) {
    const auto healthy = remote_->get("/-/healthy");
    if (healthy && healthy->status == 200) {
      add(fine("alerter", remote_->url() + " answers"));
      return true;
    }
    const std::string why = healthy
                                ? remote_->url() + ": answers " + std::to_string(healthy->status)
                                : healthy.error().message();
    if (healthy || named) {
      add(fault("alerter", why,
                healthy ? "state who you are: --token-file, or --username and --password-file"
                        : "start it: silicon-alerter run, or correct --url"));
    } else {
      add(warning("alerter", "does not run (" + why + "): the configuration is tried out",
                  "start it: silicon-alerter run"));
    }
    return false;
  }

  void look_at_the_alerter() {
    const Ask ask = [this](const std::string& path, const Form& form) {
      return remote_->call(path, form);
    };
    const auto ready = remote_->get("/-/ready");
    if (ready && ready->status != 200) {
      add(warning("alerter", "is not ready: rules have not been evaluated yet",
                  "wait for the first scrapes, and ask again"));
    }
    add(examine_reload(ask));
    if (const auto page = remote_->get("/metrics"); page && page->status == 200) {
      add(judge_own_metrics(page->body));
    }
    add(examine(ask));
    look_at_alertmanagers(ask);
    const auto time = time_of(ask);
    if (time) add(judge_server_clock(*time, clock_.now()));
  }

  void try_out() {
    Trial trial(*loaded_, clock_);
    trial.run();
    const Ask ask = [&trial](const std::string& path, const Form& form) {
      return trial.ask(path, form);
    };
    add(examine(ask));
    look_at_alertmanagers(ask);
  }

  void look_at_alertmanagers(const Ask& ask) {
    const auto urls = alertmanagers_of(ask);
    if (!urls) return;
    for (std::string url : *urls) {
      if (url.ends_with(kAlertsPath)) url.resize(url.size() - kAlertsPath.size());
      Remote manager({url, nullptr, kAnswerTime}, clock_);
      const auto answer = manager.get("/-/healthy");
      add(judge_alertmanager(url, answer ? answer->status : 0,
                             answer ? "" : answer.error().message().substr(url.size() + 2)));
    }
  }

  void look_at_the_machine() {
    if (loaded_) add(judge_disk(disk_facts(loaded_->config->state.path)));
    add(judge_machine_clock(clock_is_synchronised()));
  }

  const AlerterCommandLine& line_;
  const runtime::Environment& environment_;
  const core::Clock& clock_;
  Findings findings_;
  std::optional<shell::Loaded> loaded_;
  std::unique_ptr<Remote> remote_;
};

}  // namespace

int doctor(const AlerterCommandLine& line, const runtime::Environment& environment,
           const core::Clock& clock, std::ostream& out, std::ostream& err) {
  const auto findings = Doctor(line, environment, clock).run();
  if (!findings) {
    err << "silicon-alerter: " << findings.error().message() << "\n";
    return findings.error().message().starts_with("--") ? 2 : 1;
  }
  out << report(*findings);
  return is_sound(*findings, line.has("strict")) ? 0 : 1;
}

}  // namespace silicon::command
