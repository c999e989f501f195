// What service discovery finds: addresses that share labels. A static_configs entry, an entry of a
// file_sd file, and one of an http_sd answer are all this. A value; any thread.
#pragma once

#include <string>
#include <vector>

#include "exporter/core/labels.hpp"

namespace silicon::scrape {

struct TargetGroup {
  std::vector<std::string> addresses;  // HOST:PORT, or HOST
  core::Labels labels;                 // __meta_* ones among them

  friend bool operator==(const TargetGroup&, const TargetGroup&) = default;
};

using TargetGroups = std::vector<TargetGroup>;

}  // namespace silicon::scrape
