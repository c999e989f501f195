#include "exporter/platform/apple/live_reader.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exporter/platform/apple/host/filesystems.hpp"
#include "exporter/platform/apple/host/interface_list.hpp"
#include "exporter/platform/apple/host/mach_host.hpp"
#include "exporter/platform/apple/host/sysctls.hpp"
#include "exporter/platform/apple/host/thermal_pressure.hpp"
#include "exporter/platform/apple/machine.hpp"
#include "exporter/platform/apple/registry/devices.hpp"
#include "exporter/platform/apple/registry/registry.hpp"
#include "exporter/platform/apple/report/subscription.hpp"
#include "exporter/platform/apple/sensors/hid_temperatures.hpp"
#include "exporter/platform/apple/sensors/smc.hpp"

namespace silicon::apple_platform {
namespace {

class LiveReader : public apple::Reader {
 public:
  LiveReader(std::shared_ptr<const Interfaces> interfaces, std::shared_ptr<SmcKeyList> smc_key_list,
             const core::Clock& clock)
      : interfaces_(std::move(interfaces)), smc_key_list_(std::move(smc_key_list)), clock_(clock) {}

  // Done when there is at least one part to read.
  core::Status open(const apple::Wanted& wanted);
  core::Result<const apple::Sample*> read(core::SteadyInstant now) override;

 private:
  void open_host(const apple::Wanted& wanted);
  void open_devices(const apple::Wanted& wanted);
  void open_reports(const std::vector<apple::ChannelChoice>& choices);
  void open_smc(bool (*accepts)(std::string_view key));
  void open_hid();

  template <class Table>
  const Table* table(const core::Result<Table>& bound);
  void lacks(const core::Error& reason);

  void read_time(core::SteadyInstant now);
  void read_host();
  void read_devices();
  void read_smc();
  bool is_empty() const;

  std::shared_ptr<const Interfaces> interfaces_;
  std::shared_ptr<SmcKeyList> smc_key_list_;
  const core::Clock& clock_;
  MachTimebase timebase_;
  std::optional<core::Error> first_lack_;
  bool any_ = false;

  std::optional<MachHost> host_;
  std::optional<Sysctls> sysctls_;
  const LoadApi* load_ = nullptr;
  const FilesystemApi* filesystems_ = nullptr;
  std::optional<ThermalPressure> thermal_pressure_;
  std::optional<Registry> registry_;
  std::optional<Accelerator> accelerator_;
  std::vector<Subscription> reports_;
  std::optional<Smc> smc_;
  std::vector<std::string> smc_keys_;
  std::optional<HidTemperatures> hid_;
  bool cpu_ticks_ = false;
  bool memory_ = false;
  bool disks_ = false;
  bool network_ = false;

