// What is on an Apple chip: what each source wants, and who judges it. A judge that was made has
// state: one thread at a time. Tested by tests/exporter/platform/apple_sources/sources_test.cpp.
#pragma once

#include "exporter/platform/apple_sources/judged_source.hpp"

namespace silicon::apple_platform {

Judged judged_cpu();
Judged judged_cpu_frequency();
Judged judged_bandwidth();
Judged judged_gpu();
Judged judged_ane();
Judged judged_energy();
Judged judged_thermal();

}  // namespace silicon::apple_platform
