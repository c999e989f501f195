#include "exporter/platform/apple/foundation/values.hpp"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/fake_apple/machine.hpp"

namespace silicon::apple_platform {
namespace {

using testing::apple::Bytes;
using testing::apple::Dictionary;
using testing::apple::FakeMac;
using testing::apple::List;
using testing::apple::Value;

class ValuesTest : public ::testing::Test {
 protected:
  Owned<CfType> object(const Value& value) const { return {cf(), testing::apple::make(value)}; }
  const CoreFoundationApi& cf() const { return *interfaces_->core_foundation; }
  void TearDown() override { EXPECT_EQ(mac_.leftovers(), ""); }

  FakeMac mac_;
  std::shared_ptr<const Interfaces> interfaces_ = mac_.interfaces();
};

TEST_F(ValuesTest, TextIsCopied) {
  EXPECT_EQ(text_of(cf(), object("Mac16,9").get()), "Mac16,9");
  EXPECT_EQ(text_of(cf(), object("").get()), "");
}

// The fake keeps texts of up to 40 bytes as CoreFoundation keeps ASCII, and copies longer ones.
TEST_F(ValuesTest, TextThatIsNotKeptAsBytesIsConverted) {
  const std::string middling(100, 'm');
  const std::string large(5000, 'l');
  EXPECT_EQ(text_of(cf(), object(middling).get()), middling);
  EXPECT_EQ(text_of(cf(), object(large).get()), large);
}

TEST_F(ValuesTest, TextWithoutEndIsNone) {
  EXPECT_EQ(text_of(cf(), object(std::string(20000, 'x')).get()), std::nullopt);
}

TEST_F(ValuesTest, NumbersAreWhole) {
  EXPECT_EQ(integer_of(cf(), object(-7).get()), -7);
  EXPECT_EQ(integer_of(cf(), object(std::int64_t{1} << 62).get()), std::int64_t{1} << 62);
  EXPECT_EQ(integer_of(cf(), object(3.0).get()), 3);
  EXPECT_EQ(integer_of(cf(), object(3.5).get()), std::nullopt);
}

TEST_F(ValuesTest, DataIsCopiedWithItsZeroes) {
  const std::string bytes("\0a\0", 3);
  EXPECT_EQ(data_of(cf(), object(Bytes{bytes}).get()), bytes);
  EXPECT_EQ(data_of(cf(), object(Bytes{""}).get()), "");
}

TEST_F(ValuesTest, NothingIsMadeOfNull) {
  EXPECT_EQ(text_of(cf(), nullptr), std::nullopt);
  EXPECT_EQ(integer_of(cf(), nullptr), std::nullopt);
  EXPECT_EQ(data_of(cf(), nullptr), std::nullopt);
  EXPECT_EQ(array_of(cf(), nullptr), nullptr);
  EXPECT_EQ(dictionary_of(cf(), nullptr), nullptr);
  for_each_entry(cf(), nullptr, [](const std::string&, CfType) { FAIL(); });
}

TEST_F(ValuesTest, NothingIsMadeOfAnotherType) {
  for (const Value& value : {Value(7), Value("text"), Value(Bytes{"data"}), Value(List{1}),
                             Value(Dictionary{{"key", 1}})}) {
    const Owned<CfType> thing = object(value);
    const int readable = int{text_of(cf(), thing.get()).has_value()} +
                         int{integer_of(cf(), thing.get()).has_value()} +
                         int{data_of(cf(), thing.get()).has_value()} +
                         int{array_of(cf(), thing.get()) != nullptr} +
                         int{dictionary_of(cf(), thing.get()) != nullptr};
    EXPECT_EQ(readable, 1);
  }
}

TEST_F(ValuesTest, EntriesAreVisitedOnce) {
  const Owned<CfType> dictionary = object(Dictionary{{"a", 1}, {"b", 2}});
  std::map<std::string, std::int64_t> seen;
  for_each_entry(cf(), dictionary_of(cf(), dictionary.get()),
                 [&](const std::string& key, CfType value) {
                   seen[key] += integer_of(cf(), value).value_or(-1);
                 });
  EXPECT_EQ(seen, (std::map<std::string, std::int64_t>{{"a", 1}, {"b", 2}}));
}

TEST_F(ValuesTest, CollectionsKeepWhatIsPutIn) {
  const Owned<CfMutableDictionary> dictionary = make_dictionary(cf());
  const Owned<CfMutableArray> array = make_array(cf());
  {
    const Owned<CfString> key = make_string(cf(), "key");
    const Owned<CfNumber> number = make_number(cf(), 5);
    cf().array_append(array.get(), number.get());
    cf().dictionary_set_value(dictionary.get(), key.get(), array.get());
  }
  const Owned<CfString> same_key = make_string(cf(), "key");
  const CfArray found = array_of(cf(), cf().dictionary_get_value(dictionary.get(), same_key.get()));
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(integer_of(cf(), cf().array_get_value(found, 0)), 5);
}

}  // namespace
}  // namespace silicon::apple_platform