  apple::Sample sample_;
};

void LiveReader::lacks(const core::Error& reason) {
  const bool worse = first_lack_ && first_lack_->kind() == core::ErrorKind::absent &&
                     reason.kind() != core::ErrorKind::absent;
  if (!first_lack_ || worse) first_lack_ = reason;
}

// The table where the system has it.
template <class Table>
const Table* LiveReader::table(const core::Result<Table>& bound) {
  if (bound) return &*bound;
  lacks(bound.error());
  return nullptr;
}

void LiveReader::open_host(const apple::Wanted& wanted) {
  if (wanted.cpu_ticks || wanted.memory) {
    if (const MachApi* mach = table(interfaces_->mach)) {
      host_.emplace(*mach);
      cpu_ticks_ = wanted.cpu_ticks;
      memory_ = wanted.memory;
      any_ = true;
    }
  }
  if (wanted.memory || wanted.interfaces) {
    if (const SysctlApi* sysctl = table(interfaces_->sysctl)) {
      sysctls_.emplace(*sysctl);
      memory_ = wanted.memory;
      network_ = wanted.interfaces;
      any_ = true;
    }
  }
  if (wanted.load) load_ = table(interfaces_->load);
  if (wanted.filesystems) filesystems_ = table(interfaces_->filesystems);
  any_ = any_ || load_ != nullptr || filesystems_ != nullptr;
  if (!wanted.thermal_pressure) return;
  if (const NotifyApi* notify = table(interfaces_->notify)) {
    core::Result<ThermalPressure> pressure = ThermalPressure::open(*notify);
    if (!pressure) return lacks(pressure.error());
    thermal_pressure_.emplace(std::move(*pressure));
    any_ = true;
  }
}

void LiveReader::open_devices(const apple::Wanted& wanted) {
  if (!wanted.ioaccelerator && !wanted.disks && wanted.smc == nullptr) return;
  const CoreFoundationApi* cf = table(interfaces_->core_foundation);
  const IoKitApi* io = table(interfaces_->io_kit);
  if (cf == nullptr || io == nullptr) return;
  registry_.emplace(*cf, *io);
  disks_ = wanted.disks;
  any_ = any_ || disks_;
  if (wanted.smc != nullptr) open_smc(wanted.smc);
  if (!wanted.ioaccelerator) return;
  accelerator_.emplace(*registry_);
  if (accelerator_->found()) {
    any_ = true;
    return;
  }
  accelerator_.reset();
  lacks(core::Error("no GPU driver in the registry", core::ErrorKind::absent));
}

void LiveReader::open_smc(bool (*accepts)(std::string_view key)) {
  const ConnectionApi* connection = table(interfaces_->connection);
  if (connection == nullptr) return;
  core::Result<Smc> smc = Smc::open(*registry_, *connection);
  if (!smc) return lacks(smc.error());
  for (std::string& key : smc_key_list_->of(*smc)) {
    if (accepts(key)) smc_keys_.push_back(std::move(key));
  }
  if (smc_keys_.empty()) {
    return lacks(core::Error("the SMC has no key of use", core::ErrorKind::absent));
  }
  smc_.emplace(std::move(*smc));
  any_ = true;
}

void LiveReader::open_reports(const std::vector<apple::ChannelChoice>& choices) {
  if (choices.empty()) return;
  const CoreFoundationApi* cf = table(interfaces_->core_foundation);
  const IoReportApi* report = table(interfaces_->io_report);
  if (cf == nullptr || report == nullptr) return;
  for (const apple::ChannelChoice& choice : choices) {
    core::Result<Subscription> subscription = Subscription::open(*cf, *report, choice, timebase_);
    if (!subscription) {
      lacks(subscription.error());
      continue;
    }
    reports_.push_back(std::move(*subscription));
    any_ = true;
  }
}

void LiveReader::open_hid() {
  const CoreFoundationApi* cf = table(interfaces_->core_foundation);
  const HidApi* hid = table(interfaces_->hid);
  if (cf == nullptr || hid == nullptr) return;
  core::Result<HidTemperatures> temperatures = HidTemperatures::open(*cf, *hid);
  if (!temperatures) return lacks(temperatures.error());
  hid_.emplace(std::move(*temperatures));
  any_ = true;
}

core::Status LiveReader::open(const apple::Wanted& wanted) {
  if (interfaces_->clock) interfaces_->clock->timebase_info(&timebase_);
  open_host(wanted);
  open_devices(wanted);
  open_reports(wanted.ioreport);
  if (wanted.hid) open_hid();
  if (any_) return core::Done{};
  return first_lack_.value_or(core::Error("nothing is wanted", core::ErrorKind::absent));
}

// Where mach's clock is missing, the steady one stands in for it; publications then have no time.
void LiveReader::read_time(core::SteadyInstant now) {
  sample_.unix_ms = clock_.now().time_since_epoch().count();
  const auto steady = static_cast<std::uint64_t>(now.time_since_epoch().count());
  if (!interfaces_->clock) {
    sample_.mono_ns = steady;
    return;
  }
  sample_.mono_ns = nanoseconds_of(interfaces_->clock->absolute_time(), timebase_).value_or(steady);
}

void LiveReader::read_host() {
  if (cpu_ticks_) sample_.cpu_ticks = host_->cpu_ticks();
  if (memory_ && host_) sample_.vm = host_->vm();
  if (memory_ && sysctls_) {
    sample_.swap = sysctls_->swap();
    sample_.pressure_level = sysctls_->pressure_level();
  }
  if (network_) sample_.interfaces = parse_interface_list(sysctls_->interface_messages());
  if (load_ != nullptr) {
    std::array<double, 3> load{};
    sample_.load.reset();
    if (load_->averages(load.data(), 3) == 3) sample_.load = load;
  }
  if (filesystems_ != nullptr) sample_.filesystems = local_filesystems(*filesystems_);
  if (thermal_pressure_) sample_.thermal_pressure = thermal_pressure_->level();
}

void LiveReader::read_devices() {
  if (accelerator_) sample_.ioaccelerator = accelerator_->statistics();
  if (disks_) sample_.disks = disk_counters(*registry_);
  if (hid_) sample_.hid = hid_->read();
  std::size_t used = 0;
  for (const Subscription& report : reports_) report.sample(sample_.ioreport, used);
  sample_.ioreport.resize(used);
}

void LiveReader::read_smc() {
  for (const std::string& key : smc_keys_) {
    if (auto value = smc_->read(key)) {
      sample_.smc.insert_or_assign(key, std::move(*value));
    } else {
      sample_.smc.erase(key);
    }
  }
}

bool LiveReader::is_empty() const {
  return sample_.cpu_ticks.empty() && sample_.vm.empty() && !sample_.swap &&
         !sample_.pressure_level && !sample_.load && sample_.filesystems.empty() &&
         !sample_.thermal_pressure && sample_.ioaccelerator.empty() && sample_.disks.empty() &&
         sample_.hid.empty() && sample_.ioreport.empty() && sample_.smc.empty() &&
         sample_.interfaces.empty();
}

core::Result<const apple::Sample*> LiveReader::read(core::SteadyInstant now) {
  read_time(now);
  read_host();
  read_devices();
  if (smc_) read_smc();
  if (is_empty()) return core::Error("the system answers nothing");
  return &sample_;
}

core::Result<std::unique_ptr<apple::Reader>> open_with(
    const std::shared_ptr<const Interfaces>& interfaces,
    const std::shared_ptr<SmcKeyList>& smc_key_list, const core::Clock& clock,
    const apple::Wanted& wanted) {
  auto reader = std::make_unique<LiveReader>(interfaces, smc_key_list, clock);
  if (const core::Status opened = reader->open(wanted); !opened) return opened.error();
  return {std::move(reader)};
}

}  // namespace

core::Result<std::unique_ptr<apple::Reader>> open_reader(
    std::shared_ptr<const Interfaces> interfaces, const core::Clock& clock,
    const apple::Wanted& wanted) {
  return open_with(interfaces, std::make_shared<SmcKeyList>(), clock, wanted);
}

core::Result<apple::Access> access_to(std::shared_ptr<const Interfaces> interfaces,
                                      const core::Clock& clock) {
  core::Result<apple::Machine> machine = read_machine(*interfaces);
  if (!machine) return std::move(machine).error();
  const auto smc_key_list = std::make_shared<SmcKeyList>();
  return apple::Access{.machine = std::move(*machine),
                       .open = [interfaces, smc_key_list, &clock](const apple::Wanted& wanted) {
                         return open_with(interfaces, smc_key_list, clock, wanted);
                       }};
}

core::Result<apple::Access> this_machine(const core::Clock& clock) {
  auto loaded = std::make_shared<LoadedInterfaces>(LibraryPaths{});
  const Interfaces* interfaces = &loaded->get();
  return access_to(std::shared_ptr<const Interfaces>(std::move(loaded), interfaces), clock);
}

}  // namespace silicon::apple_platform
