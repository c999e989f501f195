#include <utility>

#include "exporter/platform/linux/hardware/bandwidth/traffic_reader.hpp"
#include "exporter/platform/linux/hardware/sources.hpp"

namespace silicon::linux_platform {
namespace {

class BandwidthSource : public sources::Source {
 public:
  BandwidthSource(std::unique_ptr<HostFiles> files, std::shared_ptr<PerfCounters> perf)
      : files_(std::move(files)), perf_(std::move(perf)) {
    add(open_resctrl(*files_));
    if (perf_) add(open_uncore(*files_, *perf_));
  }

  bool has_readers() const { return !readers_.empty(); }

  core::Error why_none() const {
    return core::Error(problem_, denied_ ? core::ErrorKind::denied : core::ErrorKind::absent);
  }

  core::Result<core::Families> sample(const sources::Tick& tick) override {
    std::vector<bandwidth::Traffic> all;
    std::string problem;
    for (const auto& reader : readers_) {
      auto traffic = reader->read(tick.steady);
      if (traffic) {
        all.insert(all.end(), traffic->begin(), traffic->end());
      } else if (problem.empty()) {
        problem = traffic.error().message();
      }
    }
    if (all.empty()) return core::Error(problem);
    return bandwidth::families(all);
  }

 private:
  void add(core::Result<std::unique_ptr<TrafficReader>> reader) {
    if (reader) {
      readers_.push_back(std::move(reader).value());
      return;
    }
    problem_ += (problem_.empty() ? "" : "; ") + reader.error().message();
    denied_ = denied_ || reader.error().kind() == core::ErrorKind::denied;
  }

  std::unique_ptr<HostFiles> files_;
  std::shared_ptr<PerfCounters> perf_;
  std::vector<std::unique_ptr<TrafficReader>> readers_;
  std::string problem_;
  bool denied_ = false;
};

core::Result<std::unique_ptr<sources::Source>> open_bandwidth(
    const OpenFiles& open_files, const std::shared_ptr<PerfCounters>& perf) {
  auto source = std::make_unique<BandwidthSource>(open_files(), perf);
  if (!source->has_readers()) return source->why_none();
  return std::unique_ptr<sources::Source>(std::move(source));
}

}  // namespace

sources::SourceSpec bandwidth_source(OpenFiles open_files, std::shared_ptr<PerfCounters> perf) {
  return {.name = "bandwidth",
          .description =
              "memory traffic (resctrl monitoring; memory controllers through perf_event_open)",
          .interval = std::chrono::seconds(1),
          .budget = std::chrono::milliseconds(200),
          .may_block = false,
          .open = [open_files = std::move(open_files), perf = std::move(perf)] {
            return open_bandwidth(open_files, perf);
          }};
}

}  // namespace silicon::linux_platform
