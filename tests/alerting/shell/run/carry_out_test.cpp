#include <gtest/gtest.h>

#include "tests/alerting/shell/run/running_alerter.hpp"

namespace silicon::shell {
namespace {

using CarryOut = RunningAlerter;

TEST_F(CarryOut, GoesOnAfterItHasEndedWithoutWarning) {
  {
    auto alerter = start();
    ASSERT_TRUE(alerter);
    load_ = 9;
    ASSERT_TRUE(turn_until(**alerter, [&] { return posted("\"alertname\":\"High\""); }));
  }
  auto again = start();
  ASSERT_TRUE(again) << again.error().message();
  EXPECT_NE(page(**again, "/api/v1/alerts").find("\"state\":\"firing\""), std::string::npos);
}

}  // namespace
}  // namespace silicon::shell
