#include "exporter/sources/containers/families/oom_ledger.hpp"

#include <gtest/gtest.h>

namespace silicon::containers {
namespace {

using Sightings = std::vector<OomLedger::Sighting>;

core::Instant at(int seconds) {
  return core::Instant(std::chrono::seconds(seconds));
}

void round(OomLedger& ledger, const Sightings& sightings) {
  ledger.begin();
  for (const auto& sighting : sightings) ledger.sight(sighting);
}

TEST(OomLedger, BeginsAtTheKernelsCount) {
  OomLedger ledger;
  EXPECT_EQ(ledger.total("a"), 0U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 2}});
  EXPECT_EQ(ledger.total("a"), 2U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 3}});
  EXPECT_EQ(ledger.total("a"), 3U);
}

TEST(OomLedger, GoesOnWhenTheContainerRestarts) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 2, .made = at(1)}});
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 0, .made = at(9)}});
  EXPECT_EQ(ledger.total("a"), 2U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .made = at(9)}});
  EXPECT_EQ(ledger.total("a"), 3U);
}

TEST(OomLedger, TellsARestartByTheCgroupWhenTheCountIsTheSame) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .made = at(1)}});
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .made = at(2)}});
  EXPECT_EQ(ledger.total("a"), 2U);
}

TEST(OomLedger, TellsARestartByTheTimeBetween) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1}});
  round(ledger, {{.id = "a", .name = "web"}});  // known to the engine, without a cgroup
  EXPECT_EQ(ledger.total("a"), 1U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1}});
  EXPECT_EQ(ledger.total("a"), 2U);
}

TEST(OomLedger, DoesNotTakeACountThatOnceCouldNotBeReadForARestart) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .made = at(1)}});
  round(ledger, {{.id = "a", .name = "web", .runs = true, .made = at(1)}});
  EXPECT_EQ(ledger.total("a"), 1U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .made = at(1)}});
  EXPECT_EQ(ledger.total("a"), 1U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 2, .made = at(1)}});
  EXPECT_EQ(ledger.total("a"), 2U);
}

TEST(OomLedger, RemembersThatAContainerStoodWhenItsCountCannotBeReadAfterwards) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1}});
  round(ledger, {{.id = "a", .name = "web"}});
  round(ledger, {{.id = "a", .name = "web", .runs = true}});
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1}});
  EXPECT_EQ(ledger.total("a"), 2U);
}

TEST(OomLedger, DoesNotTakeACgroupForAnotherOnceItIsKnownWhenItWasMade) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1}});
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .made = at(1)}});
  EXPECT_EQ(ledger.total("a"), 1U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1}});
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .made = at(9)}});
  EXPECT_EQ(ledger.total("a"), 2U);
}

TEST(OomLedger, GoesOnWhenAnotherContainerTakesTheName) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 2}});
  round(ledger, {});
  round(ledger, {{.id = "b", .name = "web", .runs = true, .kernel = 0}});
  EXPECT_EQ(ledger.total("b"), 2U);
  round(ledger, {{.id = "b", .name = "web", .runs = true, .kernel = 5}});
  EXPECT_EQ(ledger.total("b"), 7U);
  EXPECT_EQ(ledger.total("a"), 0U);
}

TEST(OomLedger, BelievesTheEngineWhereTheContainerEndedWithTheKill) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 0, .made = at(1)}});
  round(ledger, {{.id = "a", .name = "web", .engine = 1}});
  EXPECT_EQ(ledger.total("a"), 1U);
}

TEST(OomLedger, DoesNotCountAKillTwiceThatBothTellOf) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 1, .engine = 1}});
  EXPECT_EQ(ledger.total("a"), 1U);
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 4, .engine = 2}});
  EXPECT_EQ(ledger.total("a"), 4U);
}

TEST(OomLedger, NeverFallsWhenTheEngineForgets) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .engine = 3}});
  round(ledger, {{.id = "a", .name = "web", .engine = 0}});
  EXPECT_EQ(ledger.total("a"), 3U);
}

TEST(OomLedger, MovesWithARename) {
  OomLedger ledger;
  round(ledger, {{.id = "a", .name = "web", .runs = true, .kernel = 2}});
  round(ledger, {{.id = "a", .name = "shop", .runs = true, .kernel = 2}});
  EXPECT_EQ(ledger.total("a"), 2U);
}

}  // namespace
}  // namespace silicon::containers
