#include "tests/simulation/scene.hpp"

#include <algorithm>
#include <memory>

#include "exporter/core/numbers.hpp"

namespace silicon::simulation {
namespace {

using namespace std::chrono_literals;

constexpr double kErrorsPerSecond = 0.1;

class Target {
 public:
  explicit Target(std::uint64_t seed) : dice_(seed) {
    outage_change_ = dice_.between(20min, 6h);
    load_change_ = dice_.between(1min, 1h);
    errors_change_ = dice_.between(1min, 1h);
  }

  const Figures& at(core::Duration elapsed) {
    while (now_ < elapsed) {
      const core::Duration next = std::min({elapsed, outage_change_, load_change_, errors_change_});
      if (rising_)
        figures_.errors += std::chrono::duration<double>(next - now_).count() * kErrorsPerSecond;
      now_ = next;
      if (now_ == outage_change_) change_reach();
      if (now_ == load_change_) change_load();
      if (now_ == errors_change_) change_errors();
    }
    return figures_;
  }

 private:
  void change_reach() {
    figures_.reachable = !figures_.reachable;
    outage_change_ += figures_.reachable ? dice_.between(20min, 6h) : dice_.between(30s, 40min);
  }

  void change_load() {
    if (flaps_ > 0) {
      --flaps_;
    } else if (dice_.chance(0.2)) {
      flaps_ = static_cast<int>(dice_.roll() % 40);
    }
    if (dice_.chance(0.1)) {
      figures_.load.reset();
    } else {
      figures_.load = figures_.load.value_or(1) > 5 ? 1 : 9;
    }
    load_change_ += flaps_ > 0 ? dice_.between(20s, 3min) : dice_.between(3min, 2h);
  }

  void change_errors() {
    rising_ = !rising_;
    errors_change_ += rising_ ? dice_.between(2min, 40min) : dice_.between(10min, 3h);
  }

  Dice dice_;
  Figures figures_;
  bool rising_ = false;
  int flaps_ = 0;  // quick changes of the load to come
  core::Duration now_{0};
  core::Duration outage_change_;
  core::Duration load_change_;
  core::Duration errors_change_;
};

}  // namespace

std::optional<std::string> page_of(const Figures& figures) {
  if (!figures.reachable) return std::nullopt;
  std::string page = "errors_total " + core::format_double(figures.errors) + "\n";
  if (figures.load) page += "load " + core::format_double(*figures.load) + "\n";
  return page;
}

Scene troubled_scene(std::uint64_t seed) {
  const auto targets = std::make_shared<std::map<std::string, Target>>();
  return [seed, targets](const std::string& instance, core::Duration elapsed) {
    // The same trouble for a target in whatever order they are asked.
    const std::uint64_t own = seed * 1000003U + instance.at(0);
    return targets->try_emplace(instance, own).first->second.at(elapsed);
  };
}

}  // namespace silicon::simulation
