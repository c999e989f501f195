#include "alerting/promql/notation/input_series.hpp"

#include <algorithm>
#include <utility>

#include "alerting/promql/syntax/spelling.hpp"

namespace silicon::promql {

core::Status InputSeries::add(std::string_view metric, std::string_view values) {
  auto labels = parse_metric(metric);
  if (!labels) return std::move(labels).error();
  auto sequence = parse_sequence(values);
  if (!sequence) return std::move(sequence).error().within(metric_text(*labels));
  const bool histograms = std::any_of(
      sequence->begin(), sequence->end(),
      [](const SequenceValue& value) { return value.kind == SequenceValue::Kind::histogram; });
  if (histograms) {
    return core::Error("native histograms are not supported", core::ErrorKind::invalid)
        .within(metric_text(*labels));
  }
  series_[*std::move(labels)] = {*std::move(sequence), 0};
  return core::Done{};
}

core::Status InputSeries::load_until(core::Instant now, series::Store& store) {
  for (auto& [labels, series] : series_) {
    if (auto status = load_one(labels, series, now, store); !status) {
      return std::move(status).error().within(metric_text(labels));
    }
  }
  return core::Done{};
}

core::Status InputSeries::load_one(const core::Labels& labels, Series& series, core::Instant now,
                                   series::Store& store) const {
  std::vector<series::Append> batch;
  for (; series.loaded < series.values.size(); ++series.loaded) {
    const auto time = start_ + gap_ * static_cast<core::Duration::rep>(series.loaded);
    if (time > now) break;
    const SequenceValue& value = series.values[series.loaded];
    if (value.kind == SequenceValue::Kind::number) batch.push_back({{}, {time, value.value}});
  }
  if (batch.empty()) return core::Done{};
  const auto ref = store.intern(labels);
  if (!ref) return ref.error();
  for (series::Append& append : batch) append.series = *ref;
  if (store.append(batch) == batch.size()) return core::Done{};
  return core::Error("a sample of this series is there already, or a later one",
                     core::ErrorKind::invalid);
}

}  // namespace silicon::promql
