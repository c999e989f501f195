// The graphics cards of a machine, as /sys/class/drm lists them. One thread. Tested by
// tests/exporter/platform/linux/hardware/drm/drm_cards_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exporter/platform/linux/host_files.hpp"

namespace silicon::linux_platform {

struct DrmCard {
  std::string name;       // "card0", "card12"
  std::string directory;  // "/sys/class/drm/card0"
  std::string driver;     // "amdgpu"
  std::string gpu;        // label: PCI address, or the card's name where it has none
  std::string model;      // product_name where the driver knows one, else "1002:687f"; may be ""
};

// Cards with a driver, in the order of their numbers; connectors ("card0-DP-1") and render nodes
// are none. At most 64.
std::vector<DrmCard> find_cards(HostFiles& files);

// Whether a device is powered down by the kernel, so that asking it would wake it: `device` is its
// folder in sysfs. False where the kernel does not say.
bool is_suspended(HostFiles& files, std::string_view device);

// The whole content of a small text file, trimmed; "" when it cannot be read.
std::string read_text(HostFiles& files, const std::string& path);

}  // namespace silicon::linux_platform
