#include "alerting/shell/secrets/hidden_secrets.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace silicon::shell {
namespace {

config::SecretText secret(const std::string& text) {
  return {runtime::Secret(text), ""};
}

TEST(HiddenSecrets, AreNotInATextAnyMore) {
  HiddenSecrets secrets;
  secrets.add(secret("hunter22"));
  EXPECT_EQ(secrets.hide("hunter22 and hunter22, not hunter"), "<hidden> and <hidden>, not hunter");
  EXPECT_EQ(secrets.hide(""), "");
  EXPECT_EQ(HiddenSecrets().hide("as it is"), "as it is");
}

TEST(HiddenSecrets, OfAUrlAreItsPathAndQueryWithAllTheirParts) {
  HiddenSecrets secrets;
  secrets.add_url(
      secret("https://hooks.slack.com/services/T0000/B0000/abcdefgh12345678?key=s3cr3t-k3y"));
  EXPECT_EQ(secrets.hide("no https://hooks.slack.com/services/T0000/B0000/abcdefgh12345678?key="
                         "s3cr3t-k3y here"),
            "no <hidden> here");
  EXPECT_EQ(secrets.hide("POST /services/T0000/B0000/abcdefgh12345678?key=s3cr3t-k3y HTTP/1.1"),
            "POST <hidden> HTTP/1.1");
  EXPECT_EQ(secrets.hide(R"({"path":"\/services\/abcdefgh12345678","key":"s3cr3t-k3y"})"),
            R"({"path":"\/<hidden>\/<hidden>","key":"<hidden>"})");
  EXPECT_EQ(secrets.hide("hooks.slack.com said no"), "hooks.slack.com said no");
}

TEST(HiddenSecrets, OfAUrlAreItsNameAndPassword) {
  HiddenSecrets secrets;
  secrets.add_url(secret("http://robot:hunter22@hook.example/x"));
  EXPECT_EQ(secrets.hide("robot:hunter22, hunter22, hook.example"),
            "<hidden>, <hidden>, hook.example");
  EXPECT_EQ(secrets.hide("Authorization: Basic cm9ib3Q6aHVudGVyMjI="),
            "Authorization: Basic <hidden>");
}

TEST(HiddenSecrets, OfAProxyAreItsNameAndPassword) {
  config::HttpOptions options;
  options.proxy.url = "http://robot:hunter22@proxy.example:3128";
  HiddenSecrets secrets;
  secrets.add(options);
  EXPECT_EQ(secrets.hide("hunter22 cm9ib3Q6aHVudGVyMjI= of proxy.example:3128"),
            "<hidden> <hidden> of proxy.example:3128");
}

TEST(HiddenSecrets, OfMailAreTheWaysInWhichAPasswordIsSent) {
  HiddenSecrets secrets;
  secrets.add_mail_password("ann", "hunter22");
  // As `printf '\0ann\0hunter22' | base64` and `printf hunter22 | base64` have it.
  EXPECT_EQ(secrets.hide("AUTH PLAIN AGFubgBodW50ZXIyMg== aHVudGVyMjI= hunter22"),
            "AUTH PLAIN <hidden> <hidden> <hidden>");
}

TEST(HiddenSecrets, AreFoundHoweverAServerEscapesThem) {
  HiddenSecrets secrets;
  secrets.add(secret("correct-horse/battery\"staple."));
  EXPECT_EQ(secrets.hide(R"(correct-horse\/battery\"staple.)"), R"(<hidden>\/battery\"staple.)");
  EXPECT_EQ(secrets.hide("correct-horse%2Fbattery%22staple."), "<hidden>%2Fbattery%22staple.");
}

TEST(HiddenSecrets, AreNotInWhatIsSaidOfAnAnswer) {
  HiddenSecrets secrets;
  secrets.add(secret("hunter22"));
  const JudgeAnswer judge = without_secrets(notify::judge, secrets);
  EXPECT_EQ(judge({"", 400, "no hunter22", ""}, core::Instant()).reason,
            "HTTP status 400: \"no <hidden>\"");
  EXPECT_EQ(judge({"no connection", 0, "", ""}, core::Instant()).reason, "no connection");
}

TEST(HiddenSecrets, OfOptionsAreTheirPasswordsTokensAndHeaders) {
  config::HttpOptions options;
  options.basic = config::BasicAuthentication{secret("robot"), secret("hunter22")};
  options.authorization = config::Authorization{"Bearer", secret("t0k3n")};
  options.headers = {{"X-Key", secret("k3y-k3y")}};
  HiddenSecrets secrets;
  secrets.add(options);
  // As `printf robot:hunter22 | base64` has it.
  EXPECT_EQ(secrets.hide("Basic cm9ib3Q6aHVudGVyMjI= hunter22 t0k3n k3y-k3y robot"),
            "Basic <hidden> <hidden> <hidden> <hidden> robot");
}

TEST(HiddenSecrets, AreFoundInTheirFiles) {
  const testing::TemporaryDirectory directory;
  config::SecretText in_file;
  in_file.file = directory.path("token");
  HiddenSecrets without;
  without.add(in_file);
  EXPECT_EQ(without.hide("from-a-file"), "from-a-file");
  directory.write("token", "from-a-file\n");
  HiddenSecrets secrets;
  secrets.add(in_file);
  EXPECT_EQ(secrets.hide("it is from-a-file"), "it is <hidden>");
}

TEST(HiddenSecrets, ThatAreTooShortToBeOnesAreLeft) {
  HiddenSecrets secrets;
  secrets.add(secret("no"));
  secrets.add(secret(""));
  secrets.add_url(secret("http://a/"));
  EXPECT_EQ(secrets.hide("no such thing / here"), "no such thing / here");
}

}  // namespace
}  // namespace silicon::shell
