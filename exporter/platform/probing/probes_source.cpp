#include "exporter/platform/probing/probes_source.hpp"

#include <memory>
#include <utility>

#include "exporter/platform/probing/prober.hpp"

namespace silicon::probing {
namespace {

using namespace std::chrono_literals;

class ProbesSource : public sources::Source {
 public:
  ProbesSource(std::vector<Probe> probes, const core::Clock& clock)
      : probes_(std::move(probes)), clock_(clock) {}

  core::Result<core::Families> sample(const sources::Tick&) override {
    if (!prober_) prober_ = std::make_unique<Prober>(std::move(probes_), clock_);
    return probes::families(prober_->records());
  }

 private:
  std::vector<Probe> probes_;
  const core::Clock& clock_;
  std::unique_ptr<Prober> prober_;
};

}  // namespace

sources::SourceSpec probes_source(std::vector<Probe> probes, const core::Clock& clock) {
  return {.name = "probes",
          .description = "whether services answer HTTP as the configuration expects",
          .interval = 1s,
          .budget = 100ms,
          .open = [probes = std::move(probes),
                   &clock]() -> core::Result<std::unique_ptr<sources::Source>> {
            if (probes.empty()) {
              return core::Error("the configuration lists no probes", core::ErrorKind::absent);
            }
            return {std::make_unique<ProbesSource>(probes, clock)};
          }};
}

}  // namespace silicon::probing
