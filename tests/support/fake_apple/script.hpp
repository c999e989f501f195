// Makes the fake Mac show what a recording says, so that the code of platform/apple can be asked to
// read it back. What the recording lacks the fake Mac lacks too. Takes the time of its samples from
// the recording: set the fake's timebase to 1/1 for nanoseconds to come back as they went in.
#pragma once

#include "exporter/sources/apple/sample.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::testing::apple {

// Before any reader is opened: replaces the registry.
void show(FakeMac& mac, const silicon::apple::Machine& machine);

// Before a reader is opened, and again between its samples. The first one decides which disks and
// GPU there are: entries of the registry stay where readers hold them.
void show(FakeMac& mac, const silicon::apple::Sample& sample);

}  // namespace silicon::testing::apple
