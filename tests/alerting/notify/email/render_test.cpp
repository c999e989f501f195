#include "alerting/notify/email/render.hpp"

#include <gtest/gtest.h>

#include "exporter/core/text.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::email {
namespace {

using testing::high_cpu;
using testing::kHostile;
using testing::notification_of;
using testing::plain_rendering;

Settings settings() {
  Settings settings;
  settings.from = "Alerts <alerts@example.org>";
  settings.to = "oncall@example.org, Boss <boss@example.org>";
  return settings;
}

Mail mail(const Settings& settings,
          const notify::Notification& notification = notification_of({high_cpu()})) {
  auto rendered = render(notification, settings, plain_rendering());
  EXPECT_TRUE(rendered.ok()) << rendered.error().message();
  return rendered ? *std::move(rendered) : Mail{};
}

// Of the part before the body.
std::vector<std::string> headers(const Mail& mail) {
  std::vector<std::string> lines;
  const std::string head = mail.content.substr(0, mail.content.find("\r\n\r\n") + 2);
  core::for_each_line(head, [&](std::string_view line) {
    if (line.starts_with(' ')) {
      lines.back() += line.substr(0, line.size() - 1);
    } else {
      lines.emplace_back(line.substr(0, line.size() - 1));
    }
  });
  return lines;
}

std::string header(const Mail& mail, const std::string& name) {
  std::string found;
  for (const std::string& line : headers(mail)) {
    if (line.starts_with(name + ":")) found += line.substr(name.size() + 1);
  }
  return found;
}

TEST(Mail, HasAnEnvelopeAndHeaders) {
  const Mail one = mail(settings());
  EXPECT_EQ(one.from, "alerts@example.org");
  EXPECT_EQ(one.to, (std::vector<std::string>{"oncall@example.org", "boss@example.org"}));
  EXPECT_EQ(header(one, "Subject"), " [FIRING:1] HighCPU a (web-1:9100 critical)");
  EXPECT_EQ(header(one, "From"), " Alerts <alerts@example.org>");
  EXPECT_EQ(header(one, "To"), " oncall@example.org, Boss <boss@example.org>");
  EXPECT_EQ(header(one, "Date"), " Sat, 21 Nov 2026 00:21:34 +0000");
  EXPECT_EQ(header(one, "MIME-Version"), " 1.0");
  EXPECT_EQ(header(one, "Auto-Submitted"), " auto-generated");
  EXPECT_TRUE(header(one, "Content-Type").starts_with(" multipart/alternative; boundary=\"=_"));
}

TEST(Mail, HasATextAndAnHtmlPart) {
  const Mail one = mail(settings());
  const std::size_t text = one.content.find("Content-Type: text/plain; charset=UTF-8\r\n");
  const std::size_t html = one.content.find("Content-Type: text/html; charset=UTF-8\r\n");
  ASSERT_NE(text, std::string::npos);
  ASSERT_NE(html, std::string::npos);
  EXPECT_LT(text, html) << "the better one is the last";
  EXPECT_NE(one.content.find("HighCPU on cluster a, instance web-1:9100\r\n"), std::string::npos);
  EXPECT_TRUE(one.content.ends_with("--\r\n"));
}

TEST(Mail, MayHaveOnePartAlone) {
  Settings plain = settings();
  plain.html = "";
  plain.text = "just {{ .Status }}";
  EXPECT_TRUE(mail(plain).content.ends_with(
      "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\njust firing\r\n"));
  Settings html = settings();
  html.text = "";
  html.html = "<b>{{ .CommonLabels.instance }}</b>";
  EXPECT_TRUE(mail(html).content.ends_with("\r\n\r\n<b>web-1:9100</b>\r\n"));
}

TEST(Mail, TakesTheUsersHeaders) {
  Settings own = settings();
  own.headers = {{"subject", "{{ .Status }}: gr\xc3\xbcn"},
                 {"Reply-To", "{{ .Receiver }}@x"},
                 {"To", "team@example.org"},
                 {"Bcc", "x@y"},
                 {"Content-Type", "text/evil"}};
  const Mail one = mail(own);
  EXPECT_EQ(header(one, "Subject"), " =?utf-8?q?firing=3A_gr=C3=BCn?=");
  EXPECT_EQ(header(one, "Reply-To"), " all@x");
  EXPECT_EQ(header(one, "To"), " team@example.org");
  EXPECT_EQ(one.to.size(), 2U) << "who gets it is not what is shown";
  EXPECT_EQ(header(one, "Bcc"), "");
  EXPECT_EQ(header(one, "Content-Type").find("evil"), std::string::npos);
}

TEST(Mail, IsOneOfAThread) {
  const Mail first = mail(settings());
  notify::Notification later = notification_of({testing::resolved(high_cpu())});
  later.decided_at += std::chrono::hours(30);
  const Mail second = mail(settings(), later);
  EXPECT_EQ(header(first, "References"), header(second, "References"));
  EXPECT_EQ(header(first, "In-Reply-To"), header(first, "References"));
  EXPECT_NE(header(first, "Message-Id"), header(second, "Message-Id"));
  Settings daily = settings();
  daily.threading = Threading::daily;
  EXPECT_TRUE(header(mail(daily), "References").ends_with("-2026-11-21@siliconwatch>"));
  EXPECT_NE(header(mail(daily), "References"), header(mail(daily, later), "References"));
  Settings loose = settings();
  loose.threading = Threading::none;
  EXPECT_EQ(header(mail(loose), "References"), "");
}

TEST(Mail, HasTheSameIdentityHoweverOftenItIsTried) {
  const notify::Notification notification = notification_of({high_cpu()});
  notify::Rendering later = plain_rendering();
  later.surroundings.now += std::chrono::hours(1);
  const auto again = render(notification, settings(), later);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(header(*again, "Message-Id"), header(mail(settings(), notification), "Message-Id"));
  EXPECT_NE(header(*again, "Date"), header(mail(settings(), notification), "Date"));
}

TEST(Mail, LetsNothingOutOfItsPlace) {
  notify::Item item = high_cpu();
  item.notice.labels = {{"alertname", kHostile}, {"instance", kHostile}};
  item.notice.annotations = {{"summary", kHostile}};
  notify::Notification notification = notification_of({item});
  notification.group_labels = {{"alertname", kHostile}};
  Settings own = settings();
  own.headers = {{"X-What", "{{ .CommonLabels.instance }}"}};
  const Mail one = mail(own, notification);
  EXPECT_EQ(header(one, "Bcc"), "");
  EXPECT_EQ(headers(one).size(), headers(mail(own)).size());
  EXPECT_EQ(one.content.find("\r\n.\r\n"), std::string::npos);
  EXPECT_EQ(one.content.find("<script", one.content.find("Content-Type: text/html")),
            std::string::npos);
  EXPECT_EQ(one.to.size(), 2U);
  core::for_each_line(one.content, [](std::string_view line) {
    EXPECT_TRUE(line.ends_with('\r'));
    EXPECT_LE(line.size(), 99U);
    EXPECT_TRUE(core::is_utf8(line));
  });
}

TEST(Mail, IsOfBoundedSize) {
  notify::Item item = high_cpu();
  item.notice.annotations = {{"summary", std::string(1 << 20, 'x')}};
  EXPECT_LT(mail(settings(), notification_of(std::vector<notify::Item>(50, item))).content.size(),
            std::size_t{1} << 20);
}

TEST(Mail, SaysThatATemplateFailed) {
  Settings broken = settings();
  broken.html = "{{ .Nonsense }}";
  broken.headers = {{"Subject", "{{ .Nonsense }}"}};
  const Mail one = mail(broken);
  EXPECT_EQ(one.problems.size(), 2U);
  EXPECT_EQ(header(one, "Subject"), " [FIRING:1] HighCPU a (web-1:9100 critical)");
  EXPECT_NE(one.content.find("A template of this receiver failed: template: Subject:1:3"),
            std::string::npos);
}

TEST(Mail, NeedsAddresses) {
  Settings lost = settings();
  lost.to = "{{ .CommonLabels.nobody }}";
  const auto none = render(notification_of({high_cpu()}), lost, plain_rendering());
  EXPECT_EQ(none.error().message(), "to: there is no mail address");
  Settings two = settings();
  two.from = "a@b, c@d";
  EXPECT_EQ(render(notification_of({high_cpu()}), two, plain_rendering()).error().message(),
            "from: wants one address");
  Settings injected = settings();
  injected.to = "{{ .CommonLabels.to }}";
  notify::Item item = high_cpu();
  item.notice.labels = {{"to", "a@b>\r\nRCPT TO:<c@d"}};
  EXPECT_FALSE(render(notification_of({item}), injected, plain_rendering()).ok());
}

TEST(HeaderProblem, IsForNamesThatAreNoneOrNotTheUsers) {
  EXPECT_EQ(header_problem("X-Team"), "");
  EXPECT_EQ(header_problem("content-type"), "is for the program to set");
  EXPECT_EQ(header_problem("MIME-Version"), "is for the program to set");
  EXPECT_EQ(header_problem(""), "is no name of a header");
  EXPECT_EQ(header_problem("a:b"), "is no name of a header");
  EXPECT_EQ(header_problem("a\r\nb"), "is no name of a header");
}

}  // namespace
}  // namespace silicon::email
