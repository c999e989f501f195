#include "tests/support/synthetic_mac/mac.hpp"

#include <utility>

#include "exporter/platform/recording/write.hpp"
#include "tests/support/synthetic_mac/raw/sensors.hpp"
#include "tests/support/synthetic_mac/scenarios.hpp"

namespace silicon::testing::synthetic {
namespace {

constexpr unsigned kStepsPerSecond = 10;
constexpr double kStepSeconds = 1.0 / kStepsPerSecond;
constexpr unsigned kRestSeconds = 120;
constexpr std::uint64_t kSecondNs = 1'000'000'000;

}  // namespace

SyntheticMac::SyntheticMac(Model model, Script script, std::uint64_t seed)
    : hardware_(m4_max_hardware(model, script.energy)),
      script_(std::move(script)),
      model_(hardware_, seed),
      report_(hardware_, script_.energy),
      host_(hardware_) {
  live(resting(), kRestSeconds);
}

void SyntheticMac::live(const Activity& activity, double seconds) {
  const auto steps = static_cast<unsigned>(seconds * kStepsPerSecond);
  for (unsigned i = 0; i < steps; ++i) {
    state_ = model_.step(activity, kStepSeconds);
    report_.add(state_, kStepSeconds);
    host_.add(state_, kStepSeconds);
    joules_ += state_.rail_watts() * kStepSeconds;
    cpu_joules_ += state_.cpu_watts * kStepSeconds;
    bytes_moved_ += state_.bytes_per_second() * kStepSeconds;
  }
  mono_ns_ += static_cast<std::uint64_t>(seconds) * kSecondNs;
  unix_ms_ += static_cast<std::int64_t>(seconds) * 1000;
}

// The clock of mach_absolute_time() stands still, and with it all counters of residency.
void SyntheticMac::pass_asleep(double seconds) {
  unix_ms_ += static_cast<std::int64_t>(seconds) * 1000;
}

std::optional<apple::Sample> SyntheticMac::next() {
  if (!std::exchange(began_, true)) return sample();
  while (phase_ < script_.phases.size()) {
    const Phase& phase = script_.phases[phase_];
    if (phase.asleep) pass_asleep(phase.seconds);
    if (!phase.asleep && second_ < phase.seconds) {
      ++second_;
      live(phase.activity, 1);
      return sample();
    }
    ++phase_;
    second_ = 0;
  }
  return std::nullopt;
}

apple::Sample SyntheticMac::sample() {
  apple::Sample sample;
  sample.mono_ns = mono_ns_;
  sample.unix_ms = unix_ms_;
  host_.show(state_, sample);
  sample.ioreport = report_.channels(mono_ns_);
  add_sensors(hardware_, state_, sample);
  return sample;
}

std::string recording_of(SyntheticMac& mac) {
  std::string text = recording::machine_line(mac.machine()) + "\n";
  recording::SampleWriter writer;
  while (auto sample = mac.next()) text += writer.line(*std::move(sample)) + "\n";
  return text;
}

}  // namespace silicon::testing::synthetic
