#include "alerting/state/encoding/alerts.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/alert_samples.hpp"

namespace silicon::state {
namespace {

using testing::firing_alert;
using testing::resolved_alert;
using testing::rule_identity;

TEST(SavedAlerts, ComeBackAsTheyWere) {
  for (const alert::Alert& alert : {firing_alert(), resolved_alert(), alert::Alert()}) {
    const auto decoded = decode_alert(encode(alert));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(*decoded, alert);
  }
  const auto rule = decode_rule(encode(rule_identity()));
  ASSERT_TRUE(rule);
  EXPECT_EQ(*rule, rule_identity());
  EXPECT_EQ(*decode_labels(encode(firing_alert().labels)), firing_alert().labels);
}

TEST(SavedAlerts, ThatAreCutShortOrTooLongAreRefused) {
  const std::string alert = encode(resolved_alert());
  for (std::size_t size = 0; size < alert.size(); ++size) {
    EXPECT_FALSE(decode_alert(std::string_view(alert).substr(0, size))) << size;
  }
  EXPECT_FALSE(decode_alert(alert + "x"));
  const std::string rule = encode(rule_identity());
  for (std::size_t size = 0; size < rule.size(); ++size) {
    EXPECT_FALSE(decode_rule(std::string_view(rule).substr(0, size))) << size;
  }
  EXPECT_FALSE(decode_labels(encode(firing_alert().labels) + "x"));
}

TEST(SavedAlerts, OfAnUnknownFormOrPhaseAreRefused) {
  std::string alert = encode(firing_alert());
  alert[0] = 2;
  EXPECT_EQ(decode_alert(alert).error().message(), "saved alert cannot be read");
  alert::Alert odd;
  std::string bytes = encode(odd);
  bytes[11] = 3;  // form, no labels, no annotations, eight bytes of value, then the phase
  EXPECT_FALSE(decode_alert(bytes));
}

}  // namespace
}  // namespace silicon::state
