// All container engines of this machine together: one view of what they say of their containers,
// and readings for machines where cgroups cannot be read. Asks nobody before it is first asked
// itself. Thread-safe. Tested by tests/exporter/platform/engine/engines_test.cpp.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/platform/engine/watcher.hpp"
#include "exporter/sources/containers/metadata.hpp"
#include "exporter/sources/containers/reading.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::engine_platform {

struct EnginesOptions {
  // Addresses as DOCKER_HOST has them. Empty: wherever the docker command and Podman would look.
  std::vector<std::string> sockets;
  std::vector<std::string> labels;  // keys of containers' labels that are exported
  std::string root = "/";           // where the machine's files are found
  bool statistics = false;          // stream them, for readings()
};

class Engines {
 public:
  Engines(const EnginesOptions& options, const core::Clock& clock);
  // For tests: with these watchers.
  Engines(std::vector<WatcherOptions> watched, const core::Clock& clock);
  ~Engines();
  Engines(const Engines&) = delete;
  Engines& operator=(const Engines&) = delete;

  // Never null, never waits for an engine.
  containers::MetadataView view();

  // The newest statistics of every container of every engine, by id; replaces what was there.
  void read_into(std::vector<containers::ContainerReading>& readings);

 private:
  void start();
  void publish(std::size_t place, containers::Inventory inventory);

  const core::Clock& clock_;
  std::vector<WatcherOptions> watched_;
  std::mutex mutex_;
  std::vector<containers::Inventory> parts_;  // parallel to watched_
  containers::MetadataView view_;
  std::vector<std::unique_ptr<Watcher>> watchers_;  // last: their threads call publish()
};

// Containers by the engines' statistics. An engine that is not there has no containers.
std::unique_ptr<containers::ContainerReader> statistics_reader(std::shared_ptr<Engines> engines);

}  // namespace silicon::engine_platform
