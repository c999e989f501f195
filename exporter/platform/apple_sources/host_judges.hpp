// What is beside an Apple chip: what each source wants, and who judges it. A judge that was made
// has state: one thread at a time. Tested by
// tests/exporter/platform/apple_sources/sources_test.cpp.
#pragma once

#include "exporter/platform/apple_sources/judged_source.hpp"

namespace silicon::apple_platform {

Judged judged_load();
Judged judged_memory();
Judged judged_disks();
Judged judged_filesystems();
Judged judged_network();

}  // namespace silicon::apple_platform
