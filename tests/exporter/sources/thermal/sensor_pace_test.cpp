#include "exporter/sources/thermal/sensor_pace.hpp"

#include <gtest/gtest.h>

namespace silicon::thermal {
namespace {

using namespace std::chrono_literals;

const core::SteadyInstant kStart{1000s};

TEST(SensorPace, ReadsAQuickSensorAtEverySample) {
  SensorPace pace(false);
  EXPECT_TRUE(pace.due(kStart));
  pace.read_at(kStart, 20us);
  EXPECT_TRUE(pace.due(kStart + 5s));
  EXPECT_FALSE(pace.slow());
}

TEST(SensorPace, ReadsASensorThatWasSlowOnceAMinute) {
  SensorPace pace(false);
  pace.read_at(kStart, 22s);
  EXPECT_TRUE(pace.slow());
  EXPECT_FALSE(pace.due(kStart + 5s));
  EXPECT_FALSE(pace.due(kStart + 59s));
  EXPECT_TRUE(pace.due(kStart + 60s));
}

TEST(SensorPace, GivesASensorThatBecameQuickItsPlaceBack) {
  SensorPace pace(false);
  pace.read_at(kStart, 100ms);
  pace.read_at(kStart + 60s, 1ms);
  EXPECT_TRUE(pace.due(kStart + 65s));
}

TEST(SensorPace, KeepsWhatIsSlowByNatureOnTheSlowSchedule) {
  SensorPace pace(true);
  EXPECT_TRUE(pace.due(kStart));
  pace.read_at(kStart, 0us);
  EXPECT_FALSE(pace.due(kStart + 5s));
  EXPECT_TRUE(pace.due(kStart + 60s));
}

}  // namespace
}  // namespace silicon::thermal
