#include "alerting/shell/mail/mailer.hpp"

#include <gtest/gtest.h>

#include "tests/support/http/http_calls.hpp"
#include "tests/support/http/scripted_server.hpp"
#include "tests/support/mail/smtp_server.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::shell {
namespace {

using namespace std::chrono_literals;
using config::SmtpOptions;
using notify::Verdict;
using testing::SmtpServer;

const std::string kPassword = "pass word 4711";

config::SecretText secret(const std::string& text) {
  return {runtime::Secret(text), ""};
}

class MailerTest : public ::testing::Test {
 protected:
  MailResult deliver(const SmtpOptions& options, email::Mail mail = a_mail(),
                     core::Duration timeout = 10s) {
    mailer_.send({7, {std::move(mail), std::make_shared<const SmtpOptions>(options), timeout}});
    std::vector<MailResult> results;
    EXPECT_TRUE(calls_.wait_until([&] {
      results = mailer_.take();
      return !results.empty();
    }));
    return results.empty() ? MailResult{} : results.front();
  }

  static email::Mail a_mail() {
    email::Settings settings;
    settings.from = "Alerts <alerts@example.org>";
    settings.to = "ann@example.org, bob@example.org";
    const auto mail = email::render(testing::notification_of({testing::high_cpu()}), settings,
                                    testing::plain_rendering());
    EXPECT_TRUE(mail.ok());
    return *mail;
  }

  // The server's own certificate is trusted, by the name that it is for.
  static SmtpOptions reaching(const SmtpServer& server) {
    SmtpOptions options;
    options.host = "127.0.0.1";
    options.port = std::to_string(server.port());
    options.hello = "watcher.example";
    options.tls.authority.file = server.certificate();
    options.tls.server_name = "mail.example";
    return options;
  }

  static SmtpOptions with_password(SmtpOptions options) {
    options.username = "alerts";
    options.password = secret(kPassword);
    return options;
  }

