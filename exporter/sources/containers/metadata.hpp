// What a container engine says about its containers, running or not: names, images, states. One
// thread asks the engine and publishes an immutable whole; samplers join the newest one to what
// they read. Values; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "exporter/core/labels.hpp"
#include "exporter/core/time.hpp"

namespace silicon::containers {

enum class ContainerState {
  created,
  running,
  paused,
  restarting,
  removing,
  exited,
  dead,
};

enum class Health { none, starting, healthy, unhealthy };

// Texts are what the engine says, valid UTF-8 and bounded in length by who publishes them; nullopt
// is what it does not say.
struct ContainerMetadata {
  std::string id = {};                   // in full
  std::string name = {};                 // without Docker's leading '/'; "" where there is none
  std::string image = {};                // as the user wrote it: "redis:7"
  std::vector<core::Label> labels = {};  // the chosen ones, as they are exported:
                                         // "container_label_com_docker_compose_project"
  std::optional<ContainerState> state = {};
  std::optional<Health> health = {};
  std::optional<std::int64_t> exit_code =
      {};  // of the last end; nullopt while it runs the first time
  std::optional<std::uint64_t> restarts = {};
  // Times that the engine told of the kernel killing for want of memory, since this program asks;
  // the only word there is where the container ends with the process that was killed.
  std::uint64_t oom_events = 0;
  std::optional<core::Instant> created = {};
  std::optional<core::Instant> started = {};
  std::optional<core::Instant> finished = {};
  // The engine's own limits, for readers that cannot see the cgroup. 0: not limited.
  std::optional<std::uint64_t> memory_limit_bytes = {};
  std::optional<std::uint64_t> cpu_quota_microseconds = {};
  std::optional<std::uint64_t> cpu_period_microseconds = {};
  std::optional<std::uint64_t> threads_limit = {};
  std::string cpuset = {};   // as configured, "0-3,8"; "" for all
  bool owns_network = true;  // false: it uses the host's or another container's

  friend bool operator==(const ContainerMetadata&, const ContainerMetadata&) = default;
};

// All that is known at one moment, by full id.
using Inventory = std::map<std::string, ContainerMetadata, std::less<>>;

// Never null: an empty inventory where nobody answers.
using MetadataView = std::shared_ptr<const Inventory>;

// The newest view; called from the sampling thread, must not wait.
using MetadataProvider = std::function<MetadataView()>;

}  // namespace silicon::containers
