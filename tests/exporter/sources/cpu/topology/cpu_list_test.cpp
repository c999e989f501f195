#include "exporter/sources/cpu/topology/cpu_list.hpp"

#include <gtest/gtest.h>

namespace silicon::cpu {
namespace {

using Cpus = std::vector<unsigned>;

TEST(CpuList, ReadsSingleCpusAndRanges) {
  EXPECT_EQ(parse_cpu_list("0-3,8,10-11\n").value(), (Cpus{0, 1, 2, 3, 8, 10, 11}));
  EXPECT_EQ(parse_cpu_list("7").value(), (Cpus{7}));
  EXPECT_EQ(parse_cpu_list("5-5").value(), (Cpus{5}));
}

TEST(CpuList, ReadsBlanksBetweenCpusAsCpufreqWritesThem) {
  EXPECT_EQ(parse_cpu_list("0 1 2 3 \n").value(), (Cpus{0, 1, 2, 3}));
}

TEST(CpuList, IsEmptyForAnEmptyList) {
  EXPECT_TRUE(parse_cpu_list("").value().empty());
  EXPECT_TRUE(parse_cpu_list("\n").value().empty());
}

TEST(CpuList, OrdersCpusAndNamesEachOnce) {
  EXPECT_EQ(parse_cpu_list("8,2-4,3-5,2").value(), (Cpus{2, 3, 4, 5, 8}));
}

TEST(CpuList, KnowsTheHighestCpuThatCanBe) {
  EXPECT_EQ(parse_cpu_list("8191").value(), (Cpus{8191}));
  EXPECT_EQ(parse_cpu_list("0-8191").value().size(), 8192U);
  EXPECT_FALSE(parse_cpu_list("8192").ok());
  EXPECT_FALSE(parse_cpu_list("0-4294967295").ok());
  EXPECT_FALSE(parse_cpu_list("99999999999999999999").ok());
}

TEST(CpuList, RefusesWhatIsNotAListOfCpus) {
  for (const char* text : {"a", "1-", "-1", "-", "3-1", "1--2", "1-2-3", "0x1", "1.5", "0-3/2"}) {
    const auto cpus = parse_cpu_list(text);
    ASSERT_FALSE(cpus.ok()) << text;
    EXPECT_EQ(cpus.error().kind(), core::ErrorKind::invalid);
  }
  EXPECT_EQ(parse_cpu_list("0,x").error().message(), "not a list of CPUs: \"x\"");
}

}  // namespace
}  // namespace silicon::cpu
