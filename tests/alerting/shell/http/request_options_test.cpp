#include "alerting/shell/http/request_options.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/scripted_server.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

using config::HttpOptions;
using config::SecretText;
using testing::local_url;
using testing::RawSocket;
using testing::ScriptedServer;

SecretText in_place(std::string text) {
  return {runtime::Secret(std::move(text)), ""};
}

SecretText in_file(std::string file) {
  return {{}, std::move(file)};
}

class RequestOptionsTest : public ::testing::Test {
 protected:
  // The head of the request that is sent with these options; the failure where none is.
  std::string head(const HttpOptions& options) {
    HttpTransfer transfer;
    transfer.url = local_url(server_.port());
    transfer.options = std::make_shared<const HttpOptions>(options);
    const HttpOutcome outcome = calls_.call(std::move(transfer));
    return outcome.failure.empty() ? outcome.answer.body : outcome.failure;
  }

  static void answer(RawSocket& peer) {
    const std::string head = peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " +
              std::to_string(head.size()) + "\r\n\r\n" + head);
  }

  ScriptedServer server_{answer};
  testing::HttpCalls calls_;
  testing::TemporaryDirectory directory_;
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(RequestOptionsTest, NothingSaidNothingSent) {
  EXPECT_FALSE(has(head({}), "Authorization"));
}

TEST_F(RequestOptionsTest, BasicAuthentication) {
  HttpOptions options;
  options.basic = {in_place("Aladdin"), in_place("open:sesame")};
  EXPECT_TRUE(has(head(options), "\r\nAuthorization: Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ==\r\n"));
}

TEST_F(RequestOptionsTest, ABearerTokenFromAFileIsReadEachTime) {
  HttpOptions options;
  options.authorization = {"Bearer", in_file(directory_.write("token", "first\n"))};
  EXPECT_TRUE(has(head(options), "\r\nAuthorization: Bearer first\r\n"));
  directory_.write("token", "second\n");
  EXPECT_TRUE(has(head(options), "\r\nAuthorization: Bearer second\r\n"));
}

TEST_F(RequestOptionsTest, AnotherTypeOfAuthorization) {
  HttpOptions options;
  options.authorization = {"Token", in_place("abc")};
  EXPECT_TRUE(has(head(options), "\r\nAuthorization: Token abc\r\n"));
}

TEST_F(RequestOptionsTest, AMissingFileIsNamed) {
  HttpOptions options;
  options.basic = {in_place("user"), in_file(directory_.path("none"))};
  EXPECT_TRUE(head(options).starts_with(directory_.path("none") + ": "));
}

TEST_F(RequestOptionsTest, HeadersOfTheUsersOwn) {
  HttpOptions options;
  options.headers = {{"X-Scope-OrgID", in_place("team")}};
  EXPECT_TRUE(has(head(options), "\r\nX-Scope-OrgID: team\r\n"));
}

TEST_F(RequestOptionsTest, NoSecretSplitsARequest) {
  HttpOptions options;
  options.authorization = {"Bearer", in_place("a\r\nX-Evil: 1")};
  EXPECT_EQ(head(options), "the value of the header Authorization has a line break in it");
}

TEST_F(RequestOptionsTest, AProxyIsAskedForTheWholeUrl) {
  HttpOptions options;
  options.proxy.url = local_url(server_.port());
  HttpTransfer transfer;
  transfer.url = "http://elsewhere.invalid/page";
  transfer.options = std::make_shared<const HttpOptions>(options);
  EXPECT_TRUE(has(calls_.call(std::move(transfer)).answer.body,
                  "GET http://elsewhere.invalid/page HTTP/1.1\r\n"));
}

TEST_F(RequestOptionsTest, SomeHostsAreReachedWithoutTheProxy) {
  HttpOptions options;
  options.proxy.url = "http://127.0.0.1:1";
  options.proxy.no_proxy = "127.0.0.1";
  EXPECT_TRUE(has(head(options), "GET / HTTP/1.1\r\n"));
}

// Tokens must not follow a redirect to somebody else.
TEST_F(RequestOptionsTest, IdentityStaysWithTheHostItIsFor) {
  ScriptedServer first([&](RawSocket& peer) {
    peer.receive_until("\r\n\r\n");
    peer.send("HTTP/1.1 302 Found\r\nLocation: http://localhost:" + std::to_string(server_.port()) +
              "/\r\nContent-Length: 0\r\n\r\n");
  });
  for (const bool basic : {false, true}) {
    HttpOptions options;
    if (basic) {
      options.basic = {in_place("user"), in_place("secret")};
    } else {
      options.authorization = {"Bearer", in_place("secret")};
    }
    HttpTransfer transfer;
    transfer.url = local_url(first.port());
    transfer.options = std::make_shared<const HttpOptions>(options);
    const HttpOutcome outcome = calls_.call(std::move(transfer));
    EXPECT_EQ(outcome.failure, "");
    EXPECT_TRUE(has(outcome.answer.body, "GET / HTTP/1.1")) << outcome.answer.body;
    EXPECT_FALSE(has(outcome.answer.body, "Authorization")) << outcome.answer.body;
  }
}

}  // namespace
}  // namespace silicon::shell
