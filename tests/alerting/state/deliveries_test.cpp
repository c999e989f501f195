#include "alerting/state/deliveries.hpp"

#include <gtest/gtest.h>

namespace silicon::state {
namespace {

TEST(DeliveryOutcomes, HaveNames) {
  EXPECT_EQ(delivery_outcome_name(DeliveryOutcome::delivered), "delivered");
  EXPECT_EQ(delivery_outcome_name(DeliveryOutcome::again), "again");
  EXPECT_EQ(delivery_outcome_name(DeliveryOutcome::given_up), "given up");
}

}  // namespace
}  // namespace silicon::state
