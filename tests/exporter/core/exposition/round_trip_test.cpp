// What the writer prints, the parser reads as the same families: over generated ones, in both
// formats. A failure names its seed.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "exporter/core/exposition/parse.hpp"
#include "exporter/core/exposition/write.hpp"
#include "exporter/core/histogram.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::core {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Everything of a family that a page must carry over, as text, because NaN equals nothing.
std::string described(const Family& family) {
  std::string text = family.name + "|" + family.help + "|" + family.unit + "|" +
                     std::to_string(static_cast<int>(family.type)) + "\n";
  const auto add_labels = [&](const Labels& labels) {
    for (const LabelView label : labels) {
      text.append("[").append(label.name).append("=").append(label.value).append("]");
    }
  };
  for (const Sample& sample : family.samples) {
    text.append("  ").append(text_of(sample.suffix));
    add_labels(sample.labels);
    text += " " + format_double(sample.value);
    if (sample.unix_seconds) text += " @" + format_double(*sample.unix_seconds);
    if (sample.exemplar) {
      text += " # ";
      add_labels(sample.exemplar->labels);
      text += format_double(sample.exemplar->value);
      if (const auto time = sample.exemplar->unix_seconds) text += " @" + format_double(*time);
    }
    text += "\n";
  }
  return text;
}

std::string described(const Families& families) {
  std::string text;
  for (const Family& family : families) text += described(family);
  return text;
}

// Makes valid families: of OpenMetrics in its naming, or those that text 0.0.4 can express, in
// ours.
class Generator {
 public:
  Generator(std::uint32_t seed, ExpositionFormat format)
      : random_(seed), openmetrics_(format == ExpositionFormat::openmetrics) {}

  Families families() {
    Families result;
    const int count = upto(12);
    for (int i = 0; i < count; ++i) result.push_back(family(i));
    return result;
  }

 private:
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
  bool one_in(int n) { return upto(n - 1) == 0; }

  template <std::size_t kSize>
  std::string_view one_of(const std::array<std::string_view, kSize>& choices) {
    return choices[static_cast<std::size_t>(upto(static_cast<int>(kSize) - 1))];
  }

  std::string text(bool may_be_empty) {
    static constexpr auto kPieces = std::to_array<std::string_view>({"a",
                                                                     "Z9",
                                                                     " ",
                                                                     "\\",
                                                                     "\"",
                                                                     "\n",
                                                                     "{",
                                                                     "}",
                                                                     ",",
                                                                     "=",
                                                                     "#",
                                                                     " # {",
                                                                     "\\n",
                                                                     "\t",
                                                                     "\r",
                                                                     "caf\xC3\xA9",
                                                                     "\xE2\x98\x83",
                                                                     "\xF0\x9F\x92\xBB",
                                                                     {"\0", 1},
                                                                     "# EOF",
                                                                     "'",
                                                                     "\x7F"});
    std::string result = may_be_empty ? "" : "x";
    for (int i = upto(6); i > 0; --i) {
      result += one_of(kPieces);
    }
    return result;
  }

  double number() {
    switch (upto(5)) {
      case 0:
        return upto(1000);
      case 1:
        return -upto(1000) / 8.0;
      case 2:
        return one_in(3) ? std::nan("") : one_in(2) ? kInfinity : -kInfinity;
      case 3:
        return std::ldexp(static_cast<double>(random_()), upto(1000) - 500);
      case 4:
        return static_cast<double>(random_()) * 1e6;
      default:
        return std::uniform_real_distribution<double>(0, 1)(random_);
    }
  }

  double count() { return std::floor(std::abs(static_cast<double>(random_()))); }

  std::string label_name() {
    static constexpr auto kNames =
        std::to_array<std::string_view>({"a", "_b", "C9", "rail", "host.name", "x y", "\""});
    return std::string(one_of(kNames));
  }

  Labels labels() {
    std::vector<Label> result;
    for (int i = upto(4); i > 0; --i) result.push_back({label_name(), text(true)});
    return Labels(result);
  }

  // A series' own label keeps the metrics of one family apart.
  Labels labels(int series) { return labels().with("series", std::to_string(series)); }

  std::optional<double> timestamp() {
    if (one_in(2)) return std::nullopt;
    return openmetrics_ ? upto(2'000'000'000) / 7.0 : upto(2'000'000'000) / 1000.0;
  }

  std::shared_ptr<const Exemplar> exemplar() {
    if (!openmetrics_ || one_in(2)) return nullptr;
    return std::make_shared<const Exemplar>(
        Exemplar{labels(), number(), one_in(2) ? std::optional(1.5) : std::nullopt});
  }

  Family family(int index) {
    Family result;
    result.name = one_in(6) ? "utf8." + std::to_string(index) : "m:_" + std::to_string(index);
    result.help = text(true);
    const int series = 1 + upto(4);
    const int kind = upto(openmetrics_ ? 7 : 4);
    for (int i = 0; i < series; ++i) add_series(result, kind, i);
    if (openmetrics_ && one_in(3) && result.type != MetricType::info &&
        result.type != MetricType::stateset) {
      result.unit = "seconds";
      result.name += "_seconds";
    }
    if (!openmetrics_ && result.type == MetricType::counter) result.name += "_total";
    return result;
  }