  testing::HttpCalls calls_;
  Mailer mailer_{calls_.transfers()};
};

constexpr const char* kNoServer = "no mail server: aiosmtpd or openssl is not there";

TEST_F(MailerTest, DeliversOverStarttlsWithAName) {
  SmtpServer server("starttls auth");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  const MailResult result = deliver(with_password(reaching(server)));
  EXPECT_EQ(result.key, 7U);
  EXPECT_EQ(result.judgement.verdict, Verdict::delivered) << result.judgement.reason;
  EXPECT_EQ(result.reply, "250 2.0.0 queued as 4711");
  EXPECT_TRUE(result.refused.empty());
  const nlohmann::json mail = server.mail();
  EXPECT_EQ(mail["from"], "alerts@example.org");
  EXPECT_EQ(mail["to"], (nlohmann::json{"ann@example.org", "bob@example.org"}));
  EXPECT_EQ(mail["tls"], true);
  EXPECT_EQ(mail["user"], "alerts");
  EXPECT_EQ(mail["hello"], "watcher.example");
  EXPECT_EQ(mail["content"], a_mail().content) << "byte for byte";
}

TEST_F(MailerTest, DeliversOverTlsFromTheFirstByte) {
  SmtpServer server("tls");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  SmtpOptions options = reaching(server);
  options.implicit_tls = true;
  EXPECT_EQ(deliver(options).judgement.verdict, Verdict::delivered);
  EXPECT_EQ(server.mail()["tls"], true);
}

TEST_F(MailerTest, KnowsLogin) {
  SmtpServer server("starttls auth login");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  EXPECT_EQ(deliver(with_password(reaching(server))).judgement.verdict, Verdict::delivered);
  EXPECT_EQ(server.mail()["user"], "alerts");
}

TEST_F(MailerTest, KnowsCramMd5) {
  SmtpServer server("starttls cram");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  SmtpOptions options = reaching(server);
  options.username = "alerts";
  options.secret = secret(kPassword);
  const MailResult result = deliver(options);
  EXPECT_EQ(result.judgement.verdict, Verdict::delivered) << result.judgement.reason;
  EXPECT_EQ(server.mail()["user"], "alerts");
}

TEST_F(MailerTest, RefusesACertificateThatDoesNotVerify) {
  SmtpServer server("starttls auth");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  SmtpOptions unknown = with_password(reaching(server));
  unknown.tls.authority.file = "";
  const MailResult untrusted = deliver(unknown);
  EXPECT_EQ(untrusted.judgement.verdict, Verdict::retry);
  EXPECT_TRUE(untrusted.judgement.reason.starts_with("TLS: ")) << untrusted.judgement.reason;
  SmtpOptions other = with_password(reaching(server));
  other.tls.server_name = "other.example";
  EXPECT_TRUE(deliver(other).judgement.reason.starts_with("TLS: "));
  SmtpOptions bold = with_password(unknown);
  bold.tls.insecure_skip_verify = true;
  EXPECT_EQ(deliver(bold).judgement.verdict, Verdict::delivered) << "when asked to";
}

TEST_F(MailerTest, SendsNothingInTheClearWhereTlsIsRequired) {
  SmtpServer server("plain auth");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  SmtpOptions options = with_password(reaching(server));
  const MailResult refused = deliver(options);
  EXPECT_EQ(refused.judgement.verdict, Verdict::retry);
  EXPECT_NE(refused.judgement.reason.find("STARTTLS"), std::string::npos)
      << refused.judgement.reason;
  options.require_tls = false;
  EXPECT_EQ(deliver(options).judgement.verdict, Verdict::delivered);
  EXPECT_EQ(server.mail()["tls"], false);
}

TEST_F(MailerTest, SaysThatAPasswordIsWrong) {
  SmtpServer server("starttls auth");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  SmtpOptions options = reaching(server);
  options.username = "alerts";
  options.password = secret("hunter2");
  const MailResult result = deliver(options);
  EXPECT_EQ(result.judgement.verdict, Verdict::retry);
  EXPECT_NE(result.judgement.reason.find("the server does not accept the name and password: the "
                                         "server says \"535"),
            std::string::npos)
      << result.judgement.reason;
  EXPECT_EQ(result.judgement.reason.find("hunter2"), std::string::npos);
}

TEST_F(MailerTest, SaysWhatTheServerSaidButNoSecret) {
  SmtpServer server("starttls auth refuse=451");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  const MailResult later = deliver(with_password(reaching(server)));
  EXPECT_EQ(later.judgement.verdict, Verdict::retry);
  EXPECT_NE(
      later.judgement.reason.find(
          "the server did not take the mail: the server says \"451 4.7.1 not now, <hidden>\""),
      std::string::npos)
      << later.judgement.reason;
  SmtpServer strict("starttls auth refuse=554");
  EXPECT_EQ(deliver(with_password(reaching(strict))).judgement.verdict, Verdict::give_up);
}

TEST_F(MailerTest, TellsTheOthersWhenOneAddressIsGone) {
  SmtpServer server("starttls auth reject=ann@example.org");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  const MailResult result = deliver(with_password(reaching(server)));
  EXPECT_EQ(result.judgement.verdict, Verdict::delivered) << result.judgement.reason;
  EXPECT_EQ(result.refused, std::vector<std::string>{"550 5.1.1 no such user ann@example.org"});
  EXPECT_EQ(server.mail()["to"], nlohmann::json{"bob@example.org"});
  email::Mail lost = a_mail();
  lost.to = {"ann@example.org"};
  EXPECT_EQ(deliver(with_password(reaching(server)), lost).judgement.verdict, Verdict::give_up);
}

TEST_F(MailerTest, KeepsADotWhereItIs) {
  SmtpServer server("tls");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  SmtpOptions options = reaching(server);
  options.implicit_tls = true;
  email::Mail mail = a_mail();
  mail.content = "Subject: dots\r\n\r\n.\r\n..a\r\nQUIT\r\n.\r\nend\r\n";
  EXPECT_EQ(deliver(options, mail).judgement.verdict, Verdict::delivered);
  EXPECT_EQ(server.mail()["content"], mail.content);
}

TEST_F(MailerTest, SaysWhyThereIsNoAnswer) {
  SmtpOptions options;
  options.host = "127.0.0.1";
  options.require_tls = false;
  {
    const testing::ScriptedServer gone([](testing::RawSocket&) {});
    options.port = std::to_string(gone.port());
  }
  EXPECT_EQ(deliver(options).judgement.reason, "Connection refused");
  testing::ScriptedServer mute([](testing::RawSocket& peer) { peer.receive_until("never"); });
  options.port = std::to_string(mute.port());
  EXPECT_EQ(deliver(options, a_mail(), 300ms).judgement.reason,
            "the mail was not taken within 300ms");
  testing::ScriptedServer web(
      [](testing::RawSocket& peer) { peer.send("HTTP/1.1 400 no\r\n\r\n"); });
  options.port = std::to_string(web.port());
  EXPECT_EQ(deliver(options).judgement.verdict, Verdict::retry);
}

TEST_F(MailerTest, FindsItsPasswordInItsFileEachTime) {
  SmtpServer server("starttls auth");
  if (server.port() == 0) GTEST_SKIP() << kNoServer;
  const testing::TemporaryDirectory directory;
  SmtpOptions options = reaching(server);
  options.username = "alerts";
  options.password.file = directory.path("password");
  const MailResult missing = deliver(options);
  EXPECT_EQ(missing.judgement.verdict, Verdict::retry);
  EXPECT_NE(missing.judgement.reason.find("password"), std::string::npos);
  directory.write("password", kPassword + "\n");
  EXPECT_EQ(deliver(options).judgement.verdict, Verdict::delivered);
}

TEST_F(MailerTest, LeavesNothingBehindWhenItGoes) {
  testing::ScriptedServer mute([](testing::RawSocket& peer) { peer.receive_until("never"); });
  SmtpOptions options;
  options.host = "127.0.0.1";
  options.port = std::to_string(mute.port());
  {
    Mailer other(calls_.transfers());
    other.send({1, {a_mail(), std::make_shared<const SmtpOptions>(options), 10s}});
    EXPECT_EQ(other.under_way(), 1U);
  }
  EXPECT_EQ(calls_.transfers().under_way(), 0U);
}

}  // namespace
}  // namespace silicon::shell
