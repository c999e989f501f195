// The channels of a recording that the lines so far have named. Samples name the same ones in the
// same order: each name is kept once, and changes tell channels by their position alone.
// State without locks: one thread at a time.
// Tested by tests/exporter/platform/recording/read_test.cpp.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::recording {

class KnownChannels {
 public:
  // Where a channel that is told by its position is in a Sample; nullopt: it is not kept.
  using Index = std::optional<std::size_t>;

  // Another list of channels begins.
  void begin() { count_ = kept_ = 0; }

  // The next one of the list, with the identity that the one at its position had before, where that
  // is the same.
  std::shared_ptr<const apple::ChannelIdentity> keep(apple::ChannelIdentity&& identity) {
    Place& place = next();
    place.index = kept_++;
    if (place.identity == nullptr || *place.identity != identity) {
      place.identity = std::make_shared<const apple::ChannelIdentity>(std::move(identity));
    }
    return place.identity;
  }

  // The next one of the list is of no use.
  void pass_over() { next() = {}; }

  // Of the list that began last.
  bool has(std::size_t position) const { return position < count_; }
  Index index_of(std::size_t position) const { return places_.at(position).index; }

 private:
  struct Place {
    std::shared_ptr<const apple::ChannelIdentity> identity = nullptr;
    Index index = std::nullopt;
  };

  Place& next() {
    if (count_ == places_.size()) places_.emplace_back();
    return places_[count_++];
  }

  std::vector<Place> places_;
  std::size_t count_ = 0;
  std::size_t kept_ = 0;
};

}  // namespace silicon::recording
