// How this process asks for memory. Not how much a machine has; that is a source's business.
// Before the first thread. Tested by tests/exporter/platform/linux/process_memory_test.cpp.
#pragma once

namespace silicon::linux_platform {

// One heap for all threads. glibc gives each thread a heap of its own, up to eight for each CPU, so
// that threads need not wait for one another; ours allocate for milliseconds in a second, and what
// one has freed the others can use. Elsewhere than in glibc there is one already.
void share_one_heap();

}  // namespace silicon::linux_platform
