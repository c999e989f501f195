#include "exporter/sources/memory/apple/vm.hpp"

#include <gtest/gtest.h>

#include "tests/support/apple/machines.hpp"
#include "tests/support/family_lines.hpp"

namespace silicon::memory {
namespace {

apple::Sample usual_sample() {
  apple::Sample sample;
  sample.vm = {{"free_count", 1000},
               {"speculative_count", 300},
               {"active_count", 4000},
               {"inactive_count", 3900},
               {"wire_count", 500},
               {"compressor_page_count", 200},
               {"internal_page_count", 3000},
               {"external_page_count", 5000},
               {"purgeable_count", 100},
               {"swapins", 5},
               {"swapouts", 7},
               {"pageins", 90000}};
  sample.swap = apple::Swap{1 << 30, (1 << 30) - (1 << 20), 1 << 20};
  return sample;
}

std::optional<std::uint64_t> kind(const Meminfo& memory, std::string_view name) {
  for (const auto& [kind, bytes] : memory.kinds) {
    if (kind == name) return bytes;
  }
  return std::nullopt;
}

TEST(AppleMemory, UsesWhatActivityMonitorCallsUsed) {
  const auto memory = meminfo_of(testing::m4_max(40), usual_sample());
  ASSERT_TRUE(memory);
  EXPECT_EQ(memory->total, std::uint64_t{128} << 30U);
  // internal - purgeable + wired + compressor
  EXPECT_EQ(memory->total - memory->available.value_or(0), std::uint64_t{3600} * 16384);
  EXPECT_EQ(testing::value_of(memory_families(*memory), "silicon_memory_used_bytes"),
            3600.0 * 16384);
}

TEST(AppleMemory, CountsSpeculativePagesOutOfTheFreeOnes) {
  const auto memory = meminfo_of(testing::m4_max(40), usual_sample());
  EXPECT_EQ(kind(*memory, "free"), std::uint64_t{700} * 16384);
  EXPECT_EQ(kind(*memory, "speculative"), std::uint64_t{300} * 16384);
  EXPECT_EQ(kind(*memory, "wired"), std::uint64_t{500} * 16384);
  EXPECT_EQ(kind(*memory, "cached"), std::uint64_t{5000} * 16384);
}

TEST(AppleMemory, KnowsSwapFromPaging) {
  const SwappedPages pages = swapped_pages(usual_sample());
  EXPECT_EQ(pages.in, 5U);
  EXPECT_EQ(pages.out, 7U);
  const auto memory = meminfo_of(testing::m4_max(40), usual_sample());
  EXPECT_EQ(memory->swap_total, std::uint64_t{1} << 30U);
  EXPECT_EQ(testing::value_of(memory_families(*memory), "silicon_swap_used_bytes"), 1 << 20);
}

TEST(AppleMemory, LeavesOutWhatIsNotSaid) {
  const auto memory = meminfo_of(testing::m4_max(40), apple::Sample{});
  ASSERT_TRUE(memory);
  EXPECT_FALSE(memory->available);
  EXPECT_TRUE(memory->kinds.empty());
  EXPECT_FALSE(memory->swap_total);
  EXPECT_FALSE(meminfo_of(apple::Machine{}, usual_sample()));
}

TEST(AppleMemory, DoesNotBelievePartsThatExceedTheWhole) {
  apple::Sample sample = usual_sample();
  sample.vm["speculative_count"] = 1001;
  sample.vm["wire_count"] = std::uint64_t{1} << 60U;
  const auto memory = meminfo_of(testing::m4_max(40), sample);
  EXPECT_FALSE(kind(*memory, "free"));
  EXPECT_FALSE(kind(*memory, "wired"));
  EXPECT_FALSE(memory->available);
}

TEST(PageBytes, AreAPowerOfTwoOrTheUsualOnes) {
  apple::Machine machine;
  EXPECT_EQ(page_bytes(machine), 16384U);
  machine.page_size = 4096;
  EXPECT_EQ(page_bytes(machine), 4096U);
  machine.page_size = 5000;
  EXPECT_EQ(page_bytes(machine), 16384U);
}

TEST(PressureLevel, IsOneTwoOrFour) {
  apple::Sample sample;
  EXPECT_TRUE(pressure_level_family(sample).samples.empty());
  for (const std::int64_t level : {1, 2, 4}) {
    sample.pressure_level = level;
    EXPECT_EQ(pressure_level_family(sample).samples.size(), 1U);
  }
  sample.pressure_level = 3;
  EXPECT_TRUE(pressure_level_family(sample).samples.empty());
}

}  // namespace
}  // namespace silicon::memory
