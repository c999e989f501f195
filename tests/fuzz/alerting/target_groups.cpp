// Files of targets, in JSON and in YAML, and the targets that are made of them.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/config/target_groups.hpp"
#include "alerting/scrape/discovery/target_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  silicon::scrape::Job job;
  job.name = "fuzz";
  for (const char* file : {"fuzz.json", "fuzz.yml"}) {
    const auto groups = silicon::config::parse_target_file(text, file);
    if (!groups) {
      if (groups.error().message().find("fuzz.") == std::string::npos) std::abort();
      continue;
    }
    for (const auto& target : silicon::scrape::make_targets(job, *groups).active) {
      if (target.labels.get("instance").empty()) std::abort();
      if (target.url.find_first_of(" \r\n") != std::string::npos) std::abort();
    }
  }
  return 0;
}
