#include "alerting/command/alerts/named.hpp"

#include <gtest/gtest.h>

namespace silicon::command {
namespace {

using Words = std::vector<std::string>;

NamedAlerts named(const Words& words) {
  auto result = named_alerts(words);
  EXPECT_TRUE(result.ok()) << result.error().message();
  return result ? *std::move(result) : NamedAlerts();
}

std::string json_of(const NamedAlerts& alerts) {
  core::JsonWriter json;
  json.begin_object();
  alerts.write(json);
  json.end_object();
  return json.take();
}

TEST(NamedAlerts, AreOneByItsFingerprint) {
  const NamedAlerts one = named({"0123456789abcdef"});
  EXPECT_EQ(one.query(), "?fingerprint=0123456789abcdef");
  EXPECT_EQ(json_of(one), R"({"fingerprint":"0123456789abcdef"})");
  EXPECT_EQ(named({"0123456789abcdeg"}).filters, Words{R"(alertname="0123456789abcdeg")"});
}

TEST(NamedAlerts, AreTakenAsAmtoolTakesThem) {
  const NamedAlerts some = named({"Disk Full", "instance=a", "team=~\"db|web\",job!=x"});
  EXPECT_EQ(some.filters, (Words{R"(alertname="Disk Full")", R"(instance="a")", R"(team=~"db|web")",
                                 R"(job!="x")"}));
  EXPECT_EQ(named({"instance=a"}).query(), "?filter=instance%3D%22a%22");
  EXPECT_EQ(json_of(named({"a=b", "c=d"})), R"({"filter":["a=\"b\"","c=\"d\""]})");
}

TEST(NamedAlerts, MustBeNamed) {
  EXPECT_EQ(named_alerts({}).error().message(),
            "which alert? a fingerprint, or a name and matchers");
  EXPECT_EQ(named_alerts({"Down", "instance"}).error().message().rfind("\"instance\": ", 0), 0U);
  EXPECT_FALSE(named_alerts({"a=~\"(\""}).ok());
}

TEST(LabelsOf, HaveOneValueEach) {
  EXPECT_EQ(labels_of({"Down", "team=db", "a=\"b c\""}).value(),
            (core::Labels{{"a", "b c"}, {"alertname", "Down"}, {"team", "db"}}));
  EXPECT_TRUE(labels_of({}).value().empty());
  EXPECT_EQ(labels_of({"team!=db"}).error().message(),
            "team!=\"db\": a label has one value, with '='");
  EXPECT_FALSE(labels_of({"x", "y"}).ok());
}

}  // namespace
}  // namespace silicon::command
