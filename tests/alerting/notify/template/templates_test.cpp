#include "alerting/notify/template/templates.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace silicon::notify {
namespace {

TEST(MessageTemplates, HaveOurOwnByAlertmanagersNames) {
  const MessageTemplates templates;
  for (const char* name :
       {"__subject", "__text_alert_list", "__alertmanagerURL", "slack.default.title",
        "slack.default.text", "pagerduty.default.description", "pagerduty.default.instances",
        "email.default.subject", "email.default.html", "email.default.text"}) {
    EXPECT_EQ(templates.all().definitions.count(name), 1U) << name;
  }
}

TEST(MessageTemplates, TakeTheUsersBeforeOurs) {
  const std::vector<TemplateFile> files{
      {"a.tmpl", "{{define \"__subject\"}}first{{end}}{{define \"mine\"}}x{{end}}"},
      {"b.tmpl", "{{define \"__subject\"}}second{{end}}"}};
  const auto templates = MessageTemplates::create(files);
  ASSERT_TRUE(templates.ok());
  const auto& subject = templates->all().definitions.at("__subject");
  EXPECT_EQ(subject.source->name, "b.tmpl");
  EXPECT_EQ(templates->all().definitions.count("mine"), 1U);
  EXPECT_EQ(templates->all().definitions.count("a.tmpl"), 1U);
  EXPECT_EQ(templates->own().definitions.at("__subject").source->name, "default");
  EXPECT_EQ(templates->own().definitions.count("mine"), 0U);
}

TEST(MessageTemplates, NameTheFileThatCannotBeParsed) {
  const std::vector<TemplateFile> files{{"a.tmpl", "fine"}, {"b.tmpl", "\n{{define \"x\"}}"}};
  const auto templates = MessageTemplates::create(files);
  ASSERT_FALSE(templates.ok());
  EXPECT_EQ(templates.error().message(), "template: b.tmpl:2: unexpected EOF");
  const std::vector<TemplateFile> unknown{{"c.tmpl", "{{nonsense}}"}};
  EXPECT_EQ(MessageTemplates::create(unknown).error().message(),
            "template: c.tmpl:1: function \"nonsense\" not defined");
}

TEST(CheckMessageText, SaysWhatIsWrong) {
  EXPECT_TRUE(check_message_text("title", "{{ .Status | toUpper }}").ok());
  EXPECT_EQ(check_message_text("title", "{{ .Status").error().message(),
            "template: title:1: unclosed action");
}

}  // namespace
}  // namespace silicon::notify
