#include "exporter/platform/engine/watcher.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "exporter/runtime/system_clock.hpp"
#include "tests/support/http/engine_answers.hpp"
#include "tests/support/http/fake_engine.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::engine_platform {
namespace {

using namespace std::chrono_literals;
using containers::Inventory;
using testing::FakeEngine;

// What a watcher published last, waited for.
class Published {
 public:
  Watcher::Publish publisher() {
    return [this](Inventory inventory) {
      const std::lock_guard lock(mutex_);
      newest_ = std::move(inventory);
      changed_.notify_all();
    };
  }

  template <class Condition>
  bool wait_until(Condition condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 10s, [&] { return newest_ && condition(*newest_); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Inventory> newest_;
};

class Watchers : public ::testing::Test {
 protected:
  WatcherOptions options() const {
    WatcherOptions options;
    options.name = "test";
    options.locate = [path = folder_.path("s")] {
      return core::Result<std::string>("unix://" + path);
    };
    options.first_pause = 5ms;
    options.longest_pause = 20ms;
    return options;
  }

  std::unique_ptr<FakeEngine> engine() const {
    std::filesystem::remove(folder_.path("s"));
    auto engine = std::make_unique<FakeEngine>(folder_.path("s"));
    engine->set("/v1.41/containers/json",
                testing::http_page(200, "[" + testing::engine_list_item("a") + "]"));
    engine->set("/v1.41/containers/a/json", testing::engine_inspection("a"));
    return engine;
  }

  static bool knows_all(const Inventory& inventory) {
    return inventory.size() == 1 && inventory.begin()->second.restarts == 2U;
  }

  const testing::TemporaryDirectory folder_;
  const runtime::SystemClock clock_;
  Published published_;
};

TEST_F(Watchers, PublishWhatTheEngineSays) {
  const auto engine = this->engine();
  const Watcher watcher(options(), clock_, published_.publisher());
  EXPECT_TRUE(published_.wait_until(knows_all));
}

TEST_F(Watchers, WaitForAnEngineThatIsNotThereYet) {
  const Watcher watcher(options(), clock_, published_.publisher());
  EXPECT_TRUE(published_.wait_until([](const Inventory& all) { return all.empty(); }));
  const auto engine = this->engine();
  EXPECT_TRUE(published_.wait_until(knows_all));
}

TEST_F(Watchers, KeepNamesWhileTheEngineIsAwayAndComeBack) {
  auto engine = this->engine();
  const Watcher watcher(options(), clock_, published_.publisher());
  ASSERT_TRUE(published_.wait_until(knows_all));
  engine.reset();
  EXPECT_TRUE(published_.wait_until([](const Inventory& inventory) {
    return inventory.size() == 1 && !inventory.begin()->second.state &&
           inventory.begin()->second.name == "name-a";
  }));
  engine = this->engine();
  EXPECT_TRUE(published_.wait_until(knows_all));
}

TEST_F(Watchers, EndWhileTheEngineHangs) {
  const auto engine = this->engine();
  engine->set("/_ping", "");
  const auto begin = clock_.steady();
  {
    const Watcher watcher(options(), clock_, published_.publisher());
    while (engine->asked("/_ping") == 0) std::this_thread::yield();
  }
  EXPECT_LT(clock_.steady() - begin, 4s);
}

TEST_F(Watchers, SurviveAddressesThatAreNone) {
  WatcherOptions options = this->options();
  options.locate = [] { return core::Result<std::string>("nonsense://"); };
  const Watcher watcher(options, clock_, published_.publisher());
  EXPECT_TRUE(published_.wait_until([](const Inventory& all) { return all.empty(); }));
}

}  // namespace
}  // namespace silicon::engine_platform
