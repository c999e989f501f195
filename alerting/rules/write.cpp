#include <algorithm>

#include "alerting/rules/surroundings.hpp"

namespace silicon::rules {

WriteSamples writer_to(series::Store& store) {
  return [&store](std::span<const Sample> samples) {
    std::vector<series::Append> batch;
    batch.reserve(samples.size());
    std::size_t refused = 0;
    for (const Sample& sample : samples) {
      auto ref = store.intern(sample.labels);
      if (ref) {
        batch.push_back({*ref, sample.point});
      } else {
        ++refused;
      }
    }
    store.append(batch);
    const auto lost = std::count_if(batch.begin(), batch.end(), [](const series::Append& append) {
      return append.outcome != series::AppendOutcome::stored &&
             append.outcome != series::AppendOutcome::repeated;
    });
    return refused + static_cast<std::size_t>(lost);
  };
}

}  // namespace silicon::rules
