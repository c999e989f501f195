#include "exporter/core/exposition/spelling/spellings.hpp"

namespace silicon::core {
namespace {

// Whether the text is that of a series with this name and suffix: labels or the value follow.
bool is_named(std::string_view text, std::string_view name, std::string_view suffix) {
  const std::size_t length = name.size() + suffix.size();
  return text.size() > length && (text[length] == '{' || text[length] == ' ') &&
         text.substr(name.size(), suffix.size()) == suffix;
}

}  // namespace

void Spellings::begin(MetricType type) {
  if (type != type_) forget_from(0);
  type_ = type;
  next_ = 0;
}

std::string_view Spellings::next(std::string_view name, const Sample& sample) {
  if (next_ >= entries_.size()) return {};
  if (!entries_[next_].labels.is_copy_of(sample.labels)) return {};
  const std::string_view text = text_at(next_);
  if (!is_named(text, name, sample.suffix)) return {};
  ++next_;
  return text;
}

void Spellings::learn(const Sample& sample, std::string_view text) {
  forget_from(next_);
  text_ += text;
  entries_.push_back({sample.labels, text_.size()});
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
