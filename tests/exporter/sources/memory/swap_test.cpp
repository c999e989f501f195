#include "exporter/sources/memory/swap.hpp"

#include <gtest/gtest.h>

#include "tests/support/family_lines.hpp"

namespace silicon::memory {
namespace {

using testing::lines;
using Lines = std::vector<std::string>;

TEST(SwappedPages, AreTwoLinesAmongMany) {
  const auto pages = parse_vmstat(
      "nr_free_pages 977769\npgpgin 7344136\npswpin 1476\npswpout 35045\npgalloc_dma 5\n");
  EXPECT_EQ(pages.in, 1476U);
  EXPECT_EQ(pages.out, 35045U);
}

TEST(SwappedPages, AreUnknownWhereTheKernelDoesNotCountThem) {
  for (const char* text : {"", "nr_free_pages 5\n", "pswpin", "nr_free_pages 5\npswpin\n",
                           "x 1\npswpin -4\n", "x 1\npswpin nan\n", "x 1\nnopswpin 3\n"}) {
    EXPECT_EQ(parse_vmstat(text).in, std::nullopt) << text;
  }
}

TEST(SwappedPages, AreUnknownWhereTheirLineIsCutOff) {
  EXPECT_EQ(parse_vmstat("nr_free_pages 977769\npswpin 14").in, std::nullopt);
}

TEST(SwapTraffic, IsPagesTimesTheirSize) {
  SwapTraffic traffic(16384);
  EXPECT_EQ(lines(traffic.follow({.in = 10, .out = 3})),
            (Lines{"silicon_swap_in_bytes_total 163840", "silicon_swap_out_bytes_total 49152"}));
}

TEST(SwapTraffic, NeverFalls) {
  SwapTraffic traffic(4096);
  traffic.follow({.in = 1000, .out = 1});
  EXPECT_EQ(lines(traffic.follow({.in = 999, .out = 2})),
            (Lines{"silicon_swap_in_bytes_total 4096000", "silicon_swap_out_bytes_total 8192"}));
}

TEST(SwapTraffic, IsAbsentWhereItIsNotCounted) {
  SwapTraffic traffic(4096);
  EXPECT_TRUE(traffic.follow({}).empty());
}

}  // namespace
}  // namespace silicon::memory
