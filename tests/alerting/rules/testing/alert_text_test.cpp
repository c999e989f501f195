#include "alerting/rules/testing/alert_text.hpp"

#include <gtest/gtest.h>

namespace silicon::rules {
namespace {

const ExpectedAlert kA{{{"job", "a"}}, {{"summary", "x"}}};
const ExpectedAlert kB{{{"job", "b"}}, {{"empty", ""}, {"summary", "\"y\""}}};

TEST(SameAlerts, DoNotDependOnOrder) {
  std::vector<ExpectedAlert> one{kA, kB};
  std::vector<ExpectedAlert> other{kB, kA};
  EXPECT_TRUE(same_alerts(one, other));
  other.pop_back();
  EXPECT_FALSE(same_alerts(one, other));
  other.push_back({kB.labels, {}});
  EXPECT_FALSE(same_alerts(one, other));
}

TEST(AlertsText, ReadsLikePromtools) {
  EXPECT_EQ(alerts_text({}), "[]");
  EXPECT_EQ(alerts_text({kA, kB}),
            "[\n"
            "            0:\n"
            "              Labels:{job=\"a\"}\n"
            "              Annotations:{summary=\"x\"},\n"
            "            1:\n"
            "              Labels:{job=\"b\"}\n"
            "              Annotations:{empty=\"\", summary=\"\\\"y\\\"\"}\n"
            "            ]");
}

}  // namespace
}  // namespace silicon::rules
