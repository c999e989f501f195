// What is known of an engine's containers: put together from lists, inspections and events, in
// whatever order they come, and bounded. Decides whom to inspect; asks nobody itself. One thread.
// Tested by tests/exporter/sources/containers/engine/book_test.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/sources/containers/engine/containers.hpp"
#include "exporter/sources/containers/engine/event.hpp"
#include "exporter/sources/containers/metadata.hpp"

namespace silicon::engine {

// A host that never cleans up can have thousands of containers that do not run.
struct BookLimits {
  std::size_t containers = 2000;                                       // of any state
  std::size_t stopped = 200;                                           // the latest to end
  core::SteadyDuration inspection_distance = std::chrono::seconds(1);  // of one container
};

class Book {
 public:
  explicit Book(BookLimits limits = {}) : limits_(limits) {}

  // All containers there are: others are forgotten, new and changed ones are to be inspected.
  void reconcile(std::vector<ContainerMetadata> list);

  // What an inspection of `id` said, or that it failed (nullopt): then the list decides again.
  void learn(std::string_view id, std::optional<ContainerMetadata> container);
  void forget(std::string_view id);

  // Whether the inventory has changed.
  bool apply(const Event& event);

  // Containers to inspect at `now`, at most `most`; they count as asked for from then on.
  std::vector<std::string> take_due(core::SteadyInstant now, std::size_t most);

  // Whether take_due() will have something, now or later.
  bool has_stale() const;

  // What to publish.
  containers::Inventory inventory() const;

  // The same of an engine that does not answer any more: names, images and labels of the containers
  // that had processes, which may well go on without it; nothing that may have changed.
  containers::Inventory remembered() const;

  // Containers with processes, by id; valid until the book changes.
  std::vector<const ContainerMetadata*> running() const;

  const ContainerMetadata* find(std::string_view id) const;

 private:
  struct Entry {
    ContainerMetadata container;
    bool stale = true;  // to be inspected
    std::optional<core::SteadyInstant> asked;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  void keep_within_limits(std::vector<ContainerMetadata>& list) const;
  bool add_created(const Event& event);

  BookLimits limits_;
  Entries entries_;
};

}  // namespace silicon::engine
