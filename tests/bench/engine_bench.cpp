// What it costs to know containers by name: a session with an engine of 32 containers whose health
// changes each second, as if every one had a health check that fires and flips all the time. Prints
// the share of a core that this takes, and fails over the budget of 0.5 %.
#include <cstdio>
#include <ctime>
#include <string>
#include <thread>

#include "exporter/platform/engine/session.hpp"
#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/engine_answers.hpp"
#include "tests/support/http/fake_engine.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {

using namespace std::chrono_literals;
using namespace silicon;

constexpr int kContainers = 32;
constexpr int kSeconds = 20;
constexpr double kBudget = 0.005;

// Of this thread alone: the engine's threads are not what is measured.
double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::string id_of(int number) {
  return std::string(60, 'a') + std::to_string(1000 + number);
}

void fill(testing::FakeEngine& engine) {
  // As long as a container of a compose project is in a list: 0.8 KB.
  const std::string padding = R"(,"Labels":{"com.docker.compose.config-hash":")" +
                              std::string(400, 'f') + R"("},"Mounts":[],"Ports":[]})";
  std::string list;
  for (int i = 0; i < kContainers; ++i) {
    std::string item = testing::engine_list_item(id_of(i));
    item.pop_back();
    list += (list.empty() ? "" : ",") + item + padding;
    engine.set("/v1.41/containers/" + id_of(i) + "/json", testing::engine_inspection(id_of(i)));
  }
  engine.set("/v1.41/containers/json", testing::http_page(200, "[" + list + "]"));
}

void fire(testing::FakeEngine& engine, const runtime::SystemClock& clock) {
  const runtime::Cancellation never;
  runtime::HttpStreams rest(clock);
  for (int second = 0; second < kSeconds; ++second) {
    const std::string health = second % 2 == 0 ? "healthy" : "unhealthy";
    for (int i = 0; i < kContainers; ++i) {
      engine.say("/v1.41/events", testing::engine_event("health_status: " + health, id_of(i)));
    }
    rest.poll(1s, never);
  }
  engine.hang_up();
}

}  // namespace

int main() {
  const testing::TemporaryDirectory folder;
  testing::FakeEngine engine(folder.path("s"));
  fill(engine);
  const runtime::SystemClock clock;
  const runtime::Cancellation cancellation;
  engine::Book book;
  runtime::HttpUrl url;
  url.socket_path = folder.path("s");
  engine_platform::Session session(url, {}, book, clock, cancellation);
  if (!session.open()) return 1;
  std::thread firing([&] { fire(engine, clock); });
  const double before = cpu_seconds();
  const core::SteadyInstant begin = clock.steady();
  std::size_t published = 0;
  static_cast<void>(session.follow([&] { published += book.inventory().size(); }));
  const double share = (cpu_seconds() - before) / core::seconds(clock.steady() - begin);
  firing.join();
  std::printf("%d containers, %d changes of health a second, %zu entries published\n", kContainers,
              kContainers, published);
  std::printf("metadata: %.3f %% of a core (budget %.1f %%)\n", share * 100, kBudget * 100);
  return share <= kBudget ? 0 : 1;
}
