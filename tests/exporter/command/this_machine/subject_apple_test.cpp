// On a Mac only: the recorder of this very machine.
#include <gtest/gtest.h>

#include "exporter/command/this_machine/subject.hpp"
#include "exporter/platform/recording/read.hpp"
#include "exporter/runtime/system_clock.hpp"

namespace silicon::command {
namespace {

TEST(AppleSubject, SaysWhatThisMacIs) {
  const runtime::SystemClock clock;
  const auto subject = this_machine("/", clock);
  ASSERT_TRUE(subject) << subject.error().message();
  const auto machine = recording::parse_machine(subject->machine_line);
  ASSERT_TRUE(machine) << machine.error().message();
  EXPECT_FALSE(machine->chip.empty());
  const auto line = subject->sample_line(clock.steady());
  ASSERT_TRUE(line) << line.error().message();
  recording::SampleParser parser;
  const auto sample = parser.parse(*line);
  ASSERT_TRUE(sample) << sample.error().message();
  EXPECT_FALSE((*sample)->cpu_ticks.empty());
}

}  // namespace
}  // namespace silicon::command
