// Memory bandwidth monitoring of resctrl (Documentation/arch/x86/resctrl.rst): what the files say,
// and their sum over cache domains and control groups. Counts the traffic of all CPUs beyond the
// last-level cache, reads and writes together; DMA of devices is not in it.
// Pure; one thread. Tested by tests/exporter/sources/bandwidth/resctrl_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace silicon::bandwidth {

struct MbmReading {
  enum class State {
    counted,
    unavailable,  // "Unavailable": not yet counted; "Unassigned": no hardware counter left for it
    error,        // "Error": the hardware refused the query
    garbage,
  };
  State state = State::garbage;
  std::uint64_t bytes = 0;
};

// The content of mbm_total_bytes or mbm_local_bytes.
MbmReading parse_mbm(std::string_view text);

// Adds up counters that come and go with their groups. A counter that falls has begun anew (its
// hardware monitor was given to somebody else), and one that jumps further than any memory moves is
// garbage: what they say then is a new beginning, not traffic.
class MbmSum {
 public:
  // Takes one counter under a name that is unique among them.
  void update(const std::string& counter, std::uint64_t bytes);

  // Forgets counters that are not among these: their groups are gone.
  void keep_only(const std::vector<std::string>& counters);

  std::uint64_t total() const { return total_; }

 private:
  std::map<std::string, std::uint64_t> counters_;
  std::uint64_t total_ = 0;
};

}  // namespace silicon::bandwidth
