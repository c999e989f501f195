#include <utility>

#include "exporter/platform/linux/hardware/bandwidth/traffic_reader.hpp"
#include "exporter/sources/bandwidth/resctrl.hpp"

namespace silicon::linux_platform {
namespace {

using bandwidth::MbmReading;

constexpr std::string_view kRoot = "/sys/fs/resctrl";
constexpr std::string_view kTotal = "mbm_total_bytes";
constexpr std::string_view kLocal = "mbm_local_bytes";
constexpr std::size_t kMaxCounters = 4096;

// Groups are made and removed by programs that partition the cache; a new one is found within this.
constexpr core::SteadyDuration kGroupsInterval = std::chrono::seconds(10);

// The counters of one group that can be read.
void add_counters(HostFiles& files, const std::string& group, std::string_view file,
                  std::vector<std::string>& counters) {
  const std::string folder = group + "/mon_data/";
  for (const std::string& domain : files.list(group + "/mon_data").value_or({})) {
    if (!domain.starts_with("mon_L3_") || counters.size() >= kMaxCounters) continue;
    std::string path = folder;
    path.append(domain).append("/").append(file);
    if (files.read(path)) counters.push_back(std::move(path));
  }
}

// A control group is a folder with its own mon_data, the root among them; what it counts includes
// its monitoring groups (mon_groups), so those are not visited.
std::vector<std::string> find_counters(HostFiles& files, std::string_view file) {
  std::vector<std::string> groups = {std::string(kRoot)};
  for (const std::string& name : files.list(kRoot).value_or({})) {
    if (name == "info" || name == "mon_data" || name == "mon_groups") continue;
    groups.push_back(std::string(kRoot) + "/" + name);
  }
  std::vector<std::string> counters;
  for (const std::string& group : groups) add_counters(files, group, file, counters);
  return counters;
}

class ResctrlReader : public TrafficReader {
 public:
  ResctrlReader(HostFiles& files, std::string_view file, std::vector<std::string> counters)
      : files_(files), file_(file), counters_(std::move(counters)) {}

  core::Result<std::vector<bandwidth::Traffic>> read(core::SteadyInstant now) override {
    find_groups(now);
    bool complete = true;
    std::size_t counted = 0;
    for (const std::string& counter : counters_) {
      const auto text = files_.read(counter);
      const MbmReading reading = text ? bandwidth::parse_mbm(*text) : MbmReading{};
      if (reading.state != MbmReading::State::counted) {
        complete = false;
        continue;
      }
      sum_.update(counter, reading.bytes);
      ++counted;
    }
    if (counted == 0) {
      return core::Error("/sys/fs/resctrl: none of " + std::to_string(counters_.size()) +
                         " bandwidth counters has a value (unmounted, or \"Unavailable\")");
    }
    const auto total = static_cast<double>(sum_.total());
    const std::string source = file_ == kTotal ? "resctrl_mbm" : "resctrl_mbm_local";
    return std::vector<bandwidth::Traffic>{
        {"all", source, total, rate_.update(total, now, complete)}};
  }

 private:
  void find_groups(core::SteadyInstant now) {
    if (!groups_at_) groups_at_ = now;
    if (now - *groups_at_ < kGroupsInterval) return;
    groups_at_ = now;
    counters_ = find_counters(files_, file_);
    sum_.keep_only(counters_);
  }

  HostFiles& files_;
  std::string_view file_;
  std::vector<std::string> counters_;
  bandwidth::MbmSum sum_;
  bandwidth::Rate rate_;
  std::optional<core::SteadyInstant> groups_at_;
};

core::Error why_not(HostFiles& files) {
  const auto names = files.list(kRoot);
  if (!names) {
    if (names.error().kind() == core::ErrorKind::denied) return names.error();
    return core::Error(
        "no /sys/fs/resctrl: this kernel or CPU has no resource control, as in virtual machines",
        core::ErrorKind::absent);
  }
  if (names->empty()) {
    return core::Error(
        "no /sys/fs/resctrl/mon_data: mount resctrl (mount -t resctrl resctrl /sys/fs/resctrl); "
        "this CPU or VM may lack memory bandwidth monitoring",
        core::ErrorKind::absent);
  }
  return core::Error(
      "resctrl is mounted, but shows no memory bandwidth: this CPU can partition and not monitor",
      core::ErrorKind::absent);
}

}  // namespace

core::Result<std::unique_ptr<TrafficReader>> open_resctrl(HostFiles& files) {
  for (const std::string_view file : {kTotal, kLocal}) {
    std::vector<std::string> counters = find_counters(files, file);
    if (counters.empty()) continue;
    return std::unique_ptr<TrafficReader>(
        std::make_unique<ResctrlReader>(files, file, std::move(counters)));
  }
  return why_not(files);
}

}  // namespace silicon::linux_platform
