// heap.hpp for glibc. Tested by tests/exporter/runtime/heap/heap_test.cpp.
#include <malloc.h>

#include "exporter/runtime/heap/heap.hpp"

namespace silicon::runtime {

void share_one_heap() {
  mallopt(M_ARENA_MAX, 1);
}

void return_large_blocks() {
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

void trim_heap() {
  malloc_trim(0);
}

}  // namespace silicon::runtime
