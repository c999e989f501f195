#include "exporter/core/exposition/write.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "exporter/core/exposition/series.hpp"
#include "exporter/core/exposition/spelling/spell.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::core {
namespace {

// Samples that the text format has no place for within their family.
constexpr std::array kOwnFamilyInText = {Suffix::created, Suffix::gcount, Suffix::gsum};

// What the metadata lines say: the name is NAME + SUFFIX.
struct Heading {
  std::string_view name;
  Suffix suffix = Suffix::none;
  MetricType type = MetricType::unknown;
};

std::string_view type_word(MetricType type, ExpositionFormat format) {
  const bool openmetrics = format == ExpositionFormat::openmetrics;
  switch (type) {
    case MetricType::counter:
      return "counter";
    case MetricType::gauge:
      return "gauge";
    case MetricType::histogram:
      return "histogram";
    case MetricType::summary:
      return "summary";
    case MetricType::gauge_histogram:
      return openmetrics ? "gaugehistogram" : "histogram";
    case MetricType::info:
      return openmetrics ? "info" : "gauge";
    case MetricType::stateset:
      return openmetrics ? "stateset" : "gauge";
    case MetricType::unknown:
      break;
  }
  return openmetrics ? "unknown" : "untyped";
}

// The suffix of the one kind of sample such a family consists of.
Suffix own_suffix(MetricType type) {
  if (type == MetricType::counter) return Suffix::total;
  if (type == MetricType::info) return Suffix::info;
  return Suffix::none;
}

Heading heading_of(const Family& family, ExpositionFormat format) {
  const Suffix suffix = own_suffix(family.type);
  const bool in_name = family.samples.front().suffix == Suffix::none;
  Heading heading{family.name, Suffix::none, family.type};
  if (format == ExpositionFormat::text) {
    if (!in_name) heading.suffix = suffix;
  } else if (in_name && suffix != Suffix::none) {
    const std::string_view text = text_of(suffix);
    const bool can_be_cut = heading.name.ends_with(text) && heading.name.size() > text.size();
    if (can_be_cut) heading.name.remove_suffix(text.size());
    if (!can_be_cut) heading.type = MetricType::unknown;
  } else if (family.type == MetricType::stateset) {
    if (family.samples.front().labels.get(family.name).empty()) heading.type = MetricType::gauge;
  }
  return heading;
}

// The page under construction. It consists of tens of thousands of small pieces, and for each of
// them std::string's own append costs as much as the copying: so a whole series is put, piece by
// piece, into room that was made for it at once.
class Page {
 public:
  explicit Page(std::string& text) : text_(text), used_(text.size()) {}
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  ~Page() { text_.resize(used_); }

  // Where the next bytes go, with room for at least so many. used_to() says how many there were.
  char* room(std::size_t bytes) {
    if (text_.size() - used_ < bytes) text_.resize(used_ + bytes + kRoomAhead);
    return text_.data() + used_;
  }

  void used_to(const char* end) {
    used_ = static_cast<std::size_t>(end - text_.data());
    assert(used_ <= text_.size());
  }

  void add(std::string_view piece) {
    std::memcpy(room(piece.size()), piece.data(), piece.size());
    used_ += piece.size();
  }

  void add_number(double value) { used_to(put_double(room(kMostDoubleBytes), value)); }

 private:
  static constexpr std::size_t kRoomAhead = 4096;

  std::string& text_;
  std::size_t used_;
};

// The name of the label whose value is a bound, or "".
std::string_view bound_label(MetricType type, Suffix suffix) {
  if (suffix == Suffix::bucket) return "le";
  if (type == MetricType::summary && suffix == Suffix::none) return "quantile";
  return {};
}

// Seconds with as many decimals as they need and no exponent.
void append_seconds(Page& out, double seconds) {
  std::array<char, 512> buffer{};
  const char* const end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), seconds, std::chars_format::fixed)
          .ptr;
  out.add(std::string_view(buffer.data(), static_cast<std::size_t>(end - buffer.data())));
}

void append_timestamp(Page& out, double unix_seconds, ExpositionFormat format) {
  if (!std::isfinite(unix_seconds)) return;
  if (format == ExpositionFormat::openmetrics) {
    out.add(" ");
    append_seconds(out, unix_seconds);
  } else if (std::abs(unix_seconds) < 1e15) {  // what is beyond does not fit the milliseconds
    out.add(" ");
    out.add(std::to_string(std::llround(unix_seconds * 1000)));
  }
}

bool may_have_exemplar(MetricType type, Suffix suffix) {
  if (type == MetricType::counter) return suffix == Suffix::none || suffix == Suffix::total;
  const bool buckets = type == MetricType::histogram || type == MetricType::gauge_histogram;
  return buckets && suffix == Suffix::bucket;
}

void append_exemplar(Page& out, const Exemplar& exemplar) {
  if (exemplar_code_points(exemplar.labels) > kMostExemplarCodePoints) return;
  out.add(" # {");
  out.used_to(put_labels(out.room(most_bytes(exemplar.labels)), exemplar.labels, {}));
  out.add("} ");
  out.add_number(exemplar.value);
  if (exemplar.unix_seconds) {
    append_timestamp(out, *exemplar.unix_seconds, ExpositionFormat::openmetrics);
  }
}

bool has_own_family_in_text(Suffix suffix) {
  return std::find(kOwnFamilyInText.begin(), kOwnFamilyInText.end(), suffix) !=
         kOwnFamilyInText.end();
}

class FamilyWriter {
 public:
  FamilyWriter(Page& out, const Family& family, ExpositionFormat format, Spellings& spellings)
      : out_(out),
        family_(family),
        format_(format),
        openmetrics_(format == ExpositionFormat::openmetrics),
        plain_name_(is_metric_name(family.name)),
        spellings_(spellings) {}

