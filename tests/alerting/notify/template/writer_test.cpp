#include "alerting/notify/template/writer.hpp"

#include <gtest/gtest.h>

#include "alerting/notify/message/data.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using testing::high_cpu;
using testing::notification_of;

class WriterTest : public ::testing::Test {
 protected:
  Writer writer(const Notification& notification = notification_of({high_cpu()})) {
    return Writer(templates_, surroundings_, data_of(notification, surroundings_.now));
  }

  MessageTemplates templates_;
  Surroundings surroundings_ = testing::at_noon();
};

TEST_F(WriterTest, CarriesActionsOut) {
  Writer writer = this->writer();
  EXPECT_EQ(writer.write({"f", "no action, <b>"}, Channel::html), "no action, <b>");
  EXPECT_EQ(writer.write({"f", "{{ .Status | toUpper }}"}), "FIRING");
  EXPECT_EQ(writer.write({"f", "{{ template \"__subject\" . }}"}),
            "[FIRING:1] HighCPU a (web-1:9100 critical)");
  EXPECT_TRUE(writer.problems().empty());
}

TEST_F(WriterTest, EscapesForItsChannel) {
  Notification notification = notification_of({high_cpu("<!channel>&")});
  Writer writer = this->writer(notification);
  const std::string source = "<b>{{ .CommonLabels.instance }}</b>";
  EXPECT_EQ(writer.write({"f", source}), "<b><!channel>&</b>");
  EXPECT_EQ(writer.write({"f", source}, Channel::html), "<b>&lt;!channel&gt;&amp;</b>");
  EXPECT_EQ(writer.write({"f", source}, Channel::slack), "<b>&lt;!channel&gt;&amp;</b>");
}

TEST_F(WriterTest, LosesNoMessageForATemplateThatFails) {
  Writer writer = this->writer();
  EXPECT_EQ(writer.write({"title", "{{ .Nonsense }}", "{{ .Status }}"}), "firing");
  ASSERT_EQ(writer.problems().size(), 1U);
  EXPECT_EQ(
      writer.problems()[0],
      "template: title:1:3: executing \"title\" at <.Nonsense>: can't evaluate field Nonsense "
      "in type *template.Data");
  EXPECT_EQ(writer.write({"text", "{{ template \"gone\" . }}", "plain"}), "plain");
  EXPECT_EQ(writer.write({"text", "{{", "{{ .Worse }}"}), "");
  EXPECT_EQ(writer.problems().size(), 4U);
}

TEST_F(WriterTest, FallsBackToOurOwnTemplatesWhenTheUsersFail) {
  const std::vector<TemplateFile> files{
      {"bad.tmpl", "{{define \"__subject\"}}{{ .Nonsense }}{{end}}"}};
  templates_ = *MessageTemplates::create(files);
  Writer writer = this->writer();
  const std::string title = "{{ template \"__subject\" . }}";
  EXPECT_EQ(writer.write({"title", title, title}), "[FIRING:1] HighCPU a (web-1:9100 critical)");
  ASSERT_EQ(writer.problems().size(), 1U);
  EXPECT_NE(writer.problems()[0].find("template: bad.tmpl:1:25"), std::string::npos)
      << writer.problems()[0];
}

TEST_F(WriterTest, EndsWhateverTheTemplateDoes) {
  Writer writer = this->writer();
  const std::string endless = "{{define \"a\"}}{{template \"a\" .}}{{end}}{{template \"a\" .}}";
  EXPECT_EQ(writer.write({"f", endless, "x"}), "x");
  const std::string wide = "{{range 100000}}0123456789 0123456789 0123456789{{end}}";
  EXPECT_EQ(writer.write({"f", wide, "x"}), "x");
}

TEST_F(WriterTest, WritesThousandsOfAlerts) {
  std::vector<Item> alerts;
  for (int i = 0; i < 2000; ++i) alerts.push_back(high_cpu("web-" + std::to_string(i)));
  Writer writer = this->writer(notification_of(std::move(alerts)));
  const std::string text = writer.write({"f", "{{ template \"__text_alert_list\" .Alerts }}"});
  EXPECT_TRUE(writer.problems().empty());
  EXPECT_NE(text.find("instance = web-1999"), std::string::npos);
}

}  // namespace
}  // namespace silicon::notify
