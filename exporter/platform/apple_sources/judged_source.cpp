#include "exporter/platform/apple_sources/judged_source.hpp"

#include <vector>

namespace silicon::apple_platform {

core::Result<core::Families> JudgedSource::sample(const sources::Tick& tick) {
  const core::Result<const apple::Sample*> sample = reader_->read(tick.steady);
  if (!sample) return sample.error();
  if (judged_ns_ == (*sample)->mono_ns) return families_;
  core::Result<core::Families> families = judge_(**sample);
  if (!families) return families;
  judged_ns_ = (*sample)->mono_ns;
  families_ = std::move(*families);
  std::erase_if(families_, [](const core::Family& family) { return family.samples.empty(); });
  return families_;
}

std::function<core::Result<std::unique_ptr<sources::Source>>()> opener(
    std::shared_ptr<const apple::Access> access, Judged judged) {
  return [access = std::move(access),
          judged = std::move(judged)]() -> core::Result<std::unique_ptr<sources::Source>> {
    core::Result<std::unique_ptr<apple::Reader>> reader = access->open(judged.wanted);
    if (!reader) return std::move(reader).error();
    Judge judge = judged.make_judge(access->machine);
    return {std::make_unique<JudgedSource>(std::move(*reader), std::move(judge))};
  };
}

}  // namespace silicon::apple_platform
