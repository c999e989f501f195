#include "exporter/sources/gpu/drm/fdinfo.hpp"

#include <limits>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::gpu::drm {
namespace {

constexpr std::size_t kMaxEngines = 64;
constexpr std::size_t kMaxNameLength = 64;

// Takes `prefix` off the front of `key`, if it stands there.
bool take(std::string_view& key, std::string_view prefix) {
  if (!key.starts_with(prefix)) return false;
  key.remove_prefix(prefix.size());
  return true;
}

Engine* engine_named(Client& client, std::string_view name) {
  const auto found = client.engines.find(name);
  if (found != client.engines.end()) return &found->second;
  if (name.empty() || name.size() > kMaxNameLength || client.engines.size() >= kMaxEngines) {
    return nullptr;
  }
  return &client.engines[std::string(name)];
}

// "1234 KiB" in bytes; without a unit they are bytes.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  const auto number = core::parse_unsigned(core::take_field(text));
  const std::string_view unit = core::take_field(text);
  std::uint64_t factor = 1;
  if (unit == "KiB") factor = 1024;
  if (unit == "MiB") factor = std::uint64_t{1024} * 1024;
  if (factor == 1 && !unit.empty()) return std::nullopt;
  if (!number || *number > std::numeric_limits<std::uint64_t>::max() / factor) return std::nullopt;
  return *number * factor;
}

void add(std::optional<std::uint64_t>& sum, const std::optional<std::uint64_t>& bytes) {
  // 2^60 bytes are more than any machine has; garbage must not make the sum overflow.
  if (bytes && *bytes < std::uint64_t{1} << 56U) sum = sum.value_or(0) + *bytes;
}

// drm-engine-capacity- and drm-total-cycles- come before the prefixes that they contain.
bool parse_engine(Client& client, std::string_view key, std::string_view value) {
  const std::string_view field = core::take_field(value);
  const auto number = core::parse_unsigned(field);
  if (take(key, "drm-engine-capacity-")) {
    Engine* engine = engine_named(client, key);
    if (engine != nullptr && number && *number > 0 && *number <= 1024) engine->capacity = *number;
    return true;
  }
  if (take(key, "drm-engine-")) {
    if (core::take_field(value) != "ns" || !number) return true;
    if (Engine* engine = engine_named(client, key)) engine->busy_ns = number;
    return true;
  }
  if (take(key, "drm-total-cycles-")) {
    if (Engine* engine = number ? engine_named(client, key) : nullptr)
      engine->total_cycles = number;
    return true;
  }
  if (take(key, "drm-cycles-")) {
    if (Engine* engine = number ? engine_named(client, key) : nullptr) engine->cycles = number;
    return true;
  }
  return false;
}

// Sums of the three words for memory that drivers use.
struct Memory {
  std::optional<std::uint64_t> resident;  // drm-resident-
  std::optional<std::uint64_t> older;     // drm-memory-, what drm-resident- was called before 6.5
  std::optional<std::uint64_t> total;     // drm-total-
};

void parse_memory(Memory& memory, std::string_view key, std::string_view value) {
  if (take(key, "drm-resident-")) add(memory.resident, parse_size(value));
  if (take(key, "drm-memory-")) add(memory.older, parse_size(value));
  if (take(key, "drm-total-")) add(memory.total, parse_size(value));
}

}  // namespace

std::optional<Client> parse_fdinfo(std::string_view text) {
  Client client;
  Memory memory;
  core::for_each_line(text, [&](std::string_view line) {
    const auto [key, rest] = core::cut(line, ':');
    if (!key.starts_with("drm-")) return;
    const std::string_view value = core::trimmed(rest).substr(0, 256);
    if (key == "drm-driver") client.driver = value.substr(0, kMaxNameLength);
    if (key == "drm-pdev") client.device = value.substr(0, kMaxNameLength);
    if (key == "drm-client-id") client.id = core::parse_unsigned(value);
    if (!parse_engine(client, key, value)) parse_memory(memory, key, value);
  });
  if (client.driver.empty()) return std::nullopt;
  client.resident_bytes = memory.resident ? memory.resident : memory.older;
  client.total_bytes = memory.total;
  return client;
}

}  // namespace silicon::gpu::drm
