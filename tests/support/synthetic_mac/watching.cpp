#include "tests/support/synthetic_mac/watching.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "exporter/platform/apple/live_reader.hpp"
#include "exporter/platform/apple_sources/sources.hpp"
#include "exporter/platform/recording/playback.hpp"
#include "tests/support/fake_apple/script.hpp"
#include "tests/support/family_lines.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::testing::synthetic {
namespace {

using Sources = std::vector<std::unique_ptr<sources::Source>>;

Sources open_all(core::Result<silicon::apple::Access> access) {
  Sources open;
  for (const sources::SourceSpec& spec : apple_platform::sources_of(std::move(access))) {
    auto source = spec.open();
    EXPECT_TRUE(source.ok()) << spec.name << ": " << (source ? "" : source.error().message());
    if (source) open.push_back(*std::move(source));
  }
  return open;
}

void add(const core::Family& family, Page& page) {
  if (family.type == core::MetricType::histogram) return;
  for (const core::Sample& sample : family.samples) {
    const bool is_new = page.emplace(series_name(family, sample), sample.value).second;
    EXPECT_TRUE(is_new) << series_name(family, sample) << " is there twice";
  }
}

Page page_of(const Sources& open, const core::Clock& clock) {
  Page page;
  for (const auto& source : open) {
    const auto families = source->sample({clock.steady(), clock.now()});
    EXPECT_TRUE(families.ok()) << (families ? "" : families.error().message());
    if (!families) continue;
    for (const core::Family& family : *families) add(family, page);
  }
  return page;
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

std::vector<Page> watch_recording(SyntheticMac& mac) {
  const TemporaryDirectory directory;
  const std::string recording = recording_of(mac);
  const std::string file = directory.write("mac.ndjson", recording);
  ManualClock clock;
  const Sources open = open_all(recording::play({file, false, 1}));
  std::vector<Page> pages;
  const std::size_t samples = lines_of(recording) - 1;
  for (std::size_t i = 0; i < samples; ++i) {
    pages.push_back(page_of(open, clock));
    clock.advance(std::chrono::seconds(1));
  }
  return pages;
}

std::vector<Page> watch_live(SyntheticMac& mac) {
  apple::FakeMac fake;
  fake.timebase = {1, 1};
  ManualClock clock;
  show(fake, mac.machine());
  std::vector<Page> pages;
  {
    Sources open;
    while (const auto sample = mac.next()) {
      show(fake, *sample);
      clock.wall = core::Instant(core::Duration(sample->unix_ms));
      clock.monotonic += std::chrono::seconds(1);
      if (open.empty()) open = open_all(apple_platform::access_to(fake.interfaces(), clock));
      pages.push_back(page_of(open, clock));
    }
  }
  EXPECT_EQ(fake.leftovers(), "");
  return pages;
}

double value(const Page& page, std::string_view series) {
  const auto found = page.find(series);
  if (found != page.end()) return found->second;
  ADD_FAILURE() << "no series " << series;
  return 0;
}

bool has(const Page& page, std::string_view beginning) {
  const auto found = page.lower_bound(beginning);
  return found != page.end() && found->first.starts_with(beginning);
}

}  // namespace silicon::testing::synthetic
