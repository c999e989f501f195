#include "exporter/sources/bandwidth/memory_events.hpp"

#include <algorithm>

namespace silicon::bandwidth {
namespace {

constexpr std::string_view kFreeRunning = "uncore_imc_free_running";

// "uncore_imc" and "uncore_imc_3", not "uncore_imc_free_running_0".
bool is_controller(std::string_view pmu) {
  return pmu.starts_with("uncore_imc") && !pmu.starts_with(kFreeRunning);
}

bool has(const UncorePmu& pmu, std::string_view event) {
  return std::find(pmu.events.begin(), pmu.events.end(), event) != pmu.events.end();
}

// "cas_count_read" and "cas_count_read_sch0", not "cas_count_read.scale".
void add_prefixed(const UncorePmu& pmu, std::string_view prefix, std::string_view direction,
                  std::vector<MemoryEvent>& events) {
  for (const std::string& event : pmu.events) {
    if (!event.starts_with(prefix) || event.find('.') != std::string::npos) continue;
    events.push_back({pmu.name, event, "", std::string(direction)});
  }
}

// Both, or none: a machine that shows reads but no writes is not one that we know.
bool add_pair(const UncorePmu& pmu, std::string_view read, std::string_view write,
              std::vector<MemoryEvent>& events) {
  if (!has(pmu, read) || !has(pmu, write)) return false;
  events.push_back({pmu.name, std::string(read), "", "read"});
  events.push_back({pmu.name, std::string(write), "", "write"});
  return true;
}

std::vector<MemoryEvent> column_accesses(const std::vector<UncorePmu>& pmus) {
  std::vector<MemoryEvent> events;
  for (const UncorePmu& pmu : pmus) {
    if (!is_controller(pmu.name)) continue;
    add_prefixed(pmu, "cas_count_read", "read", events);
    add_prefixed(pmu, "cas_count_write", "write", events);
  }
  return events;
}

std::vector<MemoryEvent> free_running(const std::vector<UncorePmu>& pmus) {
  std::vector<MemoryEvent> events;
  for (const UncorePmu& pmu : pmus) {
    if (!pmu.name.starts_with(kFreeRunning)) continue;
    if (add_pair(pmu, "data_read", "data_write", events)) continue;
    if (add_pair(pmu, "read", "write", events)) continue;
    if (has(pmu, "data_total")) events.push_back({pmu.name, "data_total", "", "all"});
  }
  return events;
}

std::vector<MemoryEvent> client(const std::vector<UncorePmu>& pmus) {
  std::vector<MemoryEvent> events;
  for (const UncorePmu& pmu : pmus) {
    if (is_controller(pmu.name)) add_pair(pmu, "data_reads", "data_writes", events);
  }
  return events;
}

std::vector<MemoryEvent> amd(const std::vector<UncorePmu>& pmus) {
  std::vector<MemoryEvent> events;
  for (const UncorePmu& pmu : pmus) {
    if (!pmu.name.starts_with("amd_umc_")) continue;
    events.push_back({pmu.name, "", "event=0x0a,rdwrmask=0x1", "read"});
    events.push_back({pmu.name, "", "event=0x0a,rdwrmask=0x2", "write"});
  }
  return events;
}

}  // namespace

bool counts_memory(std::string_view pmu) {
  return pmu.starts_with("uncore_imc") || pmu.starts_with("amd_umc_");
}

MemoryEvents memory_events(const std::vector<UncorePmu>& pmus) {
  if (auto events = column_accesses(pmus); !events.empty()) return {"uncore_imc", events};
  if (auto events = free_running(pmus); !events.empty()) {
    return {std::string(kFreeRunning), events};
  }
  if (auto events = client(pmus); !events.empty()) return {"uncore_imc", events};
  if (auto events = amd(pmus); !events.empty()) return {"amd_umc", events};
  return {};
}

}  // namespace silicon::bandwidth