  void add_series(Family& family, int kind, int series) {
    switch (kind) {
      case 0:
        return add_counter(family, series);
      case 1:
        return add_plain(family, MetricType::gauge, series);
      case 2:
        return add_plain(family, MetricType::unknown, series);
      case 3:
        return add_histogram(family, series);
      case 4:
        return add_summary(family, series);
      case 5:
        return add_info(family, series);
      case 6:
        return add_stateset(family, series);
      default:
        return add_gauge_histogram(family, series);
    }
  }

  void add_plain(Family& family, MetricType type, int series) {
    family.type = type;
    family.samples.push_back({Suffix::none, labels(series), number(), timestamp()});
  }

  void add_counter(Family& family, int series) {
    family.type = MetricType::counter;
    const Labels own = labels(series);
    const auto time = timestamp();
    family.samples.push_back(
        {openmetrics_ ? Suffix::total : Suffix::none, own, count(), time, exemplar()});
    if (openmetrics_ && one_in(2)) family.samples.push_back({Suffix::created, own, number(), time});
  }

  void add_histogram(Family& family, int series) {
    family.type = MetricType::histogram;
    Histogram histogram({0.001, 0.5, 1, 1000, 1e6, 1e21}, labels(series));
    for (int i = upto(20); i > 0; --i) histogram.observe(std::abs(number()));
    const std::size_t first = family.samples.size();
    histogram.append_to(family);
    const auto time = timestamp();
    for (std::size_t i = first; i < family.samples.size(); ++i) {
      Sample& sample = family.samples[i];
      sample.unix_seconds = time;
      if (sample.suffix == Suffix::bucket) sample.exemplar = exemplar();
    }
  }

  void add_gauge_histogram(Family& family, int series) {
    family.type = MetricType::gauge_histogram;
    const Labels own = labels(series);
    const double most = count();
    family.samples.push_back({Suffix::bucket, own.with("le", "-1.0"), std::floor(most / 2)});
    family.samples.push_back({Suffix::bucket, own.with("le", "+Inf"), most, {}, exemplar()});
    family.samples.push_back({Suffix::gcount, own, most});
    family.samples.push_back({Suffix::gsum, own, -1.5});
  }

  void add_summary(Family& family, int series) {
    family.type = MetricType::summary;
    const Labels own = labels(series);
    for (const char* quantile : {"0.0", "0.5", "0.999", "1.0"}) {
      family.samples.push_back({Suffix::none, own.with("quantile", quantile), std::abs(number())});
    }
    family.samples.push_back({Suffix::sum, own, count()});
    family.samples.push_back({Suffix::count, own, count()});
  }

  void add_info(Family& family, int series) {
    family.type = MetricType::info;
    family.samples.push_back({Suffix::info, labels(series), 1});
  }

  void add_stateset(Family& family, int series) {
    family.type = MetricType::stateset;
    const Labels own = labels(series);
    family.samples.push_back({Suffix::none, own.with(family.name, "off"), 0});
    family.samples.push_back({Suffix::none, own.with(family.name, "on"), 1});
  }

  std::mt19937 random_;
  bool openmetrics_;
};

void expect_round_trips(ExpositionFormat format) {
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    const Families families = Generator(seed, format).families();
    std::string page;
    append_exposition(page, families, format);
    const auto parsed = parse_exposition(page, format);
    ASSERT_TRUE(parsed) << "seed " << seed << ": " << parsed.error().message() << "\n" << page;
    ASSERT_EQ(described(*parsed), described(families)) << "seed " << seed << "\n" << page;
  }
}

TEST(RoundTrip, KeepsGeneratedFamiliesInOpenMetrics) {
  expect_round_trips(ExpositionFormat::openmetrics);
}

TEST(RoundTrip, KeepsGeneratedFamiliesInText) {
  expect_round_trips(ExpositionFormat::text);
}

// What is read from OpenMetrics can be exposed as text, and the other way round.
TEST(RoundTrip, MakesValidPagesOfTheOtherFormat) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Families rich = Generator(seed, ExpositionFormat::openmetrics).families();
    std::string text;
    append_exposition(text, rich, ExpositionFormat::text);
    const auto as_text = parse_exposition(text, ExpositionFormat::text);
    ASSERT_TRUE(as_text) << "seed " << seed << ": " << as_text.error().message() << "\n" << text;

    const Families plain = Generator(seed, ExpositionFormat::text).families();
    std::string page;
    append_exposition(page, plain, ExpositionFormat::openmetrics);
    const auto as_openmetrics = parse_exposition(page, ExpositionFormat::openmetrics);
    ASSERT_TRUE(as_openmetrics) << "seed " << seed << ": " << as_openmetrics.error().message()
                                << "\n"
                                << page;
  }
}

}  // namespace
}  // namespace silicon::core
