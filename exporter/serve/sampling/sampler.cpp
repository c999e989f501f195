#include "exporter/serve/sampling/sampler.hpp"

#include <algorithm>
#include <utility>

namespace silicon::serve {

Sampler::Sampler(std::vector<OpenSource> sources, const core::Clock& clock, Board& board,
                 Changed changed)
    : surroundings_{clock, board, clock.steady(), std::move(changed)} {
  for (std::size_t place = 0; place < sources.size(); ++place) {
    OpenSource& from = sources[place];
    auto seat = std::make_unique<Seat>(
        Seat{place, std::move(from.source), from.interval, from.budget, surroundings_.origin});
    (from.may_block ? blocking_ : quick_).push_back(std::move(seat));
  }
}

Sampler::~Sampler() {
  (void)stop(std::chrono::hours(1));
}

void Sampler::start() {
  add_lane(std::move(quick_), true);
  if (!blocking_.empty()) add_lane(std::move(blocking_), false);
}

void Sampler::add_lane(Seats seats, bool publishes) {
  lanes_.push_back(std::make_unique<Lane>(surroundings_, std::move(seats), publishes));
  lanes_.back()->start();
}

void Sampler::supervise() {
  const std::size_t lanes = lanes_.size();
  for (std::size_t i = 0; i < lanes; ++i) {
    bool publishes = false;
    Seats rescued = lanes_[i]->rescue(publishes);
    if (!rescued.empty()) add_lane(std::move(rescued), publishes);
  }
  if (surroundings_.board.newest()->version == version_seen_) surroundings_.board.publish();
  version_seen_ = surroundings_.board.newest()->version;
}

std::vector<std::string> Sampler::stop(core::Duration patience) {
  for (const auto& lane : lanes_) lane->ask_to_stop();
  const core::SteadyInstant deadline = surroundings_.clock.steady() + patience;
  std::vector<std::string> hanging;
  for (const auto& lane : lanes_) {
    const auto left =
        std::chrono::duration_cast<core::Duration>(deadline - surroundings_.clock.steady());
    std::string name = lane->stop_within(std::max(left, core::Duration(0)));
    if (!name.empty()) hanging.push_back(std::move(name));
  }
  if (hanging.empty()) lanes_.clear();
  return hanging;
}

}  // namespace silicon::serve
