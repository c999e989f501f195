#include "exporter/runtime/http/authentication.hpp"

#include <gtest/gtest.h>

#include <random>

namespace silicon::runtime {
namespace {

constexpr const char* kAliceSecret = "Basic YWxpY2U6c2VjcmV0";        // alice:secret
constexpr const char* kBobColons = "Basic Ym9iOmE6Yjpj";              // bob:a:b:c
constexpr const char* kAliceWrong = "Basic YWxpY2U6d3Jvbmc=";         // alice:wrong
constexpr const char* kAliceOfBob = "Basic YWxpY2U6YTpiOmM=";         // alice:a:b:c
constexpr const char* kMallorySecret = "Basic bWFsbG9yeTpzZWNyZXQ=";  // mallory:secret

Authentication users() {
  return {{{"alice", Secret("secret")}, {"bob", Secret("a:b:c")}}, {}};
}

Authentication tokens() {
  return {{}, {Secret("old-token"), Secret("new-token")}};
}

Authentication both() {
  return {users().users, tokens().bearer_tokens};
}

HttpRequest request_with(std::string authorization) {
  HttpRequest request;
  if (!authorization.empty()) request.headers = {{"authorization", std::move(authorization)}};
  return request;
}

bool lets_in(const Authentication& authentication, std::string authorization) {
  return !refusal(authentication, request_with(std::move(authorization))).has_value();
}

TEST(Authentication, LetsEverybodyInWhenNothingIsConfigured) {
  EXPECT_TRUE(lets_in({}, ""));
  EXPECT_TRUE(lets_in({}, kAliceWrong));
}

TEST(Authentication, LetsEachUserInWithTheirOwnPassword) {
  EXPECT_TRUE(lets_in(users(), kAliceSecret));
  EXPECT_TRUE(lets_in(users(), kBobColons));
  EXPECT_TRUE(lets_in(both(), kAliceSecret));
}

TEST(Authentication, KeepsOthersOut) {
  for (const char* credentials : {"", kAliceWrong, kAliceOfBob, kMallorySecret}) {
    EXPECT_FALSE(lets_in(users(), credentials)) << credentials;
    EXPECT_FALSE(lets_in(both(), credentials)) << credentials;
  }
}

TEST(Authentication, LetsEveryTokenIn) {
  EXPECT_TRUE(lets_in(tokens(), "Bearer old-token"));
  EXPECT_TRUE(lets_in(tokens(), "Bearer new-token"));
  EXPECT_TRUE(lets_in(both(), "Bearer new-token"));
  EXPECT_FALSE(lets_in(tokens(), "Bearer other"));
  EXPECT_FALSE(lets_in(tokens(), "Bearer "));
  EXPECT_FALSE(lets_in(tokens(), "Bearer"));
}

TEST(Authentication, KeepsSchemesApart) {
  EXPECT_FALSE(lets_in(users(), "Bearer secret"));
  EXPECT_FALSE(lets_in(tokens(), "Basic b2xkLXRva2Vu"));
  EXPECT_FALSE(lets_in(users(), "Digest username=\"alice\""));
}

TEST(Authentication, TakesSchemesInAnyCaseAndExtraBlanks) {
  EXPECT_TRUE(lets_in(users(), "bAsIc   YWxpY2U6c2VjcmV0 "));
  EXPECT_TRUE(lets_in(tokens(), "bearer  old-token"));
}

TEST(Authentication, KeepsMalformedCredentialsOut) {
  for (const char* credentials : {"Basic", "Basic !!!!", "Basic YWxpY2U6c2VjcmV", "Basic YWxpY2U=",
                                  "YWxpY2U6c2VjcmV0", "Basic=YWxpY2U6c2VjcmV0", " "}) {
    EXPECT_FALSE(lets_in(users(), credentials)) << credentials;
  }
}

TEST(Authentication, SaysHowToComeInAndNothingOfWhatWasSent) {
  const HttpResponse refused = *refusal(both(), request_with(kAliceWrong));
  EXPECT_EQ(refused.status, 401);
  ASSERT_EQ(refused.headers.size(), 2U);
  EXPECT_EQ(refused.headers[0].name, "WWW-Authenticate");
  EXPECT_EQ(refused.headers[0].value, "Basic realm=\"silicon\", charset=\"UTF-8\"");
  EXPECT_EQ(refused.headers[1].value, "Bearer realm=\"silicon\"");
  EXPECT_EQ(refused.text(),
            "401: these credentials are not valid; this server takes a user and password (basic) or"
            " a bearer token\n");
  EXPECT_EQ(refusal(tokens(), request_with(""))->text(),
            "401: credentials are needed; this server takes a bearer token\n");
}

TEST(CheckExposure, WantsAuthenticationWhereOtherMachinesCanCome) {
  for (const char* host : {"", "0.0.0.0", "192.168.1.5", "::", "example.org"}) {
    EXPECT_FALSE(check_exposure({host, 9924}, {}, false)) << host;
    EXPECT_TRUE(check_exposure({host, 9924}, {}, true)) << host;
    EXPECT_TRUE(check_exposure({host, 9924}, tokens(), false)) << host;
  }
  for (const char* host : {"127.0.0.1", "127.9.9.9", "::1", "localhost"}) {
    EXPECT_TRUE(check_exposure({host, 9924}, {}, false)) << host;
  }
}

TEST(CheckExposure, SaysWhatToDo) {
  const core::Status status = check_exposure({"", 9924}, {}, false);
  EXPECT_EQ(status.error().message(),
            "listening on :9924 lets other machines in without authentication: set "
            "basic_auth_users or bearer_tokens,"
            " listen on 127.0.0.1, or say allow_unauthenticated: true");
  EXPECT_EQ(status.error().kind(), core::ErrorKind::invalid);
}

TEST(DecodeBase64, DecodesEveryLength) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v"), "foo");
  EXPECT_EQ(decode_base64("AP+/"), std::string("\x00\xFF\xBF", 3));
}

// RFC 4648, written the plain way.
std::string base64(const std::string& bytes) {
  static const std::string kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = (group << 8) | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += i + j <= bytes.size() ? kDigits[(group >> (18 - 6 * j)) & 63] : '=';
    }
  }
  return text;
}

TEST(DecodeBase64, UndoesTheEncodingOfAnyBytes) {
  std::mt19937 random(1);  // NOLINT(bugprone-random-generator-seed): repeatable on purpose
  for (int i = 0; i < 500; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    ASSERT_EQ(decode_base64(base64(bytes)), bytes) << base64(bytes);
  }
}

TEST(DecodeBase64, RefusesEverythingElse) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zm9v=", "Zm=v",
                           "Zh==", "Zm9-", "Zm9 ", "Zm9v\n"}) {
    EXPECT_EQ(decode_base64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace silicon::runtime
