#include "exporter/core/exposition/spelling/spellings.hpp"

namespace silicon::core {
void Spellings::begin(MetricType type) {
  if (type != type_) forget_from(0);
  type_ = type;
  next_ = 0;
}

std::string_view Spellings::next(const Sample& sample) {
  if (next_ >= entries_.size()) return {};
  const Entry& entry = entries_[next_];
  if (entry.suffix != sample.suffix || !entry.labels.is_copy_of(sample.labels)) return {};
  return text_at(next_++);
}

void Spellings::learn(const Sample& sample, std::string_view text) {
  forget_from(next_);
  text_ += text;
  entries_.push_back({sample.labels, sample.suffix, text_.size()});
  ++next_;
}

void Spellings::end() {
  forget_from(next_);
}

std::string_view Spellings::text_at(std::size_t place) const {
  const std::size_t from = place == 0 ? 0 : entries_[place - 1].end;
  return std::string_view(text_).substr(from, entries_[place].end - from);
}

void Spellings::forget_from(std::size_t place) {
  if (place >= entries_.size()) return;
  entries_.resize(place);
  text_.resize(entries_.empty() ? 0 : entries_.back().end);
}

}  // namespace silicon::core
