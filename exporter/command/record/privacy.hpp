// Takes out of a sample what a person gave a name to. Pure; any thread.
// Tested by tests/exporter/command/record/privacy_test.cpp.
#pragma once

#include "exporter/sources/apple/sample.hpp"

namespace silicon::command {

// Volumes and home folders are numbered in their order instead of named: "/Volumes/volume1",
// "/Users/user1/..." .
apple::Sample without_names(apple::Sample sample);

}  // namespace silicon::command
