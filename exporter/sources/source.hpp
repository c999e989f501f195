// What one subject of measurement looks like to the sampler: something that can be sampled.
// Implementations live in platform/ (reading) and lean on sources/* (judging); see any of
// platform/linux/*_source.cpp for the pattern.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "exporter/core/family.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::sources {

// The moment of one sample, handed to the source so that it never asks a clock.
struct Tick {
  core::SteadyInstant steady;
  core::Instant wall;
};

// Used by one thread at a time, not always the same one.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  // Reads the machine now and returns every family of this source, complete, in stable order. What
  // the machine does not say is left out. An Error means that this sample as a whole is lost; the
  // source is then shown as down, and is asked again at its next tick. Counters never go backwards
  // between two successful samples. The first sample may lack figures that need an interval.
  virtual core::Result<core::Families> sample(const Tick& tick) = 0;
};

// A source that may or may not exist on this machine.
struct SourceSpec {
  std::string name;         // "cpu": config key, `source` label, command line
  std::string description;  // one line: what it reads and from where
  core::Duration interval;  // default distance of samples
  core::Duration budget;    // a sample that takes longer is an overrun
  bool may_block =
      false;  // reads that can wait for hardware or a server: sampled off the quick thread
  // Finds out whether the machine has it. ErrorKind::absent and ::denied mean that it never will,
  // as the process runs now; the message says why in words for `silicon-exporter sources`.
  std::function<core::Result<std::unique_ptr<Source>>()> open;
};

}  // namespace silicon::sources
