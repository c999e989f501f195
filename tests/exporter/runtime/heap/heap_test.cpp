#include "exporter/runtime/heap/heap.hpp"

#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace silicon::runtime {
namespace {

// As glibc counts them; a sanitizer's own allocator has none of them.
std::size_t heaps() {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* file = open_memstream(&text, &size);
  malloc_info(0, file);
  std::fclose(file);
  const std::string report(text, size);
  std::free(text);
  constexpr std::string_view kHeap = "<heap nr=";
  std::size_t count = 0;
  for (std::size_t at = report.find(kHeap); at != report.npos; at = report.find(kHeap, at + 1)) {
    ++count;
  }
  return count;
}

// Of this process.
std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return resident * 4096;
}

TEST(ShareOneHeap, GivesThreadsNoHeapsOfTheirOwn) {
  share_one_heap();
  const std::size_t before = heaps();
  std::vector<std::thread> threads;
  std::vector<std::string> made(4);
  for (std::string& text : made) threads.emplace_back([&text] { text.assign(1000, 'x'); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(heaps(), before);
  EXPECT_EQ(made.back().size(), 1000U);
}

// Blocks that glibc has asked the system for one by one.
std::size_t blocks_of_their_own() {
  return mallinfo2().hblks;
}

TEST(ReturnLargeBlocks, DoesSoHoweverManyHaveBeenFreed) {
  return_large_blocks();
  const std::size_t before = blocks_of_their_own();
  for (int i = 0; i < 2; ++i) {
    const std::vector<char> large(1 << 20);
    if (i == 0 && blocks_of_their_own() == before) GTEST_SKIP() << "not glibc's own allocator";
    EXPECT_EQ(blocks_of_their_own(), before + 1);
  }
  EXPECT_EQ(blocks_of_their_own(), before);
}

TEST(TrimHeap, GivesBackWhatIsFreeBetweenThingsThatAreKept) {
  std::vector<std::string> kept;
  {
    std::vector<std::string> freed;
    for (int i = 0; i < 2000; ++i) {
      freed.emplace_back(std::size_t{8} << 10, 'x');
      kept.emplace_back(100, 'y');
    }
  }
  const std::size_t before = mallinfo2().fordblks + mallinfo2().keepcost;
  if (before == 0) GTEST_SKIP() << "not glibc's own allocator";
  const std::size_t resident = resident_bytes();
  trim_heap();
  EXPECT_LT(resident_bytes(), resident - (std::size_t{8} << 20));
  EXPECT_EQ(kept.back(), std::string(100, 'y'));
}

}  // namespace
}  // namespace silicon::runtime
