#include "alerting/api/data/label_name.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

TEST(UnescapedLabelName, LeavesPlainNamesAlone) {
  EXPECT_EQ(unescaped_label_name("job"), "job");
  EXPECT_EQ(unescaped_label_name("__name__"), "__name__");
  EXPECT_EQ(unescaped_label_name("http.status"), "http.status");
}

TEST(UnescapedLabelName, UndoesEscapes) {
  EXPECT_EQ(unescaped_label_name("U__http_2e_status"), "http.status");
  EXPECT_EQ(unescaped_label_name("U__a__b"), "a_b");
  EXPECT_EQ(unescaped_label_name("U__K_f6_ln"), "K\xc3\xb6ln");
  EXPECT_EQ(unescaped_label_name("U___1f600_"), "\xf0\x9f\x98\x80");
  EXPECT_EQ(unescaped_label_name("U___20ac_"), "\xe2\x82\xac");
}

TEST(UnescapedLabelName, TakesBrokenEscapesAsTheyStand) {
  EXPECT_EQ(unescaped_label_name("U__a_zz_"), "U__a_zz_");
  EXPECT_EQ(unescaped_label_name("U__a_2e"), "U__a_2e");
  EXPECT_EQ(unescaped_label_name("U___d800_"), "U___d800_");
  EXPECT_EQ(unescaped_label_name("U___ffffff_"), "U___ffffff_");
}

TEST(UnescapedLabelName, RefusesWhatIsNoName) {
  EXPECT_EQ(unescaped_label_name(""), "");
  EXPECT_EQ(unescaped_label_name("a\xff"), "");
}

}  // namespace
}  // namespace silicon::api
