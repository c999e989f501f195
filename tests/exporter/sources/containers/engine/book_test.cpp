#include "exporter/sources/containers/engine/book.hpp"

#include <gtest/gtest.h>

namespace silicon::engine {
namespace {

using namespace std::chrono_literals;
using Action = Event::Action;
using containers::ContainerState;
using containers::Health;
using Ids = std::vector<std::string>;

constexpr core::SteadyInstant kNow{1000s};

ContainerMetadata container(const std::string& id, ContainerState state = ContainerState::running) {
  ContainerMetadata result;
  result.id = id;
  result.name = "name-" + id;
  result.state = state;
  return result;
}

ContainerMetadata inspected(const std::string& id, std::uint64_t restarts = 0) {
  ContainerMetadata result = container(id);
  result.restarts = restarts;
  return result;
}

Event event(Action action, const std::string& id) {
  Event result;
  result.action = action;
  result.id = id;
  result.time = core::Instant(5s);
  return result;
}

ContainerMetadata known(const Book& book, const std::string& id) {
  const ContainerMetadata* found = book.find(id);
  return found == nullptr ? ContainerMetadata{} : *found;
}

TEST(Books, AskOnceForWhatIsNew) {
  Book book;
  book.reconcile({container("a"), container("b")});
  EXPECT_EQ(book.take_due(kNow, 8), (Ids{"a", "b"}));
  EXPECT_TRUE(book.take_due(kNow, 8).empty());
  book.learn("a", inspected("a"));
  book.learn("b", inspected("b"));
  EXPECT_FALSE(book.has_stale());
  book.reconcile({container("a"), container("b")});
  EXPECT_FALSE(book.has_stale());
  EXPECT_EQ(book.inventory().size(), 2U);
}

TEST(Books, AskAFewAtATime) {
  Book book;
  book.reconcile({container("a"), container("b"), container("c")});
  EXPECT_EQ(book.take_due(kNow, 2), (Ids{"a", "b"}));
  EXPECT_EQ(book.take_due(kNow, 2), Ids{"c"});
}

TEST(Books, ForgetWhatIsNotInTheList) {
  Book book;
  book.reconcile({container("a"), container("b")});
  book.reconcile({container("b")});
  EXPECT_EQ(book.find("a"), nullptr);
  book.forget("b");
  EXPECT_TRUE(book.inventory().empty());
}

TEST(Books, KeepWhatAnInspectionSaidThroughTheLists) {
  Book book;
  book.reconcile({container("a")});
  book.learn("a", inspected("a", 3));
  ContainerMetadata listed = container("a");
  listed.health = Health::unhealthy;
  book.reconcile({listed});
  EXPECT_EQ(known(book, "a").restarts, 3U);
  EXPECT_EQ(known(book, "a").health, Health::unhealthy);
}

TEST(Books, AskAgainWhenTheListShowsAnotherState) {
  Book book;
  book.reconcile({container("a")});
  book.take_due(kNow, 8);
  book.learn("a", inspected("a"));
  book.reconcile({container("a", ContainerState::exited)});
  EXPECT_EQ(book.take_due(kNow + 1s, 8), Ids{"a"});
}

TEST(Books, AskAgainAfterTheNextListWhenAnInspectionFailed) {
  Book book;
  book.reconcile({container("a")});
  book.take_due(kNow, 8);
  book.learn("a", std::nullopt);
  EXPECT_TRUE(book.take_due(kNow + 10s, 8).empty());
  book.reconcile({container("a")});
  EXPECT_EQ(book.take_due(kNow + 30s, 8), Ids{"a"});
}

TEST(Books, IgnoreAnInspectionOfAnotherContainer) {
  Book book;
  book.reconcile({container("a")});
  book.learn("a", inspected("b", 9));
  book.learn("c", inspected("c"));
  EXPECT_EQ(known(book, "a").name, "name-a");
  EXPECT_EQ(book.inventory().size(), 1U);
}

TEST(Books, FollowAContainerThroughItsLife) {
  Book book;
  Event created = event(Action::create, "a");
  created.name = "web";
  created.image = "shop:1";
  EXPECT_TRUE(book.apply(created));
  EXPECT_EQ(known(book, "a").state, ContainerState::created);
  EXPECT_EQ(known(book, "a").name, "web");
  EXPECT_TRUE(book.apply(event(Action::start, "a")));
  EXPECT_EQ(known(book, "a").state, ContainerState::running);
  EXPECT_TRUE(book.apply(event(Action::pause, "a")));
  EXPECT_EQ(known(book, "a").state, ContainerState::paused);
  EXPECT_TRUE(book.apply(event(Action::unpause, "a")));
  Event health = event(Action::health, "a");
  health.health = Health::healthy;
  EXPECT_TRUE(book.apply(health));
  EXPECT_FALSE(book.apply(health));
  EXPECT_EQ(known(book, "a").health, Health::healthy);
  Event renamed = event(Action::rename, "a");
  renamed.name = "front";
  EXPECT_TRUE(book.apply(renamed));
  Event died = event(Action::die, "a");
  died.exit_code = 137;
  EXPECT_TRUE(book.apply(died));
  EXPECT_EQ(known(book, "a").state, ContainerState::exited);
  EXPECT_EQ(known(book, "a").exit_code, 137);
  EXPECT_EQ(known(book, "a").finished, core::Instant(5s));
  EXPECT_EQ(known(book, "a").name, "front");
  EXPECT_TRUE(book.apply(event(Action::destroy, "a")));
  EXPECT_TRUE(book.inventory().empty());
}

TEST(Books, TakeAStartOfWhatTheyDoNotKnowForNews) {
  Book book;
  EXPECT_TRUE(book.apply(event(Action::start, "a")));
  EXPECT_EQ(known(book, "a").state, ContainerState::running);
  EXPECT_FALSE(book.apply(event(Action::die, "b")));
  EXPECT_FALSE(book.apply(event(Action::other, "a")));
  EXPECT_EQ(book.inventory().size(), 1U);
}

TEST(Books, RememberTheExitCodeWhileAContainerRunsAgain) {
  Book book;
  book.reconcile({container("a")});
  Event died = event(Action::die, "a");
  died.exit_code = 3;
  book.apply(died);
  book.apply(event(Action::start, "a"));
  book.learn("a", inspected("a", 1));
  EXPECT_EQ(known(book, "a").exit_code, 3);
  EXPECT_EQ(known(book, "a").restarts, 1U);
}

TEST(Books, CountOomEventsThroughInspections) {
  Book book;
  book.reconcile({container("a")});
  book.apply(event(Action::oom, "a"));
  book.learn("a", inspected("a"));
  EXPECT_TRUE(book.apply(event(Action::oom, "a")));
  EXPECT_EQ(known(book, "a").oom_events, 2U);
}

TEST(Books, InspectARestartLoopNoMoreThanOnceASecond) {
  Book book;
  book.reconcile({container("a")});
  int inspections = 0;
  for (int i = 0; i < 100; ++i) {
    book.apply(event(Action::die, "a"));
    book.apply(event(Action::start, "a"));
    for (const std::string& id : book.take_due(kNow + i * 50ms, 8)) {
      book.learn(id, inspected(id));
      ++inspections;
    }
  }
  EXPECT_EQ(inspections, 5);
}

TEST(Books, AreBoundedAndPreferWhatRuns) {
  Book book({.containers = 4, .stopped = 2});
  std::vector<ContainerMetadata> list;
  for (int i = 0; i < 5; ++i) {
    list.push_back(container("old" + std::to_string(i), ContainerState::exited));
    list.back().created = core::Instant(std::chrono::seconds(i));
  }
  list.push_back(container("live"));
  book.reconcile(list);
  EXPECT_EQ(book.inventory().size(), 3U);
  EXPECT_TRUE(book.find("live") && book.find("old4") && book.find("old3"));
  for (int i = 0; i < 9; ++i) book.apply(event(Action::create, std::to_string(i)));
  EXPECT_EQ(book.inventory().size(), 4U);
}

TEST(Books, CountWhatEndedLastForLatest) {
  Book book({.stopped = 1});
  ContainerMetadata old = container("old");
  old.created = core::Instant(1s);
  book.reconcile({old});
  Event died = event(Action::die, "old");
  died.time = core::Instant(100s);
  book.apply(died);
  ContainerMetadata younger = container("younger", ContainerState::exited);
  younger.created = core::Instant(50s);
  old.state = ContainerState::exited;
  book.reconcile({younger, old});
  EXPECT_TRUE(book.find("old"));
  EXPECT_FALSE(book.find("younger"));
}

TEST(Books, OfALostEngineKeepNamesOnly) {
  Book book;
  ContainerMetadata running = inspected("a", 3);
  running.health = Health::healthy;
  running.image = "shop:1";
  book.reconcile({running, container("b", ContainerState::exited)});
  book.learn("a", running);
  const containers::Inventory kept = book.remembered();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.at("a").name, "name-a");
  EXPECT_EQ(kept.at("a").image, "shop:1");
  EXPECT_EQ(kept.at("a").state, std::nullopt);
  EXPECT_EQ(kept.at("a").health, std::nullopt);
  EXPECT_EQ(kept.at("a").restarts, std::nullopt);
}

TEST(Books, KnowWhoHasProcesses) {
  Book book;
  book.reconcile({container("a"), container("b", ContainerState::paused),
                  container("c", ContainerState::restarting)});
  ASSERT_EQ(book.running().size(), 2U);
  EXPECT_EQ(book.running()[1]->id, "b");
}

}  // namespace
}  // namespace silicon::engine
