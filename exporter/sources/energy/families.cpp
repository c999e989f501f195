#include "exporter/sources/energy/families.hpp"

namespace silicon::energy {
namespace {

// From a sleeping laptop to a loaded server; about a quarter between neighbours where most
// processors live.
const std::vector<double>& bounds() {
  static const std::vector<double> bounds = {0.5, 1,   2,   3,   5,   7.5, 10,  15,
                                             20,  25,  30,  40,  50,  65,  80,  100,
                                             125, 150, 200, 250, 350, 500, 700, 1000};
  return bounds;
}

}  // namespace

core::Family energy_family(const std::vector<Energy>& rails) {
  core::Family family{
      "silicon_energy_joules_total",
      "Energy used by a rail since the exporter started watching it. Rails overlap: "
      "a package contains its cores, psys the whole board.",
      core::MetricType::counter,
      {},
      ""};
  for (const Energy& rail : rails) family.add({{"rail", rail.rail}}, rail.joules);
  return family;
}

core::Family power_family(const std::vector<Power>& rails) {
  core::Family family{
      "silicon_power_watts",
      "Power of a rail: over the last sample interval where the source counts "
      "energy, else as the source averages it. Rails overlap and must not be summed.",
      core::MetricType::gauge,
      {},
      ""};
  for (const Power& rail : rails) {
    family.add({{"rail", rail.rail}, {"source", rail.source}}, rail.watts);
  }
  return family;
}

void PowerSamples::observe(std::string_view rail, double watts) {
  auto found = histograms_.find(rail);
  if (found == histograms_.end()) {
    const core::Labels labels{{"rail", std::string(rail)}};
    found = histograms_.emplace(rail, core::Histogram(bounds(), labels)).first;
  }
  found->second.observe(watts);
}

core::Family PowerSamples::family() const {
  core::Family family{"silicon_power_sample_watts",
                      "Distribution of the power of a rail over all samples taken, at the "
                      "exporter's sampling interval.",
                      core::MetricType::histogram,
                      {},
                      ""};
  for (const auto& [rail, histogram] : histograms_) histogram.append_to(family);
  return family;
}

}  // namespace silicon::energy
