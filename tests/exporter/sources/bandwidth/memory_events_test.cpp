#include "exporter/sources/bandwidth/memory_events.hpp"

#include <gtest/gtest.h>

namespace silicon::bandwidth {
namespace {

using Lines = std::vector<std::string>;

Lines lines(const MemoryEvents& events) {
  Lines result;
  for (const MemoryEvent& event : events.events) {
    const std::string what = event.event.empty() ? event.encoding : event.event;
    result.push_back(events.source + ": " + event.pmu + "/" + what + " " + event.direction);
  }
  return result;
}

TEST(MemoryEvents, OfAXeonAreTheColumnAccessesOfEachController) {
  EXPECT_EQ(lines(memory_events(
                {{"uncore_imc_0",
                  {"cas_count_read", "cas_count_read.scale", "cas_count_write", "clockticks"}},
                 {"uncore_imc_1", {"cas_count_read", "cas_count_write"}},
                 {"uncore_imc_free_running_0", {"read", "write", "ddrt_read"}}})),
            (Lines{"uncore_imc: uncore_imc_0/cas_count_read read",
                   "uncore_imc: uncore_imc_0/cas_count_write write",
                   "uncore_imc: uncore_imc_1/cas_count_read read",
                   "uncore_imc: uncore_imc_1/cas_count_write write"}));
}

TEST(MemoryEvents, OfANewXeonAreThoseOfBothSubChannels) {
  EXPECT_EQ(lines(memory_events(
                {{"uncore_imc_0",
                  {"cas_count_read_sch0", "cas_count_read_sch1", "cas_count_write_sch0"}}})),
            (Lines{"uncore_imc: uncore_imc_0/cas_count_read_sch0 read",
                   "uncore_imc: uncore_imc_0/cas_count_read_sch1 read",
                   "uncore_imc: uncore_imc_0/cas_count_write_sch0 write"}));
}

TEST(MemoryEvents, OfALaptopAreTheFreeRunningOnes) {
  EXPECT_EQ(
      lines(memory_events({{"uncore_imc_0", {}},
                           {"uncore_imc_free_running_0", {"data_read", "data_total", "data_write"}},
                           {"uncore_imc_free_running_1", {"data_total"}}})),
      (Lines{"uncore_imc_free_running: uncore_imc_free_running_0/data_read read",
             "uncore_imc_free_running: uncore_imc_free_running_0/data_write write",
             "uncore_imc_free_running: uncore_imc_free_running_1/data_total all"}));
}

TEST(MemoryEvents, OfAnOldLaptopAreReadsAndWrites) {
  EXPECT_EQ(lines(memory_events({{"uncore_imc", {"data_reads", "data_writes", "gt_requests"}}})),
            (Lines{"uncore_imc: uncore_imc/data_reads read",
                   "uncore_imc: uncore_imc/data_writes write"}));
}

TEST(MemoryEvents, OfAmdAreGivenByNumber) {
  EXPECT_EQ(lines(memory_events({{"amd_umc_0", {}}})),
            (Lines{"amd_umc: amd_umc_0/event=0x0a,rdwrmask=0x1 read",
                   "amd_umc: amd_umc_0/event=0x0a,rdwrmask=0x2 write"}));
}

TEST(MemoryEvents, AreNoneWhereOnlyHalfOrSomethingElseIsCounted) {
  EXPECT_TRUE(lines(memory_events({})).empty());
  EXPECT_TRUE(lines(memory_events({{"uncore_imc", {"data_reads"}}})).empty());
  EXPECT_TRUE(lines(memory_events({{"uncore_imc_0", {"clockticks"}}})).empty());
}

TEST(CountsMemory, KnowsMemoryControllersByName) {
  EXPECT_TRUE(counts_memory("uncore_imc_11"));
  EXPECT_TRUE(counts_memory("uncore_imc_free_running"));
  EXPECT_TRUE(counts_memory("amd_umc_0"));
  EXPECT_FALSE(counts_memory("uncore_cha_0"));
  EXPECT_FALSE(counts_memory("amd_df"));
}

}  // namespace
}  // namespace silicon::bandwidth
