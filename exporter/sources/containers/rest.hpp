// How much of a container has to be read in a second, told by what it used so far. Its CPU time and
// memory usage are read each second and cost little; the dozen other files cost ten times that.
// State without locks: one thread at a time.
// Tested by tests/exporter/sources/containers/rest_test.cpp.
#pragma once

#include "exporter/sources/containers/reading.hpp"

namespace silicon::containers {

// What is read beyond CPU time and memory usage.
struct Look {
  bool memory = false;  // what the memory is used for
  bool others = false;  // pressure, network, input and output, processes and threads

  friend bool operator==(const Look&, const Look&) = default;
};

class Rest {
 public:
  // How many seconds figures may be old: of a container at work, of its memory where that is
  // steady, and all of them of a container at rest.
  static constexpr unsigned kAtWork = 2;
  static constexpr unsigned kSteady = 4;
  static constexpr unsigned kAtRest = 5;

  // What is due of a container that was just seen to have used this much. `turn` rises by one from
  // second to second; containers whose turns differ are not all due in the same second. `anyway`:
  // everything is, whatever they used.
  //
  // At rest is one whose CPU time and memory are what they were at the last looks, where nothing
  // stirred. Nothing ran in it, so that it opened no file, faulted no page in and made no thread.
  // What moves without that is slow and the kernel's doing (pages that age, pages that are written
  // late), or goes on and is seen (packets that are passed on without a process, a wait for a
  // disk). One that comes back to work is looked at in that second; so is the memory of one whose
  // usage moves by more than a hundredth.
  Look due(Count cpu, Count memory, unsigned turn, bool anyway);

  // What the look at memory found. It is steady where resident memory and working set are within a
  // hundredth of what they were at the look before.
  void found(const MemoryCounts& memory);

  // The look at the others found something that it had not found the last time.
  void stir() { is_still_ = false; }

 private:
  bool is_at_rest(Count cpu, Count memory) const;

  // At the last look at the others.
  Count cpu_;
  Count memory_;
  bool is_still_ = false;
  // At the last look at memory.
  Count cpu_then_;
  Count memory_then_;
  Count anonymous_;
  Count working_set_;
  bool is_steady_ = false;

  bool was_at_rest_ = false;
};

}  // namespace silicon::containers
