// An M4 Max that is busy in all its parts, as raw samples: what a recording of a real one may cost.
// No recording of a real one is public. What there is and how it is called is known (names of the
// M4 Pro's and M1 Ultra's energy channels, an M4 Max's 94 histograms, its 308 temperature keys of
// which 140 stand still, powermetrics' report of its clusters, which were in every state); how many
// power keys and HID sensors it has is a guess, and how figures move is the worst that machines do:
// every state of every core and every energy counter moves every second, every channel has a time
// of publication of its own, and sensors have the noise of all their bits. One thread at a time.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "exporter/sources/apple/sample.hpp"

namespace silicon::bench {

class BusyMac {
 public:
  BusyMac();

  // The next sample, a second later.
  const apple::Sample& next();

 private:
  void add_energy();
  void add_processors();
  void add_traffic();
  void add_sensors();
  void add_host();

  void move_channels();
  void move_states(apple::Channel& channel);
  void move_windows(apple::Channel& channel);
  void move_sensors();
  void move_host();

  double share() { return static_cast<double>(random_() % 1'000'000) / 1e6; }  // 0 to 1
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  double noise(double width) { return width * (share() + share() + share() - 1.5); }

  std::minstd_rand random_{7};
  apple::Sample sample_;
  std::vector<std::string> moving_keys_;  // of the SMC
};

}  // namespace silicon::bench
