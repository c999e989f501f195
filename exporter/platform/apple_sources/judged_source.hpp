// A source that reads what it wants and has it judged: all that differs between the sources of an
// Apple machine is what they want and who judges. One thread at a time.
// Tested by tests/exporter/platform/apple_sources/judged_source_test.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "exporter/sources/apple/reader.hpp"
#include "exporter/sources/source.hpp"

namespace silicon::apple_platform {

// Families of one sample; may keep state from sample to sample.
using Judge = std::function<core::Result<core::Families>(const apple::Sample&)>;
// Made anew for each source that is opened.
using MakeJudge = std::function<Judge(const apple::Machine&)>;

struct Judged {
  apple::Wanted wanted;
  MakeJudge make_judge;
};

class JudgedSource : public sources::Source {
 public:
  JudgedSource(std::unique_ptr<apple::Reader> reader, Judge judge)
      : reader_(std::move(reader)), judge_(std::move(judge)) {}

  // Without families that have no samples. A sample that was judged before (a recording may move
  // more slowly than we ask) is not judged again: it would be an interval of no length, in which
  // all rates vanish.
  core::Result<core::Families> sample(const sources::Tick& tick) override;

 private:
  std::unique_ptr<apple::Reader> reader_;
  Judge judge_;
  std::optional<std::uint64_t> judged_ns_;  // mono_ns of the latest sample that was judged
  core::Families families_;                 // of that sample
};

// How to open such a source.
std::function<core::Result<std::unique_ptr<sources::Source>>()> opener(
    std::shared_ptr<const apple::Access> access, Judged judged);

}  // namespace silicon::apple_platform
