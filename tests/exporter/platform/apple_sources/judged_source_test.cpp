#include "exporter/platform/apple_sources/judged_source.hpp"

#include <gtest/gtest.h>

namespace silicon::apple_platform {
namespace {

class ScriptedReader : public apple::Reader {
 public:
  explicit ScriptedReader(int* reads) : reads_(reads) {}
  core::Result<const apple::Sample*> read(core::SteadyInstant) override {
    if (++*reads_ == 2) return core::Error("asleep");
    sample_.mono_ns = static_cast<std::uint64_t>(*reads_ == 4 ? 3 : *reads_);
    return &sample_;
  }

 private:
  int* reads_;
  apple::Sample sample_;
};

Judge count_samples(const apple::Machine& machine) {
  return [model = machine.model, samples = 0](const apple::Sample&) mutable {
    core::Family count = core::gauge("count", "help");
    count.add(core::Labels{{"model", model}}, ++samples);
    return core::Result<core::Families>(core::Families{count, core::gauge("empty", "help")});
  };
}

class JudgedSourceTest : public ::testing::Test {
 protected:
  std::shared_ptr<apple::Access> access() {
    auto access = std::make_shared<apple::Access>();
    access->machine.model = "Mac16,9";
    access->open =
        [this](const apple::Wanted& wanted) -> core::Result<std::unique_ptr<apple::Reader>> {
      if (!wanted.load) return core::Error("no load here", core::ErrorKind::absent);
      return {std::make_unique<ScriptedReader>(&reads_)};
    };
    return access;
  }
  static apple::Wanted load() {
    apple::Wanted wanted;
    wanted.load = true;
    return wanted;
  }
  int reads_ = 0;
};

TEST_F(JudgedSourceTest, HasItsSamplesJudgedInTurn) {
  auto source = opener(access(), {load(), count_samples})();
  ASSERT_TRUE(source.ok());
  const auto first = (*source)->sample({});
  ASSERT_TRUE(first.ok());
  ASSERT_EQ(first->size(), 1U) << "a family without samples is left out";
  EXPECT_EQ(first->front().samples.front().value, 1);
  EXPECT_FALSE((*source)->sample({}).ok());
  EXPECT_EQ((*source)->sample({})->front().samples.front().value, 2);
}

TEST_F(JudgedSourceTest, DoesNotJudgeASampleTwice) {
  auto source = opener(access(), {load(), count_samples})();
  ASSERT_TRUE(source.ok());
  reads_ = 2;
  for (const double judged : {1.0, 1.0, 2.0}) {
    EXPECT_EQ((*source)->sample({})->front().samples.front().value, judged);
  }
}

TEST_F(JudgedSourceTest, JudgesAnewEachTimeItIsOpened) {
  const auto open = opener(access(), {load(), count_samples});
  for (int i = 0; i < 2; ++i) {
    reads_ = 0;
    auto source = open();
    ASSERT_TRUE(source.ok());
    EXPECT_EQ((*source)->sample({})->front().samples.front().value, 1);
  }
}

TEST_F(JudgedSourceTest, IsAbsentWhereItsReaderIs) {
  const auto source = opener(access(), {{}, count_samples})();
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(source.error().message(), "no load here");
}

}  // namespace
}  // namespace silicon::apple_platform
