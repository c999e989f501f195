// Makes one of a kernel's counters rise for ever: through a wrap at 32 bits, the reset of a device,
// and a value that hesitates. Starts at the kernel's own value, so that totals agree with it.
// State without locks: one thread at a time. Tested by
// tests/exporter/sources/rising_counter_test.cpp.
#pragma once

#include <cstdint>
#include <limits>

namespace silicon::sources {

class RisingCounter {
 public:
  // The total after the kernel was seen to state `raw`.
  // A fall by less than half is a hesitation (sums over CPUs that are not taken at one moment): the
  // total waits. A deeper fall is a wrap, if the counter never exceeded 32 bits and a wrap would
  // have needed less than 2^30 steps; else the device started anew, and all of `raw` is new. A raw
  // value of 2^63 or more is a kernel's -1 and is ignored.
  std::uint64_t follow(std::uint64_t raw) {
    if (raw >= kBelowZero) return total_;
    is_wide_ = is_wide_ || raw >= kWrap;
    if (!known_ || raw >= last_) {
      add(raw - last_);
    } else if (raw >= last_ / 2) {
      return total_;
    } else {
      const std::uint64_t around = kWrap - last_ + raw;
      add(!is_wide_ && around < kPlausibleSteps ? around : raw);
    }
    known_ = true;
    last_ = raw;
    return total_;
  }

  // The total as it was after the last follow(); 0 before the first.
  std::uint64_t total() const { return total_; }

 private:
  static constexpr std::uint64_t kBelowZero = std::uint64_t{1} << 63U;
  static constexpr std::uint64_t kWrap = std::uint64_t{1} << 32U;
  // What a gigabit moves in 8 s: samples are 5 s apart.
  static constexpr std::uint64_t kPlausibleSteps = std::uint64_t{1} << 30U;

  void add(std::uint64_t steps) {
    if (steps <= std::numeric_limits<std::uint64_t>::max() - total_) total_ += steps;
  }

  std::uint64_t last_ = 0;
  std::uint64_t total_ = 0;
  bool known_ = false;
  bool is_wide_ = false;
};

}  // namespace silicon::sources
