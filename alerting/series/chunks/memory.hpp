// What an allocation costs the process, as near as can be said without asking the allocator: glibc
// adds 8 bytes and rounds up to 16, at least 32; the others in use here round alike.
// Pure. Tested by tests/alerting/series/chunks/block_test.cpp, and against the resident memory of
// a whole store by tests/bench/series_bench.cpp.
#pragma once

#include <algorithm>
#include <cstddef>

namespace silicon::chunks {

constexpr std::size_t allocated_bytes(std::size_t requested) {
  return std::max<std::size_t>(32, (requested + 8 + 15) / 16 * 16);
}

}  // namespace silicon::chunks
