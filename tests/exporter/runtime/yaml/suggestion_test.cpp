#include "exporter/runtime/yaml/suggestion.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

const std::vector<std::string> kKeys{"interval", "listen_address", "log", "web"};

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("web", "web"), 0U);
  EXPECT_EQ(edit_distance("", "web"), 3U);
  EXPECT_EQ(edit_distance("web", ""), 3U);
  EXPECT_EQ(edit_distance("intervall", "interval"), 1U);
  EXPECT_EQ(edit_distance("interva", "interval"), 1U);
  EXPECT_EQ(edit_distance("intarval", "interval"), 1U);
  EXPECT_EQ(edit_distance("inetrval", "interval"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(NearestWord, FindsWhatWasProbablyMeant) {
  EXPECT_EQ(nearest_word("intervall", kKeys), "interval");
  EXPECT_EQ(nearest_word("listen_adress", kKeys), "listen_address");
  EXPECT_EQ(nearest_word("listenaddress", kKeys), "listen_address");
  EXPECT_EQ(nearest_word("wbe", kKeys), "web");
}

TEST(NearestWord, PrefersTheNearest) {
  EXPECT_EQ(nearest_word("lag", {"long", "lag_", "log"}), "lag_");
}

TEST(NearestWord, FindsNothingForAWordThatIsFarFromAll) {
  EXPECT_EQ(nearest_word("retention", kKeys), std::nullopt);
  EXPECT_EQ(nearest_word("x", kKeys), std::nullopt);
  EXPECT_EQ(nearest_word("", kKeys), std::nullopt);
  EXPECT_EQ(nearest_word("interval", {}), std::nullopt);
}

TEST(NearestWord, DoesNotTryWordsOfAnyLength) {
  EXPECT_EQ(nearest_word(std::string(10'000'000, 'x'), kKeys), std::nullopt);
}

}  // namespace
}  // namespace silicon::runtime
