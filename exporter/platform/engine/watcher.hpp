// Keeps a session with one container engine for as long as it lives, on a thread of its own: finds
// it, connects, connects again with growing pauses when it is lost, and publishes what is known.
// Says in the log, once, what is the matter. Thread-safe.
// Tested by tests/exporter/platform/engine/watcher_test.cpp.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "exporter/core/time.hpp"
#include "exporter/platform/engine/locate.hpp"
#include "exporter/platform/engine/session.hpp"
#include "exporter/platform/engine/statistics.hpp"
#include "exporter/sources/containers/metadata.hpp"

namespace silicon::engine_platform {

struct WatcherOptions {
  std::string name;  // "docker", for the log
  Locate locate;
  engine::ChosenLabels labels;
  bool statistics = false;
  core::Duration first_pause = std::chrono::seconds(1);  // between two attempts; doubled each time
  core::Duration longest_pause = std::chrono::seconds(30);
  core::Duration patience = std::chrono::seconds(5);
};

class Watcher {
 public:
  using Publish = std::function<void(containers::Inventory)>;

  // `publish` is called from the watcher's thread.
  Watcher(WatcherOptions options, const core::Clock& clock, Publish publish);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  const Statistics& statistics() const { return statistics_; }

 private:
  void run();
  core::Status live(core::Duration& pause);
  void say_problem(const core::Error& error);

  const WatcherOptions options_;
  const core::Clock& clock_;
  const Publish publish_;
  Statistics statistics_;
  runtime::Cancellation cancellation_;
  engine::Book book_;
  std::string said_;  // the latest problem in the log
  std::thread thread_;
};

}  // namespace silicon::engine_platform
