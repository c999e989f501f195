#include "alerting/notify/relabelled.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/notices.hpp"
#include "tests/support/alerting/relabel_helpers.hpp"

namespace silicon::notify {
namespace {

TEST(Relabelled, ChangesLabelsAndDropsNotices) {
  const auto rules = testing::rules({
      {.source_labels = {"instance"}, .regex = "b", .action = "drop"},
      {.target_label = "cluster", .replacement = "x"},
  });
  const std::vector<alert::Notice> notices = {testing::firing_notice("a"),
                                              testing::firing_notice("b")};
  const auto result = relabelled(notices, rules);
  ASSERT_EQ(result.size(), 1U);
  EXPECT_EQ(result[0].labels, notices[0].labels.with("cluster", "x"));
  EXPECT_EQ(result[0].starts_at, notices[0].starts_at);
}

TEST(Relabelled, DropsWhatHasNoLabelLeft) {
  const auto rules = testing::rules({{.regex = ".*", .action = "labeldrop"}});
  EXPECT_TRUE(relabelled(std::vector{testing::firing_notice("a")}, rules).empty());
}

TEST(Relabelled, WithoutRulesChangesNothing) {
  EXPECT_EQ(relabelled(std::vector{testing::firing_notice("a")}, {}).size(), 1U);
}

}  // namespace
}  // namespace silicon::notify
