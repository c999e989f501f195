// Temperatures and fans of an Apple silicon machine, from the keys of its SMC and its HID sensors:
// which are worth showing, what they belong to, and which readings are none.
// Pure; any thread. Tested by tests/exporter/sources/thermal/apple/sensors_test.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "exporter/sources/apple/sample.hpp"
#include "exporter/sources/thermal/families.hpp"

namespace silicon::thermal {

// Keys that temperatures() and fans() look at.
bool is_sensor_key(std::string_view key);

// One series for each aggregate of the firmware (TCMb, TCMz, TCDX), for the hottest of each kind of
// core sensor ("Tp hottest": there are three for each core, of which the middle is 6 to 13 degrees
// below the hottest), for single sensors with a known place, and for each HID sensor but "PMU
// tcal", which is for calibration. Equal names are numbered.
//
// Left out is what is no reading: below 10 or above 120 degrees (constants -4, 0, 2.5, 4, 5, 6.7,
// -9200 where nothing is measured), and a whole number of degrees that four or more keys share to
// the last bit: exactly 40.0 is what the SMC returns for a cluster without power (M4 Max, idle:
// stats #2486; TCMb and TCMz as well). Four live sensors may agree, but on no whole number.
std::vector<Temperature> temperatures(const apple::Sample& sample);

// F0Ac, F0Mx and so on, as many as FNum says; empty where there is no FNum, as in a MacBook Air. 0
// rpm is a speed.
std::vector<Fan> fans(const apple::Sample& sample);

}  // namespace silicon::thermal
