#include "alerting/notify/email/address.hpp"

#include <gtest/gtest.h>

#include "tests/support/notify/notifications.hpp"

namespace silicon::email {
namespace {

using Addresses = std::vector<Address>;

TEST(ParseAddresses, ReadsWhatPeopleWrite) {
  EXPECT_EQ(*parse_addresses("a@b.c"), (Addresses{{"", "a@b.c"}}));
  EXPECT_EQ(*parse_addresses("Ann Ops <ann@example.org>, bob@example.org"),
            (Addresses{{"Ann Ops", "ann@example.org"}, {"", "bob@example.org"}}));
  EXPECT_EQ(*parse_addresses("\"Ops, Night\" <n@x>"), (Addresses{{"Ops, Night", "n@x"}}));
  EXPECT_EQ(*parse_addresses("\"a \\\"b\\\" <c>\" <n@x>"), (Addresses{{"a \"b\" <c>", "n@x"}}));
  EXPECT_EQ(*parse_addresses("J\xc3\xb6rg <j@x>"), (Addresses{{"J\xc3\xb6rg", "j@x"}}));
  EXPECT_EQ(*parse_addresses("root@[127.0.0.1], ,o'b+tag@x"),
            (Addresses{{"", "root@[127.0.0.1]"}, {"", "o'b+tag@x"}}));
}

TEST(ParseAddresses, RefusesWhatIsNone) {
  for (const char* text :
       {"", " , ", "ann", "@x", "a@", "a b@c", "a@b c", "a@b@c", "<a@b", "a@b>",
        "a@b\r\nRCPT TO:<x@y>", "a@b<c", "\xc3\xbc@x", "a@x\xc3\xbc", "Ann <a@b\nBcc: c@d>"}) {
    EXPECT_FALSE(parse_addresses(text).ok()) << text;
  }
  EXPECT_EQ(parse_addresses("ann").error().message(), "\"ann\" is not a mail address");
  EXPECT_FALSE(parse_addresses(std::string(300, 'a') + "@b").ok());
  std::string many;
  for (int i = 0; i < 201; ++i) many += "a@b,";
  EXPECT_EQ(parse_addresses(many).error().message(), "more than 200 mail addresses");
}

TEST(HeaderText, QuotesOrEncodesTheName) {
  EXPECT_EQ(header_text({"", "a@b"}), "a@b");
  EXPECT_EQ(header_text({"Ann Ops", "a@b"}), "Ann Ops <a@b>");
  EXPECT_EQ(header_text({"Ops, \"Night\"", "a@b"}), "\"Ops, \\\"Night\\\"\" <a@b>");
  EXPECT_EQ(header_text({"J\xc3\xb6rg", "a@b"}), "=?utf-8?q?J=C3=B6rg?= <a@b>");
}

}  // namespace
}  // namespace silicon::email
