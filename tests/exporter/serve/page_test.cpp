#include "exporter/serve/page.hpp"

#include <gtest/gtest.h>

#include "tests/support/manual_clock.hpp"

namespace silicon::serve {
namespace {

using core::ExpositionFormat;

std::shared_ptr<const core::Families> load(double value) {
  core::Family family{"silicon_load_average", "Load.", core::MetricType::gauge, {}, {}};
  family.add({{"window", "1m"}}, value);
  return std::make_shared<const core::Families>(core::Families{std::move(family)});
}

class PageTest : public ::testing::Test {
 protected:
  void show(double value) {
    SourceHealth health = board_.health(0);
    health.state = SourceState::up;
    board_.pin(0, health, load(value));
    board_.publish();
  }
  bool page_has(std::string_view line, ExpositionFormat format = ExpositionFormat::text) {
    return page_.text(format)->find(line) != std::string::npos;
  }

  testing::ManualClock clock_;
  Board board_{{"load"}};
  Instruments instruments_{"1.0"};
  Page page_{board_, instruments_, clock_};
};

TEST_F(PageTest, HoldsReadingsHealthAndOwnInstruments) {
  show(0.5);
  EXPECT_TRUE(page_has("silicon_load_average{window=\"1m\"} 0.5\n"));
  EXPECT_TRUE(page_has("silicon_source_up{source=\"load\"} 1\n"));
  EXPECT_TRUE(page_has("silicon_build_info{version=\"1.0\"} 1\n"));
}

TEST_F(PageTest, ShowsTheNewestSnapshot) {
  show(0.5);
  EXPECT_TRUE(page_has(" 0.5\n"));
  show(0.75);
  EXPECT_TRUE(page_has("silicon_load_average{window=\"1m\"} 0.75\n"));
}

TEST_F(PageTest, IsRenderedOncePerSnapshotHoweverOftenItIsAskedFor) {
  show(0.5);
  const auto first = page_.text(ExpositionFormat::text);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(page_.text(ExpositionFormat::text), first);
  show(0.5);
  EXPECT_NE(page_.text(ExpositionFormat::text), first);
  show(0.5);
  EXPECT_TRUE(page_has("silicon_page_renders_total 2\n"));
}

TEST_F(PageTest, IsRenderedForEachFormatApart) {
  show(0.5);
  EXPECT_FALSE(page_has("# EOF\n"));
  EXPECT_TRUE(page_has("# EOF\n", ExpositionFormat::openmetrics));
  EXPECT_FALSE(page_has("# EOF\n"));
}

TEST_F(PageTest, BeforeTheFirstSnapshotHoldsWhatIsKnown) {
  EXPECT_TRUE(page_has("silicon_build_info"));
  EXPECT_FALSE(page_has("silicon_load_average"));
}

TEST_F(PageTest, DropsTheReadingsOfASourceThatIsDown) {
  show(0.5);
  SourceHealth down = board_.health(0);
  down.state = SourceState::down;
  board_.pin(0, down, nullptr);
  board_.publish();
  EXPECT_FALSE(page_has("silicon_load_average"));
  EXPECT_TRUE(page_has("silicon_source_up{source=\"load\"} 0\n"));
}

}  // namespace
}  // namespace silicon::serve
