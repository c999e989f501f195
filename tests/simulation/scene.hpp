// What the targets of a simulation say: whether they can be reached, a load that comes and goes,
// and a counter of errors that rises or stands still. One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "exporter/core/time.hpp"
#include "tests/simulation/dice.hpp"

namespace silicon::simulation {

struct Figures {
  bool reachable = true;
  std::optional<double> load = 1;  // nothing: the page has no such series
  double errors = 0;
};

// What a target says when that much time has really passed; asked in order of time.
using Scene = std::function<Figures(const std::string& instance, core::Duration elapsed)>;

// The exposition page; nothing when it cannot be reached.
std::optional<std::string> page_of(const Figures& figures);

// Weeks of trouble: outages, load that stays high or flaps from scrape to scrape or vanishes, and
// errors now and then.
Scene troubled_scene(std::uint64_t seed);

}  // namespace silicon::simulation
