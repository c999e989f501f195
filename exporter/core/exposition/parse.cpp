#include "exporter/core/exposition/parse.hpp"

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>

#include "exporter/core/exposition/check.hpp"
#include "exporter/core/exposition/read.hpp"
#include "exporter/core/exposition/series.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

Error misplaced(std::string_view problem, std::string_view name) {
  return Error(std::string(problem) + ": " + excerpt(name), ErrorKind::invalid);
}

// The sample of a line, without the suffix that only its family can tell; the name beside it.
struct NamedSample {
  std::string name;
  Sample sample;
};

Result<NamedSample> sample_of(const SampleLine& line, ExpositionFormat format,
                              const ExpositionLimits& limits) {
  Result<Series> series = parse_series(line.series, format, limits);
  if (!series) return std::move(series).error();
  NamedSample named{std::move(series->name), {}};
  named.sample.labels = std::move(series->labels);
  named.sample.value = line.value;
  named.sample.unix_seconds = line.unix_seconds;
  if (line.exemplar.empty()) return named;
  Result<Exemplar> exemplar = parse_exemplar(line.exemplar, limits);
  if (!exemplar) return std::move(exemplar).error();
  named.sample.exemplar = std::make_shared<const Exemplar>(*std::move(exemplar));
  return named;
}

// Families of text 0.0.4, whose lines come in any order.
class TextFamilies {
 public:
  Status add(const HelpLine& line) {
    family(unescaped(line.name, true)).help = unescaped(line.text, false);
    return Done{};
  }

  Status add(const TypeLine& line) {
    family(unescaped(line.name, true)).type = line.type;
    return Done{};
  }

  Status add(const UnitLine&) { return Done{}; }
  Status add(const CommentLine&) { return Done{}; }

  Status add(NamedSample named) {
    const Owner owner = owner_of(named.name);
    named.sample.suffix = owner.suffix;
    owner.family.samples.push_back(std::move(named.sample));
    return Done{};
  }

  Result<Families> finish() && { return std::move(families_); }

 private:
  struct Owner {
    Family& family;
    Suffix suffix = Suffix::none;
  };

  Family& family(const std::string& name) {
    const auto [found, is_new] = index_.try_emplace(name, families_.size());
    if (is_new) families_.push_back({name, "", MetricType::unknown, {}, ""});
    return families_[found->second];
  }

  // The family of that very name, or the histogram or summary of which the sample is a part.
  Owner owner_of(const std::string& name) {
    if (index_.contains(name)) return {family(name)};
    for (const Suffix suffix : {Suffix::bucket, Suffix::sum, Suffix::count}) {
      const std::string_view text = text_of(suffix);
      if (!name.ends_with(text)) continue;
      const auto found = index_.find(name.substr(0, name.size() - text.size()));
      if (found == index_.end()) continue;
      Family& candidate = families_[found->second];
      const bool owns = candidate.type == MetricType::histogram ||
                        (candidate.type == MetricType::summary && suffix != Suffix::bucket);
      if (owns) return {candidate, suffix};
    }
    return {family(name)};
  }

  Families families_;
  std::map<std::string, std::size_t> index_;
};

// Families of OpenMetrics, one behind the other.
class OpenMetricsFamilies {
 public:
  Status add(const HelpLine& line) {
    Status opened = open_for_metadata(unescaped(line.name, true));
    if (!opened) return opened;
    if (std::exchange(has_help_, true)) return misplaced("a second HELP", line.name);
    current_->help = unescaped(line.text, true);
    return Done{};
  }

  Status add(const TypeLine& line) {
    Status opened = open_for_metadata(unescaped(line.name, true));
    if (!opened) return opened;
    if (std::exchange(has_type_, true)) return misplaced("a second TYPE", line.name);
    current_->type = line.type;
    return Done{};
  }

  Status add(const UnitLine& line) {
    Status opened = open_for_metadata(unescaped(line.name, true));
    if (!opened) return opened;
    if (std::exchange(has_unit_, true)) return misplaced("a second UNIT", line.name);
    current_->unit = std::string(line.unit);
    return Done{};
  }

  Status add(const CommentLine&) { return Done{}; }

  Status add(NamedSample named) {
    const std::optional<Suffix> suffix = suffix_in_current(named.name);
    if (!suffix) {
      Status opened = open(named.name);
      if (!opened) return opened;
    }
    if (!check_) check_.emplace(current_->name, current_->type);
    named.sample.suffix = suffix.value_or(Suffix::none);
    const Result<bool> keep = check_->add(named.sample);
    if (!keep) return keep.error();
    if (*keep) current_->samples.push_back(std::move(named.sample));
    return Done{};
  }

  Result<Families> finish() && {
    Status closed = close();
    if (!closed) return std::move(closed).error();
    return std::move(families_);
  }

 private:
  // Of a sample of the current family.
  std::optional<Suffix> suffix_in_current(std::string_view sample) const {
    if (!current_ || !sample.starts_with(current_->name)) return std::nullopt;
    return sample_suffix(current_->type, sample.substr(current_->name.size()));
  }

  Status open_for_metadata(const std::string& name) {
    if (!current_ || current_->name != name) return open(name);
    if (check_) return misplaced("metadata behind the samples", name);
    return Done{};
  }

  Status open(const std::string& name) {
    Status closed = close();
    if (!closed) return closed;
    current_ = Family{name, "", MetricType::unknown, {}, ""};
    check_.reset();
    has_help_ = has_type_ = has_unit_ = false;
    return Done{};
  }

  // Checks what only the whole family can tell.
  Status close() {
    if (!current_) return Done{};
    for (std::string& name : claimed_names(current_->name, current_->type)) {
      if (!names_.insert(name).second) return misplaced("two families claim the name", name);
    }
    Status status = check_unit(current_->name, current_->type, current_->unit);
    if (status && check_) status = check_->finish();
    if (status) families_.push_back(*std::exchange(current_, std::nullopt));
    return status;
  }

  Families families_;
  std::unordered_set<std::string> names_;
  std::optional<Family> current_;
  std::optional<FamilyCheck> check_;  // from the first sample on
  bool has_help_ = false;
  bool has_type_ = false;
  bool has_unit_ = false;
};

template <class Collector>
Result<Families> collect(std::string_view page, ExpositionFormat format,
                         const ExpositionLimits& limits) {
  ExpositionReader reader(page, format, limits);
  Collector families;
  const auto add = [&]<class Line>(const Line& line) -> Status {
    if constexpr (std::is_same_v<Line, SampleLine>) {
      Result<NamedSample> sample = sample_of(line, format, limits);
      if (!sample) return std::move(sample).error();
      return families.add(*std::move(sample));
    } else {
      return families.add(line);
    }
  };
  for (;;) {
    auto entry = reader.next();
    if (!entry) return std::move(entry).error();
    if (!*entry) break;
    Status added = std::visit(add, **entry);
    if (!added) return std::move(added).error().within("line " + std::to_string(reader.line()));
  }
  Result<Families> result = std::move(families).finish();
  if (!result) return std::move(result).error().within("line " + std::to_string(reader.line()));
  return result;
}

}  // namespace

Result<Families> parse_exposition(std::string_view page, ExpositionFormat format,
                                  const ExpositionLimits& limits) {
  return format == ExpositionFormat::openmetrics
             ? collect<OpenMetricsFamilies>(page, format, limits)
             : collect<TextFamilies>(page, format, limits);
}

}  // namespace silicon::core