  void write() {
    if (family_.samples.empty()) return;
    const Heading heading = heading_of(family_, format_);
    bool some_are_left = false;
    write_part(heading, [&](Suffix suffix) {
      const bool left = !openmetrics_ && has_own_family_in_text(suffix);
      some_are_left = some_are_left || left;
      return !left;
    });
    if (!some_are_left) return;
    for (const Suffix own : kOwnFamilyInText) {
      write_part({family_.name, own, MetricType::gauge},
                 [&](Suffix suffix) { return suffix == own; });
    }
  }

 private:
  // The metadata and those samples whose suffix is wanted; nothing where there are none.
  template <class Wanted>
  void write_part(const Heading& heading, Wanted wanted) {
    bool headed = false;
    for (const Sample& sample : family_.samples) {
      if (!wanted(sample.suffix)) continue;
      if (!std::exchange(headed, true)) write_metadata(heading);
      write_sample(sample, heading.type);
    }
  }

  void write_metadata(const Heading& heading) {
    if (!family_.help.empty()) {
      begin_metadata("# HELP ", heading);
      char* const to = out_.room(kMostEscapedBytes * family_.help.size());
      out_.used_to(put_escaped(to, family_.help, openmetrics_));
      out_.add("\n");
    }
    begin_metadata("# TYPE ", heading);
    out_.add(type_word(heading.type, format_));
    out_.add("\n");
    const bool may_have_unit = openmetrics_ && !family_.unit.empty() &&
                               heading.type != MetricType::info &&
                               heading.type != MetricType::stateset;
    if (may_have_unit && heading.name.ends_with("_" + family_.unit)) {
      begin_metadata("# UNIT ", heading);
      out_.add(family_.unit);
      out_.add("\n");
    }
  }

  void begin_metadata(std::string_view keyword, const Heading& heading) {
    const std::string name = std::string(heading.name).append(text_of(heading.suffix));
    out_.add(keyword);
    char* const to = out_.room(kMostEscapedBytes * name.size() + 2);
    out_.used_to(plain_name_ ? put(to, name) : put_quoted(to, name));
    out_.add(" ");
  }

  void write_sample(const Sample& sample, MetricType type) {
    write_series(sample);
    out_.add_number(sample.value);
    if (sample.unix_seconds) append_timestamp(out_, *sample.unix_seconds, format_);
    if (sample.exemplar && openmetrics_ && may_have_exemplar(type, sample.suffix)) {
      append_exemplar(out_, *sample.exemplar);
    }
    out_.add("\n");
  }

  // Up to and with the blank before the value.
  void write_series(const Sample& sample) {
    // With a name in quotes a series does not begin as Spellings has it.
    const std::string_view known = plain_name_ ? spellings_.next(sample) : "";
    if (!known.empty()) return out_.add(known);
    spellings_.learn(sample, spell_series(sample));
  }

  // What was written is valid until the page grows.
  std::string_view spell_series(const Sample& sample) {
    const std::string_view suffix = text_of(sample.suffix);
    const std::size_t name_bytes = family_.name.size() + suffix.size();
    char* const from = out_.room(kMostEscapedBytes * name_bytes + most_bytes(sample.labels) + 6);
    char* to = from;
    const bool no_labels = sample.labels.empty();
    if (plain_name_) {
      to = put(put(to, family_.name), suffix);
    } else {
      to = put_quoted(put(to, '{'), family_.name + std::string(suffix));
      if (!no_labels) to = put(to, ',');
    }
    if (plain_name_ && !no_labels) to = put(to, '{');
    to = put_labels(to, sample.labels, bound_label(family_.type, sample.suffix));
    if (!plain_name_ || !no_labels) to = put(to, '}');
    to = put(to, ' ');
    out_.used_to(to);
    return {from, static_cast<std::size_t>(to - from)};
  }

  Page& out_;
  const Family& family_;
  ExpositionFormat format_;
  bool openmetrics_;
  bool plain_name_;
  Spellings& spellings_;
};

}  // namespace

void append_exposition(std::string& out, std::span<const Family* const> families,
                       ExpositionFormat format) {
  ExpositionWriter().append(out, families, format);
}

void append_exposition(std::string& out, const Families& families, ExpositionFormat format) {
  std::vector<const Family*> pointers;
  pointers.reserve(families.size());
  for (const Family& family : families) pointers.push_back(&family);
  append_exposition(out, pointers, format);
}

void ExpositionWriter::append(std::string& out, std::span<const Family* const> families,
                              ExpositionFormat format) {
  Page page(out);
  for (std::size_t place = 0; place < families.size(); ++place) {
    const Family& family = *families[place];
    Spellings& spellings = spellings_of(family.name, place);
    spellings.begin(family.type);
    FamilyWriter(page, family, format, spellings).write();
    spellings.end();
  }
  if (format == ExpositionFormat::openmetrics) page.add("# EOF\n");
  known_.resize(families.size());
}

// What is known of the family that comes at this place, where it mostly is already. Whoever stood
// in front of it, and was not on this page so far, is forgotten.
Spellings& ExpositionWriter::spellings_of(const std::string& family, std::size_t place) {
  const auto here = known_.begin() + static_cast<std::ptrdiff_t>(place);
  const auto found =
      std::find_if(here, known_.end(), [&](const Known& known) { return known.family == family; });
  if (found == known_.end()) return known_.insert(here, Known{family, {}})->spellings;
  return known_.erase(here, found)->spellings;
}

}  // namespace silicon::core
