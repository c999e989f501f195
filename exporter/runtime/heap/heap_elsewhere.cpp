// heap.hpp for systems without mallopt(). Tested by tests/exporter/command, whose commands call it.
#include "exporter/runtime/heap/heap.hpp"

namespace silicon::runtime {

void share_one_heap() {}

void return_large_blocks() {}

void trim_heap() {}

}  // namespace silicon::runtime
