// The engine's commands, carried out; see alerter.hpp.
#include <algorithm>
#include <utility>
#include <variant>

#include "alerting/shell/run/alerter.hpp"
#include "exporter/runtime/heap/heap.hpp"
#include "exporter/runtime/logging/logging.hpp"

namespace silicon::shell {
namespace {

runtime::LogLevel level_of(engine::Importance importance) {
  switch (importance) {
    case engine::Importance::debug:
      return runtime::LogLevel::debug;
    case engine::Importance::info:
      return runtime::LogLevel::info;
    case engine::Importance::warning:
      break;
  }
  return runtime::LogLevel::warning;
}

}  // namespace

void Alerter::carry_out(engine::Commands commands) {
  for (engine::Command& command : commands) {
    std::visit([this](auto& one) { carry_out(one); }, command);
  }
}

void Alerter::carry_out(engine::Scrape& command) {
  const auto& scrapes = config_->scrapes;
  const auto found = std::find_if(scrapes.begin(), scrapes.end(), [&](const auto& scrape) {
    return scrape.job.name == command.target.job;
  });
  if (found == scrapes.end()) return;  // the engine's jobs are the configuration's
  // Shares the configuration's life.
  scraper_.scrape(command.scrape, clock_.now(), command.target,
                  std::shared_ptr<const config::ScrapeConfig>(config_, &*found));
}

void Alerter::carry_out(engine::Save& command) {
  if (const core::Status status = saver_->save(std::move(command.changes)); !status) {
    repeated_log_.say(runtime::LogLevel::error, "save", "the state cannot be saved",
                      {{"problem", status.error().message()}});
  }
}

void Alerter::carry_out(engine::SaveSamples& command) {
  const core::Status status = saver_->save_samples(store_, command.since, command.until);
  if (!status) {
    repeated_log_.say(runtime::LogLevel::error, "samples", "recent samples cannot be saved",
                      {{"problem", status.error().message()}});
  }
}

void Alerter::carry_out(engine::Prune& command) {
  runtime::trim_heap();
  const core::Status status = saver_->prune(command.history_before, command.samples_before);
  if (!status) {
    repeated_log_.say(runtime::LogLevel::error, "prune", "old state cannot be removed",
                      {{"problem", status.error().message()}});
  }
}

void Alerter::carry_out(engine::RewindSamples& command) {
  if (const core::Status status = saver_->rewind_samples(command.now); !status) {
    repeated_log_.say(runtime::LogLevel::error, "rewind", "samples to come cannot be removed",
                      {{"problem", status.error().message()}});
  }
}

void Alerter::carry_out(engine::SendHeartbeat&) {
  if (!config_->heartbeat.sent) return;
  const config::SentHeartbeat& sent = *config_->heartbeat.sent;
  Delivery delivery;  // without a key: whether it has arrived is asked at the other end
  delivery.url = sent.url;
  // Shares the configuration's life.
  delivery.options = std::shared_ptr<const config::HttpOptions>(config_, &sent.http);
  delivery.timeout = sent.timeout;
  courier_.send(std::move(delivery));
}

void Alerter::carry_out(engine::Say& command) {
  std::vector<runtime::LogField> fields;
  for (const core::Label& field : command.fields) fields.emplace_back(field.name, field.value);
  runtime::log(level_of(command.importance), command.message, fields);
}

}  // namespace silicon::shell
