#include "exporter/platform/engine/watcher.hpp"

#include <algorithm>
#include <utility>

#include "exporter/runtime/logging/logging.hpp"

namespace silicon::engine_platform {

Watcher::Watcher(WatcherOptions options, const core::Clock& clock, Publish publish)
    : options_(std::move(options)), clock_(clock), publish_(std::move(publish)) {
  thread_ = std::thread([this] { run(); });
}

Watcher::~Watcher() {
  cancellation_.cancel();
  thread_.join();
}

void Watcher::run() {
  runtime::HttpStreams nothing(clock_);  // only to wait with
  core::Duration pause = options_.first_pause;
  while (!cancellation_.cancelled()) {
    const core::Status status = live(pause);
    if (cancellation_.cancelled()) return;
    if (!status) say_problem(status.error());
    publish_(book_.remembered());
    statistics_.clear();
    nothing.poll(pause, cancellation_);
    pause = std::min(pause * 2, options_.longest_pause);
  }
}

core::Status Watcher::live(core::Duration& pause) {
  const core::Result<std::string> address = options_.locate();
  if (!address) return address.error();
  core::Result<runtime::HttpUrl> url = runtime::parse_http_url(*address);
  if (!url) return std::move(url).error().within(*address);
  SessionOptions options;
  options.labels = options_.labels;
  options.statistics = options_.statistics ? &statistics_ : nullptr;
  options.patience = options_.patience;
  Session session(*std::move(url), std::move(options), book_, clock_, cancellation_);
  if (core::Status opened = session.open(); !opened) return opened;
  pause = options_.first_pause;
  said_.clear();
  runtime::log_info(
      "container engine answers",
      {{"engine", options_.name}, {"address", *address}, {"version", session.version_prefix()}});
  core::Status status = session.follow([this] { publish_(book_.inventory()); });
  if (session.bad_events() > 0) {
    runtime::log_warning("container engine sent events that make no sense",
                         {{"engine", options_.name}, {"events", session.bad_events()}});
  }
  return status;
}

void Watcher::say_problem(const core::Error& error) {
  if (error.message() == std::exchange(said_, error.message())) return;
  // That there is no engine is no news on most machines.
  const auto level = error.kind() == core::ErrorKind::absent ? runtime::LogLevel::debug
                                                             : runtime::LogLevel::warning;
  const std::vector<runtime::LogField> fields{{"engine", options_.name},
                                              {"problem", error.message()}};
  runtime::log(level, "container engine does not answer", fields);
}

}  // namespace silicon::engine_platform
