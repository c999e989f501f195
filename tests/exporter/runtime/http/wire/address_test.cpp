#include "exporter/runtime/http/wire/address.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

std::string error_of(std::string_view text) {
  const auto address = parse_listen_address(text);
  return address ? "no error" : address.error().message();
}

TEST(ParseListenAddress, ReadsHostAndPort) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:9924").value(), (ListenAddress{"127.0.0.1", 9924}));
  EXPECT_EQ(parse_listen_address("localhost:0").value(), (ListenAddress{"localhost", 0}));
  EXPECT_EQ(parse_listen_address(":65535").value(), (ListenAddress{"", 65535}));
  EXPECT_EQ(parse_listen_address("[::1]:9924").value(), (ListenAddress{"::1", 9924}));
  EXPECT_EQ(parse_listen_address("[::ffff:10.0.0.1]:1").value(),
            (ListenAddress{"::ffff:10.0.0.1", 1}));
}

TEST(ParseListenAddress, SaysWhatIsWrongAndWhatToWrite) {
  EXPECT_EQ(error_of("9924"),
            "\"9924\" is not an address to listen on: it has no port; write HOST:PORT, such as"
            " 127.0.0.1:9924, [::1]:9924, or :9924 for every interface");
  EXPECT_NE(error_of("::1:9924").find("an IPv6 address needs brackets"), std::string::npos);
  EXPECT_NE(error_of("[]:1").find("no IPv6 address in the brackets"), std::string::npos);
  EXPECT_NE(error_of("[name]:1").find("no IPv6 address in the brackets"), std::string::npos);
  EXPECT_NE(error_of("a b:1").find("characters that no name has"), std::string::npos);
  EXPECT_NE(error_of("http://x:1").find("an IPv6 address needs brackets"), std::string::npos);
}

TEST(ParseListenAddress, RefusesPortsThatAreNone) {
  for (const char* text :
       {"h:", "h:x", "h:65536", "h:-1", "h:+1", "h: 1", "h:1 ", "h:99999999999"}) {
    EXPECT_NE(error_of(text).find("not a number from 0 to 65535"), std::string::npos) << text;
  }
}

TEST(ListenAddress, IsWrittenAsItIsRead) {
  for (const char* text : {"127.0.0.1:9924", "[::1]:9924", ":80", "example.org:1"}) {
    EXPECT_EQ(to_string(parse_listen_address(text).value()), text);
  }
}

TEST(IsLoopbackHost, KnowsWhatOnlyThisMachineReaches) {
  for (const char* host : {"127.0.0.1", "127.255.0.3", "::1", "localhost", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(is_loopback_host(host)) << host;
  }
  for (const char* host : {"", "0.0.0.0", "::", "10.0.0.1", "127.example.org", "1.127.0.0",
                           "::ffff:10.0.0.1", "localhost.example.org"}) {
    EXPECT_FALSE(is_loopback_host(host)) << host;
  }
}

}  // namespace
}  // namespace silicon::runtime
