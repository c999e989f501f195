// Against the mail that Alertmanager 0.28.1 was recorded to send for the same alert.
#include <gtest/gtest.h>

#include "alerting/notify/email/render.hpp"
#include "exporter/core/text.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::email {
namespace {

std::string header(std::string_view mail, std::string_view name) {
  std::string found;
  core::for_each_line(mail.substr(0, mail.find("\n\n")), [&](std::string_view line) {
    const auto [key, value] = core::cut(line, ':');
    if (found.empty() && key == name) found = core::trimmed(value);
  });
  return found;
}

TEST(EmailGolden, HasAlertmanagersHeaders) {
  const std::string golden = testing::golden_text("smtp_1795220316.311.eml");
  if (golden.empty()) GTEST_SKIP() << "no recorded mail";
  Settings settings;
  settings.from = "alerts@example.org";
  settings.to = "oncall@example.org";
  notify::Rendering rendering = testing::plain_rendering();
  rendering.surroundings.now = testing::instant("2026-11-21T00:18:36Z");
  const auto mail = render(testing::notification_of({testing::high_cpu()}), settings, rendering);
  ASSERT_TRUE(mail.ok());
  for (const char* name : {"Subject", "To", "From", "Date", "MIME-Version"}) {
    EXPECT_EQ(header(mail->content, name), header(golden, name)) << name;
  }
  EXPECT_TRUE(header(mail->content, "Content-Type").starts_with("multipart/alternative;"));
  EXPECT_TRUE(header(golden, "Content-Type").starts_with("multipart/alternative;"));
}

}  // namespace
}  // namespace silicon::email
