// The system management controller: values under four-character keys. Read only, which needs no
// rights. Bytes are handed on as they come; what they mean is not decided here. Keeps references to
// the tables, which must outlive it. One thread.
// Protocol: struct SMCKeyData of 80 bytes through method 2 of AppleSMC's user client, as in
// exelban/stats, macmon and the Asahi Linux notes.
// Tested by tests/exporter/platform/apple/sensors/smc_test.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/result.hpp"
#include "exporter/platform/apple/abi/io_kit.hpp"
#include "exporter/platform/apple/registry/registry.hpp"
#include "exporter/sources/apple/sample.hpp"

namespace silicon::apple_platform {

class Smc {
 public:
  // Absent where the machine has no SMC (a virtual machine), denied where it may not be opened.
  static core::Result<Smc> open(const Registry& registry, const ConnectionApi& api);

  Smc(Smc&& other) noexcept;
  Smc& operator=(Smc&&) = delete;
  ~Smc();

  // nullopt when there is no such key, now or ever.
  std::optional<apple::SmcValue> read(std::string_view key);

  // All keys, in the controller's order (sorted). Slow, one call for each of some 1,500: once.
  std::vector<std::string> keys();

 private:
  struct KeyInfo {
    std::uint32_t size = 0;
    std::uint32_t type = 0;
  };

  Smc(const ConnectionApi& api, IoObject connection) : api_(&api), connection_(connection) {}

  // What a key holds never changes: asked once.
  std::optional<KeyInfo> info_of(std::uint32_t key);

  const ConnectionApi* api_;
  IoObject connection_;
  std::map<std::uint32_t, KeyInfo> infos_;
};

// The keys of a machine's controller, asked for once however many read it. Any thread.
class SmcKeyList {
 public:
  std::vector<std::string> of(Smc& smc);

 private:
  std::mutex mutex_;
  std::vector<std::string> keys_;  // none: not asked for, or there was no answer
};

}  // namespace silicon::apple_platform
