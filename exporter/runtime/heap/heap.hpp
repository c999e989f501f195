// How this process asks for memory: for a program that is to stay small. Not how much a machine
// has; that is a source's business. The first two before the first thread; elsewhere than in glibc
// they do nothing. Tested by tests/exporter/runtime/heap/heap_test.cpp.
#pragma once

namespace silicon::runtime {

// One heap for all threads. glibc gives each thread a heap of its own, up to eight for each CPU, so
// that threads need not wait for one another; ours allocate for milliseconds in a second, and what
// one has freed the others can use.
void share_one_heap();

// Whatever is of 128 KiB or more goes back to the system when it is freed. glibc begins so, but
// raises that to the size of whatever has been freed, 32 MiB at most: a large page or answer, once
// gone, is then a hole in the heap with small things that are kept settling in it. The alerter's
// heap was 18 instead of 13 MB after such pages.
void return_large_blocks();

// Gives what is free back to the system now: after something large that does not last. Any time;
// takes about a millisecond for ten megabytes.
void trim_heap();

}  // namespace silicon::runtime
