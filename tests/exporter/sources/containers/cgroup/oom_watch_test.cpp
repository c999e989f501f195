#include "exporter/sources/containers/cgroup/oom_watch.hpp"

#include <gtest/gtest.h>

#include <string>

namespace silicon::containers {
namespace {

std::string vmstat(int kills) {
  return "nr_free_pages 7\npswpin 1\noom_kill " + std::to_string(kills) + "\nunevictable 9\n";
}

TEST(OomWatch, LooksTwiceBeforeItRests) {
  OomWatch watch;
  EXPECT_TRUE(watch.may_have_killed(vmstat(3)));
  EXPECT_TRUE(watch.may_have_killed(vmstat(3)));
  EXPECT_FALSE(watch.may_have_killed(vmstat(3)));
  EXPECT_FALSE(watch.may_have_killed(vmstat(3)));
}

TEST(OomWatch, LooksTwiceAfterAKill) {
  OomWatch watch;
  for (int i = 0; i < 3; ++i) watch.may_have_killed(vmstat(3));
  EXPECT_TRUE(watch.may_have_killed(vmstat(4)));
  // The kernel may not have told the cgroup yet when its file was read for the first time.
  EXPECT_TRUE(watch.may_have_killed(vmstat(4)));
  EXPECT_FALSE(watch.may_have_killed(vmstat(4)));
}

TEST(OomWatch, LooksOnWhileKillsGoOn) {
  OomWatch watch;
  for (int kills = 0; kills < 5; ++kills) EXPECT_TRUE(watch.may_have_killed(vmstat(kills)));
}

TEST(OomWatch, DistrustsACountThatFalls) {
  OomWatch watch;
  for (int i = 0; i < 3; ++i) watch.may_have_killed(vmstat(3));
  EXPECT_TRUE(watch.may_have_killed(vmstat(2)));
}

TEST(OomWatch, NeverRestsWhereTheKernelDoesNotCount) {
  OomWatch watch;
  for (const char* text : {"", "nr_free_pages 7\npswpin 1\n", "a 1\noom_kill many\n"}) {
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(watch.may_have_killed(text)) << text;
  }
}

TEST(OomWatch, LooksTwiceAfterTheCountWasOutOfReach) {
  OomWatch watch;
  for (int i = 0; i < 3; ++i) watch.may_have_killed(vmstat(3));
  EXPECT_TRUE(watch.may_have_killed(""));
  EXPECT_TRUE(watch.may_have_killed(vmstat(3)));
  EXPECT_TRUE(watch.may_have_killed(vmstat(3)));
  EXPECT_FALSE(watch.may_have_killed(vmstat(3)));
}

}  // namespace
}  // namespace silicon::containers
