// What deciding costs with 10,000 active alerts in 100 groups, 10 inhibition rules and 20 silences:
// taking the alerts in, saying them again, and flushing all of the groups at once (budget: 20 ms).
//
//   ninja bench.routing && build/release/tests/bench/bench.routing
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "alerting/routing/dispatch/dispatcher.hpp"
#include "alerting/routing/matching/parse.hpp"

namespace silicon {
namespace {

constexpr int kGroups = 100;
constexpr int kAlertsOfGroup = 100;
constexpr double kBudget = 20;  // milliseconds

// Of CPU time: the machine may be busy with other things.
template <class Work>
double milliseconds(Work work) {
  const std::clock_t begun = std::clock();
  work();
  return 1000.0 * static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

core::Instant second(std::int64_t number) {
  return core::Instant(std::chrono::seconds(1'700'000'000 + number));
}

routing::Matchers matchers(const std::string& text) {
  return routing::parse_matchers(text).value().matchers;
}

routing::Plan plan() {
  routing::Plan plan;
  plan.root.receiver = "team";
  plan.root.group_by = routing::GroupBy{{"alertname"}, false};
  for (int i = 0; i < 20; ++i) {
    routing::RouteSpec route;
    route.matchers = matchers("team=\"t" + std::to_string(i) + "\",severity=~\"critical|page\"");
    plan.root.routes.push_back(std::move(route));
  }
  plan.receivers = {{"team", {{"slack[0]", true}, {"email[0]", false}}}};
  for (int i = 0; i < 10; ++i) {
    plan.inhibit_rules.push_back({"",
                                  matchers("severity=critical,team=t" + std::to_string(i)),
                                  matchers("severity=~\"warning|info\""),
                                  {"cluster", "team"}});
  }
  return plan;
}

std::vector<routing::AlertUpdate> updates() {
  std::vector<routing::AlertUpdate> out;
  for (int group = 0; group < kGroups; ++group) {
    for (int i = 0; i < kAlertsOfGroup; ++i) {
      alert::Notice notice;
      notice.labels = {{"alertname", "Alert" + std::to_string(group)},
                       {"instance", "host" + std::to_string(i) + ":9100"},
                       {"job", "node"},
                       {"cluster", "c" + std::to_string(i % 4)},
                       {"severity", group % 7 == 0 ? "critical" : "warning"},
                       {"team", "t" + std::to_string(group % 30)}};
      notice.annotations = {{"description", std::string(200, 'x')}, {"summary", "it is down"}};
      notice.starts_at = second(0);
      out.push_back({std::move(notice), false});
    }
  }
  return out;
}

void add_silences(routing::Dispatcher& dispatcher) {
  for (int i = 0; i < 20; ++i) {
    routing::Silence silence;
    silence.matchers = matchers("instance=~\"host" + std::to_string(i) + ":.*\",job=node");
    silence.starts_at = second(0);
    silence.ends_at = second(1'000'000);
    if (!dispatcher.silences().set(silence, "s" + std::to_string(i), second(0))) return;
  }
}

class Bench {
 public:
  Bench() : dispatcher_(plan()) { add_silences(dispatcher_); }

  void advance(const char* what, std::int64_t at, std::vector<routing::AlertUpdate> said) {
    routing::Decisions out;
    const double spent = milliseconds(
        [&] { out = dispatcher_.advance(second(at), std::move(said), /*ready=*/true); });
    print(what, spent, out);
    std::printf("  %3zu groups flushed, %3zu messages\n", out.flushed, out.notify.size());
    told_ = std::move(out.notify);
  }

  void deliver() {
    const double spent = milliseconds([&] {
      for (const routing::Notify& notify : told_) dispatcher_.delivered(notify.id);
    });
    std::printf("%-44s %8.2f ms                    %3zu messages\n",
                "  and all of them are delivered", spent, told_.size());
  }

 private:
  static void print(const char* what, double spent, const routing::Decisions& out) {
    const bool is_flush = out.flushed > 0;
    std::printf("%-44s %8.2f ms %s", what, spent,
                !is_flush          ? "            "
                : spent <= kBudget ? "<= 20 ms  ok"
                                   : "<= 20 ms over");
  }

  routing::Dispatcher dispatcher_;
  std::vector<routing::Notify> told_;
};

void run() {
  std::puts(
      "10,000 active alerts in 100 groups, 10 inhibition rules, 20 silences, 2 integrations.");
  std::puts("A flush here is of all 100 groups at once: what is quiet, who is told what. Messages");
  std::puts("are neither rendered, saved nor sent.\n");
  const std::vector<routing::AlertUpdate> alerts = updates();
  Bench bench;
  bench.advance("all alerts come", 1, alerts);
  bench.advance("first flush, which tells of all", 60, {});
  bench.deliver();
  bench.advance("all alerts are said again", 120, alerts);
  bench.advance("flush that has nothing new to tell", 400, {});
  bench.advance("the same again", 800, {});
  bench.advance("flush that repeats all, hours later", 30'000, {});
  bench.deliver();
}

}  // namespace
}  // namespace silicon

int main() {
  silicon::run();
  return 0;
}
