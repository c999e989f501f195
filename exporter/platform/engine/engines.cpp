#include "exporter/platform/engine/engines.hpp"

#include <algorithm>
#include <utility>

namespace silicon::engine_platform {
namespace {

WatcherOptions watched(const EnginesOptions& options, std::string name, Locate locate) {
  WatcherOptions watcher;
  watcher.name = std::move(name);
  watcher.locate = std::move(locate);
  for (const std::string& label : options.labels) {
    watcher.labels.push_back(engine::chosen_label(label));
  }
  watcher.statistics = options.statistics;
  return watcher;
}

std::vector<WatcherOptions> all_watched(const EnginesOptions& options) {
  const engine::Surroundings here = this_process(options.root);
  std::vector<WatcherOptions> result;
  if (options.sockets.empty()) {
    result.push_back(watched(options, "docker", locate_docker("", here)));
    result.push_back(watched(options, "podman", locate_podman(here)));
    return result;
  }
  // DOCKER_HOST goes before the first of the configured ones only.
  result.push_back(watched(options, "docker", locate_docker(options.sockets.front(), here)));
  for (std::size_t i = 1; i < options.sockets.size(); ++i) {
    const std::string& socket = options.sockets[i];
    result.push_back(watched(options, socket, [socket] { return engine::client_url(socket); }));
  }
  return result;
}

class StatisticsReader : public containers::ContainerReader {
 public:
  explicit StatisticsReader(std::shared_ptr<Engines> engines) : engines_(std::move(engines)) {}

  core::Result<containers::Readings> read(const sources::Tick&) override {
    engines_->read_into(readings_);
    running_.clear();
    for (const containers::ContainerReading& reading : readings_) running_.push_back(&reading);
    return containers::Readings(running_);
  }

 private:
  std::shared_ptr<Engines> engines_;
  std::vector<containers::ContainerReading> readings_;
  std::vector<const containers::ContainerReading*> running_;
};

}  // namespace

Engines::Engines(const EnginesOptions& options, const core::Clock& clock)
    : Engines(all_watched(options), clock) {}

Engines::Engines(std::vector<WatcherOptions> watched, const core::Clock& clock)
    : clock_(clock),
      watched_(std::move(watched)),
      parts_(watched_.size()),
      view_(std::make_shared<const containers::Inventory>()) {}

Engines::~Engines() = default;

void Engines::start() {
  if (!watchers_.empty()) return;
  for (std::size_t place = 0; place < watched_.size(); ++place) {
    watchers_.push_back(std::make_unique<Watcher>(
        watched_[place], clock_,
        [this, place](containers::Inventory inventory) { publish(place, std::move(inventory)); }));
  }
}

void Engines::publish(std::size_t place, containers::Inventory inventory) {
  const std::lock_guard lock(mutex_);
  if (parts_[place] == inventory) return;
  parts_[place] = std::move(inventory);
  auto merged = std::make_shared<containers::Inventory>();
  for (const containers::Inventory& part : parts_) merged->insert(part.begin(), part.end());
  view_ = std::move(merged);
}

containers::MetadataView Engines::view() {
  const std::lock_guard lock(mutex_);
  start();
  return view_;
}

void Engines::read_into(std::vector<containers::ContainerReading>& readings) {
  readings.clear();
  {
    const std::lock_guard lock(mutex_);
    start();
  }
  const core::SteadyInstant now = clock_.steady();
  for (const auto& watcher : watchers_) watcher->statistics().append_to(readings, now);
  std::sort(readings.begin(), readings.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  readings.erase(std::unique(readings.begin(), readings.end(),
                             [](const auto& a, const auto& b) { return a.id == b.id; }),
                 readings.end());
}

std::unique_ptr<containers::ContainerReader> statistics_reader(std::shared_ptr<Engines> engines) {
  return std::make_unique<StatisticsReader>(std::move(engines));
}

}  // namespace silicon::engine_platform
