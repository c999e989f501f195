#include "exporter/platform/linux/hardware/drm/drm_clients.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace silicon::linux_platform {
namespace {

// Bounds of one walk. Beyond them figures are lower bounds, as they are anyway.
constexpr std::size_t kMaxProcesses = 32'768;
constexpr std::size_t kMaxDescriptors = 262'144;
constexpr std::size_t kMaxClients = 4096;

bool is_process(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_device(std::string_view target) {
  return target.starts_with("/dev/dri/") || target.starts_with("/dev/accel/");
}

std::set<std::string> processes_in(HostFiles& files) {
  std::set<std::string> processes;
  for (std::string& name : files.list("/proc").value_or({})) {
    if (is_process(name) && processes.size() < kMaxProcesses) processes.insert(std::move(name));
  }
  return processes;
}

}  // namespace

std::vector<gpu::drm::Client> DrmClients::read(core::SteadyInstant now) {
  const bool all = now >= walk_due_;
  if (all) walk_due_ = now + kFullWalkInterval;
  walk(processes_in(files_), all);
  std::vector<gpu::drm::Client> clients;
  for (const auto& [process, descriptors] : known_) {
    for (const std::string& path : descriptors) {
      if (clients.size() >= kMaxClients) return clients;
      const auto text = files_.read_once(path);
      if (!text) continue;  // closed since
      if (auto client = gpu::drm::parse_fdinfo(*text)) clients.push_back(std::move(*client));
    }
  }
  return clients;
}

void DrmClients::walk(const std::set<std::string>& processes, bool all) {
  std::erase_if(known_, [&](const auto& entry) { return !processes.contains(entry.first); });
  budget_ = kMaxDescriptors;
  for (const std::string& process : processes) {
    if (!all && known_.contains(process)) continue;
    known_[process] = find_descriptors(process);
  }
}

DrmClients::Descriptors DrmClients::find_descriptors(const std::string& process) {
  Descriptors found;
  const std::string folder = "/proc/" + process;
  const std::string links = folder + "/fd/";
  const std::string infos = folder + "/fdinfo/";
  for (const std::string& descriptor : files_.list(folder + "/fd").value_or({})) {
    if (budget_ == 0) break;
    --budget_;
    const auto target = files_.link(links + descriptor);
    if (target && is_device(*target)) found.push_back(infos + descriptor);
  }
  return found;
}

}  // namespace silicon::linux_platform
