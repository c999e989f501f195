#include "alerting/scrape/url.hpp"

#include <gtest/gtest.h>

namespace silicon::scrape {
namespace {

TEST(IsAddress, TakesHostsAndPorts) {
  for (const char* text : {"a", "a:1", "10.0.0.1:80", "[::1]:80", "h\xc3\xa4"}) {
    EXPECT_TRUE(is_address(text)) << text;
  }
  for (const char* text : {"", "a/b", "a b", "u@h", "h?x", "h#x", "h\n", "\"h\"", "h\x7f"}) {
    EXPECT_FALSE(is_address(text)) << text;
  }
}

TEST(EscapedPath, LeavesWhatPathsMayHold) {
  EXPECT_EQ(escaped_path("/probe/a-b_c.d~e$&+,:;=@"), "/probe/a-b_c.d~e$&+,:;=@");
}

TEST(EscapedPath, EscapesWhatWouldEndThePath) {
  EXPECT_EQ(escaped_path("/a b?c#d%\n\xc3\xa4"), "/a%20b%3Fc%23d%25%0A%C3%A4");
}

TEST(EscapedQuery, EscapesAllButPlainCharacters) {
  EXPECT_EQ(escaped_query("a-b_c.d~e"), "a-b_c.d~e");
  EXPECT_EQ(escaped_query("http://h:80/?a=b&c d"), "http%3A%2F%2Fh%3A80%2F%3Fa%3Db%26c+d");
}

TEST(EncodedQuery, IsSortedByNameAndKeepsTheOrderOfValues) {
  EXPECT_EQ(encoded_query({{"module", {"http_2xx"}}, {"collect[]", {"cpu", "a b"}}}),
            "collect%5B%5D=cpu&collect%5B%5D=a+b&module=http_2xx");
  EXPECT_EQ(encoded_query({{"x", {}}}), "");
  EXPECT_EQ(encoded_query({}), "");
}

}  // namespace
}  // namespace silicon::scrape
