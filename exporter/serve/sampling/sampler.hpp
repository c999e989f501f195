// Samples every source on its own fixed grid: the quick ones in turn on one lane, those whose reads
// can block on another, and whoever hangs on a lane of their own. Results go to a Board. One owner;
// its methods are called from one thread. The lanes' threads are its business. Tested by
// tests/exporter/serve/sampling/sampler_test.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "exporter/core/time.hpp"
#include "exporter/serve/sampling/board.hpp"
#include "exporter/serve/sampling/lane.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::serve {

// A source that this machine has.
struct OpenSource {
  std::string name;
  std::unique_ptr<sources::Source> source;
  core::Duration interval{};  // > 0
  core::Duration budget{};
  bool may_block = false;
};

class Sampler {
 public:
  using Changed = decltype(Surroundings::changed);

  // `clock` and `board` must outlive the sampler; the board has a place for each source, in order.
  Sampler(std::vector<OpenSource> sources, const core::Clock& clock, Board& board, Changed changed);
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;
  ~Sampler();

  // All sources are sampled at once, then each on its grid.
  void start();

  // To be called about once a second: moves sources out of lanes that are held up, and publishes
  // when no lane did since the last call.
  void supervise();

  // Ends all threads, waiting at most `patience` in all. Returns the names of sources that hang:
  // their threads cannot be ended, so the process must leave by _Exit, without destroying the
  // sampler.
  std::vector<std::string> stop(core::Duration patience);

 private:
  void add_lane(Seats seats, bool publishes);

  Surroundings surroundings_;
  Seats quick_;
  Seats blocking_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::uint64_t version_seen_ = 0;
};

}  // namespace silicon::serve
