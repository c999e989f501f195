#include "alerting/routing/muting/inhibition.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_world.hpp"

namespace silicon::routing {
namespace {

using testing::matchers_of;

InhibitRule critical_over_warning() {
  return {
      "", matchers_of("severity=critical"), matchers_of("severity=warning"), {"cluster", "zone"}};
}

core::Labels alert(std::string severity, std::string cluster) {
  return {{"severity", std::move(severity)}, {"cluster", std::move(cluster)}};
}

TEST(Inhibitor, KeepsTargetsQuietWhileASourceFires) {
  Inhibitor inhibitor({critical_over_warning()});
  EXPECT_FALSE(inhibitor.find(alert("warning", "a")));
  inhibitor.fires(alert("critical", "a"));
  const auto found = inhibitor.find(alert("warning", "a"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->source, alert("critical", "a"));
  EXPECT_EQ(found->rule, 0U);
  inhibitor.ends(alert("critical", "a"));
  EXPECT_FALSE(inhibitor.find(alert("warning", "a")));
}

TEST(Inhibitor, AsksForEqualLabelsOfWhichAbsentOnesAreEqualToo) {
  Inhibitor inhibitor({critical_over_warning()});
  inhibitor.fires(alert("critical", "a"));
  EXPECT_FALSE(inhibitor.find(alert("warning", "b")));
  EXPECT_TRUE(inhibitor.find(alert("warning", "a"))) << "neither has a zone";
  EXPECT_FALSE(inhibitor.find(alert("warning", "a").with("zone", "z")));
}

TEST(Inhibitor, DoesNotMistakeValuesThatRunTogether) {
  Inhibitor inhibitor({critical_over_warning()});
  inhibitor.fires(alert("critical", "a").with("zone", "1:b"));
  EXPECT_FALSE(inhibitor.find(alert("warning", "a1").with("zone", ":b")));
  EXPECT_FALSE(inhibitor.find(alert("warning", "a").with("zone", "1")));
}

TEST(Inhibitor, LetsAlertsThatAreBothSidesAlone) {
  Inhibitor inhibitor({{"", matchers_of("a=1"), matchers_of("a=~\"1|2\""), {}}});
  inhibitor.fires({{"a", "1"}, {"i", "x"}});
  EXPECT_FALSE(inhibitor.find({{"a", "1"}, {"i", "x"}})) << "itself";
  EXPECT_FALSE(inhibitor.find({{"a", "1"}, {"i", "y"}})) << "another of both sides";
  EXPECT_TRUE(inhibitor.find({{"a", "2"}}));
}

TEST(Inhibitor, LetsASourceThatIsNoTargetInhibitOneThatIsBoth) {
  Inhibitor inhibitor({{"", matchers_of("s=1"), matchers_of("t=1"), {}}});
  inhibitor.fires({{"s", "1"}});
  EXPECT_TRUE(inhibitor.find({{"s", "1"}, {"t", "1"}}));
}

TEST(Inhibitor, TakesTheFirstRuleThatHolds) {
  Inhibitor inhibitor({{"first", matchers_of("s=1"), matchers_of("t=1"), {}},
                       {"second", matchers_of("s=~\"1|2\""), matchers_of("t=1"), {}}});
  inhibitor.fires({{"s", "2"}});
  EXPECT_EQ(inhibitor.find({{"t", "1"}})->rule, 1U);
  inhibitor.fires({{"s", "1"}});
  EXPECT_EQ(inhibitor.find({{"t", "1"}})->rule, 0U);
}

TEST(Inhibitor, CountsEachSource) {
  Inhibitor inhibitor({critical_over_warning()});
  inhibitor.fires(alert("critical", "a").with("i", "1"));
  inhibitor.fires(alert("critical", "a").with("i", "2"));
  inhibitor.fires(alert("critical", "a").with("i", "2"));
  inhibitor.ends(alert("critical", "a").with("i", "2"));
  EXPECT_TRUE(inhibitor.find(alert("warning", "a")));
  inhibitor.ends(alert("critical", "a").with("i", "1"));
  EXPECT_FALSE(inhibitor.find(alert("warning", "a")));
}

}  // namespace
}  // namespace silicon::routing
