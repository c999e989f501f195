#include "alerting/promql/functions/natural_order.hpp"

#include <gtest/gtest.h>

namespace silicon::promql {
namespace {

TEST(NaturallyLess, ComparesNumbersAsNumbers) {
  EXPECT_TRUE(naturally_less("cpu2", "cpu10"));
  EXPECT_FALSE(naturally_less("cpu10", "cpu2"));
  EXPECT_TRUE(naturally_less("1.2.3", "1.11.3"));
  EXPECT_TRUE(naturally_less("4m5", "4m600"));
}

TEST(NaturallyLess, ComparesTheRestAsText) {
  EXPECT_TRUE(naturally_less("a", "b"));
  EXPECT_TRUE(naturally_less("", "a"));
  EXPECT_TRUE(naturally_less("a", "a1"));
  EXPECT_FALSE(naturally_less("same1", "same1"));
  EXPECT_TRUE(naturally_less("1", "01")) << "equal numbers: the shorter first";
}

}  // namespace
}  // namespace silicon::promql
