#include "alerting/notify/webhook/news.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/notices.hpp"

namespace silicon::webhook {
namespace {

using testing::at_notice_second;
using testing::firing_notice;
using testing::resolved_notice;
using Names = std::vector<std::string>;

Names taken(News& news, std::vector<alert::Notice> notices, std::int64_t second) {
  return testing::instances(news.take(notices, at_notice_second(second)));
}

TEST(News, AreBeginningsAndEnds) {
  News news(true);
  EXPECT_EQ(taken(news, {firing_notice("a"), firing_notice("b")}, 0), (Names{"a", "b"}));
  EXPECT_EQ(taken(news, {firing_notice("a"), firing_notice("b")}, 60), Names{});
  EXPECT_EQ(taken(news, {resolved_notice("a"), firing_notice("c")}, 120), (Names{"a!", "c"}));
  EXPECT_EQ(taken(news, {resolved_notice("a")}, 180), Names{}) << "told once";
  EXPECT_EQ(news.size(), 2U);
}

TEST(News, AreNoEndsOfWhatWasNeverTold) {
  News news(true);
  EXPECT_EQ(taken(news, {resolved_notice("a")}, 0), Names{});
}

TEST(News, AreToldAgainAfterHours) {
  News news(true);
  taken(news, {firing_notice("a")}, 0);
  EXPECT_EQ(taken(news, {firing_notice("a")}, 4 * 3600 - 1), Names{});
  EXPECT_EQ(taken(news, {firing_notice("a")}, 4 * 3600), Names{"a"});
}

TEST(News, AreAnotherBeginningOfTheSameAlert) {
  News news(true);
  taken(news, {firing_notice("a")}, 0);
  alert::Notice again = firing_notice("a");
  again.starts_at = at_notice_second(90);
  EXPECT_EQ(taken(news, {again}, 91), Names{"a"});
}

TEST(News, AreNoEndsWhereTheyAreNotWanted) {
  News news(false);
  taken(news, {firing_notice("a")}, 0);
  EXPECT_EQ(taken(news, {resolved_notice("a")}, 60), Names{});
  EXPECT_EQ(taken(news, {firing_notice("a")}, 120), Names{"a"});
}

}  // namespace
}  // namespace silicon::webhook
