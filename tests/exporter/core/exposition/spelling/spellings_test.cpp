#include "exporter/core/exposition/spelling/spellings.hpp"

#include <gtest/gtest.h>

namespace silicon::core {
namespace {

constexpr auto kHistogram = MetricType::histogram;

Sample sample_of(const Labels& labels, Suffix suffix = Suffix::none) {
  return {suffix, labels, 1};
}

class SpellingsTest : public ::testing::Test {
 protected:
  // What a page of these samples finds known; what it does not find is learnt as it is spelled
  // here.
  std::vector<std::string> page(const std::vector<Sample>& samples,
                                MetricType type = MetricType::gauge) {
    std::vector<std::string> known;
    spellings_.begin(type);
    for (const Sample& sample : samples) {
      known.emplace_back(spellings_.next(sample));
      if (!known.back().empty()) continue;
      const std::string value(sample.labels.get("cpu"));
      std::string text = "load" + std::string(text_of(sample.suffix));
      spellings_.learn(sample, text += value.empty() ? " " : "{" + value + "} ");
    }
    spellings_.end();
    return known;
  }

  Spellings spellings_;
  const Labels first_{{"cpu", "1"}};
  const Labels second_{{"cpu", "2"}};
  const Labels third_{{"cpu", "3"}};
};

using Known = std::vector<std::string>;

TEST_F(SpellingsTest, KnowNothingAtFirst) {
  EXPECT_EQ(page({sample_of(first_), sample_of({})}), (Known{"", ""}));
}

TEST_F(SpellingsTest, RememberEachSeriesAtItsPlace) {
  page({sample_of(first_), sample_of({}), sample_of(second_)});
  EXPECT_EQ(page({sample_of(first_), sample_of({}), sample_of(second_)}),
            (Known{"load{1} ", "load ", "load{2} "}));
}

TEST_F(SpellingsTest, KnowASeriesByItsVeryLabelsAndNotByEqualOnes) {
  page({sample_of(first_)});
  const Labels equal{{"cpu", "1"}};
  EXPECT_EQ(page({sample_of(equal)}), (Known{""}));
  EXPECT_EQ(page({sample_of(equal)}), (Known{"load{1} "}));
}

TEST_F(SpellingsTest, LearnAnewFromThePlaceOnAtWhichTheSeriesChange) {
  page({sample_of(first_), sample_of(second_), sample_of(third_)});
  EXPECT_EQ(page({sample_of(first_), sample_of(third_)}), (Known{"load{1} ", ""}));
  EXPECT_EQ(page({sample_of(first_), sample_of(third_), sample_of(second_)}),
            (Known{"load{1} ", "load{3} ", ""}));
  EXPECT_EQ(page({sample_of(first_), sample_of(third_), sample_of(second_)}),
            (Known{"load{1} ", "load{3} ", "load{2} "}));
}

TEST_F(SpellingsTest, ForgetWhatAPageDidNotHave) {
  page({sample_of(first_), sample_of(second_)});
  page({sample_of(first_)});
  EXPECT_EQ(page({sample_of(first_), sample_of(second_)}), (Known{"load{1} ", ""}));
  page({});
  EXPECT_EQ(page({sample_of(first_)}), (Known{""}));
}

TEST_F(SpellingsTest, TellTheSeriesOfAHistogramApartThatShareTheirLabels) {
  page({sample_of(first_, Suffix::sum), sample_of(first_, Suffix::count)}, kHistogram);
  EXPECT_EQ(page({sample_of(first_, Suffix::sum), sample_of(first_, Suffix::count)}, kHistogram),
            (Known{"load_sum{1} ", "load_count{1} "}));
  EXPECT_EQ(page({sample_of(first_, Suffix::count), sample_of(first_, Suffix::sum)}, kHistogram),
            (Known{"", ""}));
}

TEST_F(SpellingsTest, OfAFamilyWhoseTypeChangedAreForgotten) {
  page({sample_of(first_)});
  EXPECT_EQ(page({sample_of(first_)}, kHistogram), (Known{""}));
}

TEST_F(SpellingsTest, OutliveTheLabelsTheyWereLearntFrom) {
  for (int i = 0; i < 100; ++i) {
    const Labels passing{{"cpu", std::to_string(i)}};
    EXPECT_EQ(page({sample_of(passing)}), (Known{""})) << "known by another one's address";
  }
}

}  // namespace
}  // namespace silicon::core
