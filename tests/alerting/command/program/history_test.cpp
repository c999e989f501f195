#include "alerting/command/program/history.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "alerting/shell/state/saver.hpp"
#include "tests/support/alerting/alert_samples.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::command {
namespace {

using testing::at_second;

TEST(ShowHistory, PrintsOneLineForEachStep) {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.path("state");
  state::Changes changes;
  changes.history = {{at_second(1'700'000'000),
                      "r.yml",
                      "g",
                      "High",
                      {{"alertname", "High"}, {"instance", "a:1"}},
                      "firing",
                      9,
                      {}},
                     {at_second(1'700'000'060),
                      "r.yml",
                      "g",
                      "High",
                      {{"alertname", "High"}, {"instance", "a:1"}},
                      "resolved",
                      9,
                      1.5}};
  const auto saver = shell::Saver::open(path, at_second(0)).value();
  ASSERT_TRUE(saver->save(changes));
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(show_history(path, {}, out, err), 0);
  EXPECT_EQ(out.str(),
            "2023-11-14T22:13:20Z  firing     High {instance=\"a:1\"}  value 9\n"
            "2023-11-14T22:14:20Z  resolved   High {instance=\"a:1\"}  value 9, now 1.5\n");
  EXPECT_EQ(err.str(), "");
}

TEST(ShowDeliveries, PrintsOneLineForEachTry) {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.path("state");
  state::DeliveryAttempt attempt;
  attempt.time = at_second(1'700'000'000);
  attempt.id = 7;
  attempt.receiver = "team";
  attempt.integration = "slack[0]";
  attempt.group_key = "{}:{}";
  attempt.reason = "first notification";
  attempt.firing = 2;
  attempt.resolved = 1;
  attempt.outcome = state::DeliveryOutcome::again;
  attempt.answer = "429 Too Many\tRequests";
  attempt.duration = std::chrono::milliseconds(250);
  state::Changes changes;
  changes.attempts = {attempt};
  attempt.receiver = "boss";
  attempt.time += std::chrono::seconds(1);
  attempt.outcome = state::DeliveryOutcome::delivered;
  attempt.answer = "200 OK";
  changes.attempts.push_back(attempt);
  const auto saver = shell::Saver::open(path, at_second(0)).value();
  ASSERT_TRUE(saver->save(changes));
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(show_deliveries(path, {}, out, err), 0);
  EXPECT_EQ(out.str(),
            "2023-11-14T22:13:20Z\tagain\tteam\tslack[0]\tfirst notification\t2 firing\t"
            "1 resolved\t250ms\t429 Too Many Requests\t{}:{}\n"
            "2023-11-14T22:13:21Z\tdelivered\tboss\tslack[0]\tfirst notification\t2 firing\t"
            "1 resolved\t250ms\t200 OK\t{}:{}\n");
  std::ostringstream boss;
  state::AttemptQuery query;
  query.receiver = "boss";
  EXPECT_EQ(show_deliveries(path, query, boss, err), 0);
  EXPECT_EQ(boss.str().find("team"), std::string::npos);
  EXPECT_EQ(err.str(), "");
}

TEST(ShowHistory, SaysWhenThereIsNone) {
  const testing::TemporaryDirectory directory;
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(show_deliveries(directory.path("no"), {}, out, err), 1);
  err.str("");
  EXPECT_EQ(show_history(directory.path("no"), {}, out, err), 1);
  EXPECT_EQ(err.str(),
            "silicon-alerter: " + directory.path("no/state.db") + ": there is no state yet\n");
}

}  // namespace
}  // namespace silicon::command
