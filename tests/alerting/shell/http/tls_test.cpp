// tls_config against a real TLS server.
#include <gtest/gtest.h>

#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/tls_server.hpp"

namespace silicon::shell {
namespace {

using config::HttpOptions;
using config::SecretText;
using testing::TlsServer;

HttpOutcome ask(const TlsServer& server, const HttpOptions& options) {
  HttpTransfer transfer;
  transfer.url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  transfer.options = std::make_shared<const HttpOptions>(options);
  testing::HttpCalls calls;
  return calls.call(std::move(transfer));
}

SecretText file(std::string path) {
  return {{}, std::move(path)};
}

// Trusts the server by its certificate's name, which is not the address's.
HttpOptions trusting(const TlsServer& server) {
  HttpOptions options;
  options.tls.authority = file(server.path("server.pem"));
  options.tls.server_name = "web.example";
  return options;
}

TEST(Tls, AsksAServerWhoseCertificateFits) {
  const TlsServer server;
  if (server.port() == 0) GTEST_SKIP() << "no openssl program here";
  const HttpOutcome outcome = ask(server, trusting(server));
  EXPECT_EQ(outcome.failure, "");
  EXPECT_EQ(outcome.answer.status, 200);

  HttpOptions in_place = trusting(server);
  in_place.tls.authority = {runtime::Secret(server.text("server.pem")), ""};
  EXPECT_EQ(ask(server, in_place).failure, "");
}

TEST(Tls, RefusesACertificateOfAnotherName) {
  const TlsServer server;
  if (server.port() == 0) GTEST_SKIP() << "no openssl program here";
  HttpOptions options = trusting(server);
  for (const char* name : {"", "other.example"}) {
    options.tls.server_name = name;
    EXPECT_TRUE(ask(server, options).failure.starts_with("TLS: ")) << name;
  }
}

TEST(Tls, RefusesACertificateThatNobodyKnows) {
  const TlsServer server;
  if (server.port() == 0) GTEST_SKIP() << "no openssl program here";
  HttpOptions options;
  options.tls.server_name = "web.example";
  EXPECT_TRUE(ask(server, options).failure.starts_with("TLS: "));
  options.tls.authority = file(server.path("client.pem"));
  EXPECT_TRUE(ask(server, options).failure.starts_with("TLS: "));
}

TEST(Tls, AsksAnybodyWhenToldTo) {
  const TlsServer server;
  if (server.port() == 0) GTEST_SKIP() << "no openssl program here";
  HttpOptions options;
  options.tls.insecure_skip_verify = true;
  EXPECT_EQ(ask(server, options).failure, "");
}

TEST(Tls, KeepsToTheVersionsAllowed) {
  const TlsServer server("-tls1_2");
  if (server.port() == 0) GTEST_SKIP() << "no openssl program here";
  HttpOptions options = trusting(server);
  EXPECT_EQ(ask(server, options).failure, "");
  options.tls.least = config::TlsVersion::tls_1_3;
  EXPECT_TRUE(ask(server, options).failure.starts_with("TLS: "));
}

TEST(Tls, ShowsACertificateOfItsOwn) {
  const TlsServer server("-Verify 1 -verify_return_error -CAfile client.pem");
  if (server.port() == 0) GTEST_SKIP() << "no openssl program here";
  HttpOptions options = trusting(server);
  EXPECT_NE(ask(server, options).failure, "");
  options.tls.certificate = file(server.path("client.pem"));
  options.tls.key = file(server.path("client.key"));
  EXPECT_EQ(ask(server, options).failure, "");
  options.tls.certificate = {runtime::Secret(server.text("client.pem")), ""};
  options.tls.key = {runtime::Secret(server.text("client.key")), ""};
  EXPECT_EQ(ask(server, options).failure, "");
}

}  // namespace
}  // namespace silicon::shell
