#include "alerting/engine/targets/target_pool.hpp"

#include <gtest/gtest.h>

#include "tests/support/store_helpers.hpp"

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;

const core::Instant kStart(1'700'000'000s);

std::shared_ptr<const scrape::Job> job(std::string name, core::Duration interval = 10s) {
  auto result = std::make_shared<scrape::Job>();
  result->name = std::move(name);
  result->interval = interval;
  result->timeout = 1s;
  return result;
}

scrape::Response page(core::Instant begun, std::string body) {
  scrape::Response response;
  response.begun = begun;
  response.status = 200;
  response.content_type = "text/plain; version=0.0.4";
  response.body = std::move(body);
  return response;
}

scrape::Response no_answer(core::Instant begun) {
  scrape::Response response;
  response.begun = begun;
  response.failure = "connection refused";
  return response;
}

class TargetPoolTest : public ::testing::Test {
 protected:
  // One job "a" with these addresses, asked for at kStart.
  void begin(std::vector<std::string> addresses) {
    pool_.configure({job("a")}, kStart);
    pool_.found("a", {{std::move(addresses), {}}}, kStart);
  }

  // Scrapes everything that is due, with the same answer for all.
  std::size_t scrape_all(core::Instant now,
                         const std::function<scrape::Response(core::Instant)>& answer) {
    const std::vector<Scrape> due = pool_.take_due(now);
    for (const Scrape& one : due) pool_.finished(one.scrape, answer(now));
    return due.size();
  }

  static scrape::Response good(core::Instant now) { return page(now, "load 1\n"); }

  // The newest value of up{instance}.
  double up(const std::string& instance) {
    const auto found = testing::contents(
        store_, {testing::matcher(match::MatchType::equal, "__name__", "up"),
                 testing::matcher(match::MatchType::equal, "instance", instance)});
    EXPECT_EQ(found.size(), 1U) << instance;
    return found.empty() ? -1 : found.begin()->second.back().value;
  }

  series::Store store_{series::StoreLimits{}};
  TargetPool pool_{store_};
};

TEST_F(TargetPoolTest, ScrapesNewTargetsAtOnceAndThenOnTheirGrid) {
  begin({"x:1", "x:2"});
  EXPECT_EQ(pool_.next_due(), kStart);
  EXPECT_EQ(scrape_all(kStart, good), 2U);
  const core::Instant next = *pool_.next_due();
  EXPECT_GE(next - kStart, 5s);  // not just behind the first, which was out of turn
  EXPECT_LE(next - kStart, 15s);
  EXPECT_EQ(scrape_all(next - 1ms, good), 0U);
  EXPECT_EQ(scrape_all(next, good), 1U);
  core::Instant now = next;
  std::size_t scrapes = 0;
  for (; now <= next + 60s; now += 100ms) scrapes += scrape_all(now, good);
  EXPECT_EQ(scrapes, 12U);
}

TEST_F(TargetPoolTest, DoesNotAskTwiceAtATime) {
  begin({"x:1"});
  const std::vector<Scrape> first = pool_.take_due(kStart);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_TRUE(pool_.take_due(kStart + 1min).empty());
  EXPECT_EQ(pool_.next_due(), std::nullopt);
  pool_.finished(first[0].scrape, good(kStart));
  EXPECT_TRUE(pool_.next_due());
}

TEST_F(TargetPoolTest, StoresWhatItIsGiven) {
  begin({"x:1"});
  scrape_all(kStart, good);
  EXPECT_EQ(up("x:1"), 1);
  EXPECT_EQ(testing::contents(store_, testing::named("load")).size(), 1U);
  EXPECT_EQ(pool_.totals().scrapes, 1U);
  EXPECT_EQ(pool_.totals().failures, 0U);
}

TEST_F(TargetPoolTest, KnowsSinceWhenATargetIsOutOfReach) {
  begin({"x:1"});
  scrape_all(kStart, good);
  EXPECT_TRUE(pool_.out_of_reach().empty());
  const core::Instant failed = *pool_.next_due();
  scrape_all(failed, no_answer);
  const core::Instant failed_again = *pool_.next_due();
  scrape_all(failed_again, no_answer);
  ASSERT_EQ(pool_.out_of_reach().size(), 1U);
  EXPECT_EQ(pool_.out_of_reach()[0].since, failed);
  EXPECT_EQ(pool_.out_of_reach()[0].labels, (core::Labels{{"instance", "x:1"}, {"job", "a"}}));
  EXPECT_EQ(up("x:1"), 0);
  EXPECT_EQ(pool_.totals().failures, 2U);
  scrape_all(*pool_.next_due(), good);
  EXPECT_TRUE(pool_.out_of_reach().empty());
}

TEST_F(TargetPoolTest, HoldsTargetsOutOfReachFromBeforeARestartUntilTheyAnswer) {
  pool_.resume(kStart - 30s, kStart);
  begin({"x:1", "x:2"});
  ASSERT_EQ(pool_.out_of_reach().size(), 2U);
  EXPECT_EQ(pool_.out_of_reach()[0].since, kStart - 30s);
  const std::vector<Scrape> due = pool_.take_due(kStart);
  pool_.finished(due[0].scrape, good(kStart));
  pool_.finished(due[1].scrape, no_answer(kStart));
  ASSERT_EQ(pool_.out_of_reach().size(), 1U);
  EXPECT_EQ(pool_.out_of_reach()[0].since, kStart - 30s);
}

TEST_F(TargetPoolTest, EndsSeriesFromBeforeARestartThatATargetNoLongerHas) {
  const auto series = [](const std::string& name, const std::string& instance) {
    return core::Labels{{"__name__", name}, {"instance", instance}, {"job", "a"}};
  };
  const std::vector<core::Labels> before{series("load", "x:1"), series("heat", "x:1"),
                                         series("heat", "y:1"), series("up", "x:1")};
  for (const core::Labels& labels : before) testing::append(store_, labels, kStart - 10s, 1);
  pool_.inherit(before);
  begin({"x:1"});
  scrape_all(kStart, good);
  auto held = testing::contents(store_);
  EXPECT_FALSE(series::is_stale(held[before[0]].back().value));
  EXPECT_TRUE(series::is_stale(held[before[1]].back().value));
  EXPECT_FALSE(series::is_stale(held[before[2]].back().value));  // of another target
  EXPECT_FALSE(series::is_stale(held[before[3]].back().value));  // written for every scrape
}

TEST_F(TargetPoolTest, IsScrapedOnceDiscoveryHasTold) {
  pool_.configure({job("a"), job("b")}, kStart);
  pool_.found("a", {}, kStart);
  EXPECT_FALSE(pool_.scraped(0));
  pool_.found("b", {{{"x:1"}, {}}}, kStart);
  EXPECT_TRUE(pool_.scraped(0));
  EXPECT_FALSE(pool_.scraped(1));
  scrape_all(kStart, good);
  EXPECT_TRUE(pool_.scraped(1));
  EXPECT_FALSE(pool_.scraped(2));
}

TEST_F(TargetPoolTest, KeepsTargetsThatStayAndEndsThoseThatGo) {
  begin({"x:1", "x:2"});
  scrape_all(kStart, good);
  const auto* kept = pool_.jobs().at("a").members[1].get();
  pool_.found("a", {{{"x:2", "x:3"}, {}}}, kStart + 1s);
  ASSERT_EQ(pool_.jobs().at("a").members.size(), 2U);
  EXPECT_EQ(pool_.jobs().at("a").members[0].get(), kept);
  EXPECT_EQ(kept->scrapes, 1U);
  EXPECT_TRUE(series::is_stale(up("x:1")));
  EXPECT_EQ(up("x:2"), 1);
  EXPECT_EQ(scrape_all(kStart + 1s, good), 1U);  // the new one
}

TEST_F(TargetPoolTest, EndsTheTargetsOfAJobThatGoes) {
  begin({"x:1"});
  scrape_all(kStart, good);
  pool_.configure({job("b")}, kStart + 1s);
  EXPECT_TRUE(series::is_stale(up("x:1")));
  EXPECT_EQ(pool_.jobs().size(), 1U);
  EXPECT_EQ(pool_.next_due(), std::nullopt);
}

TEST_F(TargetPoolTest, KeepsTargetsWhenAJobIsConfiguredAnew) {
  begin({"x:1"});
  scrape_all(kStart, good);
  pool_.configure({job("a")}, kStart + 1s);
  EXPECT_EQ(up("x:1"), 1);
  EXPECT_EQ(pool_.jobs().at("a").members[0]->scrapes, 1U);
  pool_.configure({job("a", 20s)}, kStart + 2s);  // another interval: another schedule
  EXPECT_EQ(pool_.jobs().at("a").members[0]->scrapes, 0U);
}

TEST_F(TargetPoolTest, IgnoresAnswersOfTargetsThatAreGone) {
  begin({"x:1"});
  const std::vector<Scrape> due = pool_.take_due(kStart);
  pool_.found("a", {}, kStart);
  pool_.finished(due[0].scrape, good(kStart));
  pool_.finished(12345, good(kStart));
  EXPECT_EQ(pool_.totals().scrapes, 0U);
}

TEST_F(TargetPoolTest, FailsEveryScrapeOfAJobWithTooManyTargets) {
  auto limited = std::make_shared<scrape::Job>(*job("a"));
  limited->target_limit = 1;
  pool_.configure({limited}, kStart);
  pool_.found("a", {{{"x:1", "x:2"}, {}}}, kStart);
  EXPECT_EQ(scrape_all(kStart, good), 2U);
  EXPECT_EQ(up("x:1"), 0);
  EXPECT_EQ(pool_.jobs().at("a").members[0]->ingestion.status().last_error,
            pool_.jobs().at("a").found.limit_error);
}

TEST_F(TargetPoolTest, AsksEverybodyAtOnceAfterAPause) {
  begin({"x:1", "x:2"});
  scrape_all(kStart, good);
  pool_.resume(kStart, kStart - 1h);  // the clock was set back
  EXPECT_FALSE(pool_.scraped(1));
  EXPECT_EQ(pool_.out_of_reach().size(), 2U);
  EXPECT_EQ(scrape_all(kStart - 1h, good), 2U);
  EXPECT_TRUE(pool_.scraped(1));
  EXPECT_TRUE(pool_.out_of_reach().empty());
}

}  // namespace
}  // namespace silicon::engine
