// Temperatures that the system publishes as HID events, by the names of their sensors. One client
// for the life of this object: making and dropping clients has tripped WindowServer's watchdog
// (screenpipe issue 7181). Which readings mean something is not decided here. Keeps references to
// the tables, which must outlive it. One thread.
// Tested by tests/exporter/platform/apple/sensors/hid_temperatures_test.cpp.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/io_kit.hpp"
#include "exporter/platform/apple/foundation/owned.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

class HidTemperatures {
 public:
  // Absent where the system has no HID event system or not one temperature sensor.
  static core::Result<HidTemperatures> open(const CoreFoundationApi& cf, const HidApi& hid);

  // Every sensor that answers, in the system's order; names repeat.
  // When none answers the list of sensors is asked for again, in the next call.
  std::vector<apple::HidSensor> read();

 private:
  struct Sensor {
    std::string name;
    HidService service;  // lent by services_
  };

  HidTemperatures(const CoreFoundationApi& cf, const HidApi& hid, Owned<HidClient> client)
      : cf_(&cf), hid_(&hid), client_(std::move(client)) {}

  void find_sensors();

  const CoreFoundationApi* cf_;
  const HidApi* hid_;
  Owned<HidClient> client_;
  Owned<CfArray> services_;
  std::vector<Sensor> sensors_;
};

}  // namespace silicon::apple_platform
