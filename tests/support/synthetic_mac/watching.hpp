// What the exporter's sources say of a synthetic Mac, second by second, read in both ways there
// are: from its recording, and by the code that reads a live Mac over fake frameworks that show it.
// Writes a temporary file. Tested by tests/support/synthetic_mac/scenarios_test.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/synthetic_mac/mac.hpp"

namespace silicon::testing::synthetic {

// Values by series, written like `silicon_load_average{window="1m"}`. Histograms are left out.
using Page = std::map<std::string, double, std::less<>>;

// One page for each sample of a Mac that has not been asked for one yet.
std::vector<Page> watch_recording(SyntheticMac& mac);
std::vector<Page> watch_live(SyntheticMac& mac);

// Fails the test, and is 0, where there is no such series.
double value(const Page& page, std::string_view series);
bool has(const Page& page, std::string_view beginning);

}  // namespace silicon::testing::synthetic
