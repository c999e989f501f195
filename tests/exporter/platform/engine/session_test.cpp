#include "exporter/platform/engine/session.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/engine_answers.hpp"
#include "tests/support/http/fake_engine.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::engine_platform {
namespace {

using namespace std::chrono_literals;
using testing::engine_inspection;
using testing::engine_list_item;
using testing::http_page;

constexpr const char* kList = "/v1.41/containers/json";

class Sessions : public ::testing::Test {
 protected:
  Session session(SessionOptions options = {}) {
    runtime::HttpUrl url;
    url.socket_path = folder_.path("s");
    return Session(url, std::move(options), book_, clock_, cancellation_);
  }

  static SessionOptions impatient() {
    SessionOptions options;
    options.patience = 100ms;
    return options;
  }

  // What becomes of opening a session.
  std::string opened() {
    Session session = this->session(impatient());
    const core::Status status = session.open();
    return status ? "open" : status.error().message();
  }

  const testing::TemporaryDirectory folder_;
  testing::FakeEngine engine_{folder_.path("s")};
  runtime::SystemClock clock_;
  runtime::Cancellation cancellation_;
  engine::Book book_;
};

TEST_F(Sessions, NegotiateTheVersionAndListTheContainers) {
  engine_.set(kList, http_page(200, "[" + engine_list_item("a") + "]"));
  Session session = this->session();
  ASSERT_TRUE(session.open());
  EXPECT_EQ(session.version_prefix(), "/v1.41");
  EXPECT_EQ(book_.inventory().at("a").name, "name-a");
  EXPECT_EQ(engine_.asked("/v1.41/events?filters="), 1);
}

TEST_F(Sessions, AreNotOpenedWithWhatIsNoEngine) {
  engine_.set("/_ping", http_page(200, "OK", "Api-Version: 1.12\r\n"));
  EXPECT_EQ(opened(), "its API 1.12 is too old: 1.24 is needed");
  engine_.set("/_ping", http_page(200, "OK", "Api-Version: ../x\r\n"));
  EXPECT_EQ(opened(), "names \"../x\" as its API version");
  engine_.set("/_ping", http_page(403, R"({"message":"not for you"})"));
  EXPECT_EQ(opened(), "status 403: not for you");
  engine_.set("/_ping", "220 mail.example ESMTP\r\n");
  EXPECT_NE(opened().find("not valid HTTP"), std::string::npos);
}

TEST_F(Sessions, AreNotOpenedWithAnEngineThatRefusesItsOwnVersion) {
  engine_.set(kList,
              http_page(400, R"({"message":"client version 1.41 is too old. Minimum is 1.44"})"));
  EXPECT_EQ(opened(), "status 400: client version 1.41 is too old. Minimum is 1.44");
}

TEST_F(Sessions, AreNotOpenedWithHalfAJson) {
  engine_.set(kList, http_page(200, "[{\"Id\":\"a\""));
  EXPECT_EQ(opened(), "the answer is not valid JSON");
}

TEST_F(Sessions, GiveUpWhenTheEngineHangs) {
  engine_.set(kList, "");
  EXPECT_NE(opened().find("timed out"), std::string::npos);
  EXPECT_TRUE(book_.inventory().empty());
}

TEST_F(Sessions, InspectOnceAndFollowEvents) {
  engine_.set(kList, http_page(200, "[" + engine_list_item("a") + "]"));
  engine_.set("/v1.41/containers/a/json", engine_inspection("a"));
  Session session = this->session();
  ASSERT_TRUE(session.open());
  int changes = 0;
  const core::Status lost = session.follow([&] {
    ++changes;
    const auto inventory = book_.inventory();
    if (changes == 1) {
      EXPECT_EQ(inventory.at("a").restarts, 2U);
      engine_.say("/v1.41/events", testing::engine_event("health_status: unhealthy", "a"));
    } else {
      EXPECT_EQ(inventory.at("a").health, containers::Health::unhealthy);
      engine_.hang_up();
    }
  });
  EXPECT_EQ(lost.error().message(), "its events ended");
  EXPECT_EQ(changes, 2);
  EXPECT_EQ(engine_.asked("/v1.41/containers/a/json"), 1);
}

TEST_F(Sessions, ForgetAContainerThatWentBeforeItWasInspected) {
  engine_.set(kList, http_page(200, "[" + engine_list_item("gone") + "]"));
  Session session = this->session();
  ASSERT_TRUE(session.open());
  const core::Status lost = session.follow([&] {
    EXPECT_TRUE(book_.inventory().empty());
    engine_.hang_up();
  });
  EXPECT_FALSE(lost);
}

TEST_F(Sessions, ListAgainRegularlyAndAfterEventsThatMakeNoSense) {
  SessionOptions options;
  options.reconcile_interval = 20ms;
  Session session = this->session(options);
  ASSERT_TRUE(session.open());
  engine_.say("/v1.41/events", "{\"Type\":");
  const core::Status lost = session.follow([&] {
    if (engine_.asked(kList) >= 3 && session.bad_events() == 1) engine_.hang_up();
  });
  EXPECT_FALSE(lost);
  EXPECT_EQ(session.bad_events(), 1U);
}

TEST_F(Sessions, StreamStatisticsOfWhatRuns) {
  Statistics statistics;
  SessionOptions options;
  options.statistics = &statistics;
  engine_.set(kList, http_page(200, "[" + engine_list_item("a") + "," +
                                        engine_list_item("b", "exited") + "]"));
  engine_.set("/v1.41/containers/a/json", engine_inspection("a"));
  engine_.set("/v1.41/containers/b/json", engine_inspection("b", "exited"));
  engine_.say("/v1.41/containers/a/stats", testing::engine_statistics(77));
  engine_.say("/v1.41/containers/a/stats", "half a {");
  engine_.say("/v1.41/containers/a/stats", testing::engine_statistics(78));
  Session session = this->session(options);
  ASSERT_TRUE(session.open());
  std::vector<containers::ContainerReading> readings;
  const auto end = clock_.steady() + 10s;
  std::thread watch([&] {
    while (clock_.steady() < end) {
      readings.clear();
      statistics.append_to(readings, clock_.steady());
      if (!readings.empty() && readings.front().cpu.usage_nanoseconds == 78U) break;
      std::this_thread::yield();
    }
    engine_.hang_up();
  });
  EXPECT_FALSE(session.follow([] {}));
  watch.join();
  ASSERT_EQ(readings.size(), 1U);
  EXPECT_EQ(readings[0].cpu.usage_nanoseconds, 78U);
  EXPECT_EQ(readings[0].limits.memory_bytes, 1000U);
  EXPECT_EQ(engine_.asked("/v1.41/containers/b/stats"), 0);
}

TEST_F(Sessions, EndWhenCancelled) {
  Session session = this->session();
  ASSERT_TRUE(session.open());
  cancellation_.cancel();
  EXPECT_TRUE(session.follow([] {}));
}

}  // namespace
}  // namespace silicon::engine_platform
