#include "alerting/notify/message/data.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/run_template.hpp"
#include "tests/support/notify/notifications.hpp"

namespace silicon::notify {
namespace {

using testing::high_cpu;
using testing::notification_of;
using testing::resolved;
using testing::run_template;

class Data : public ::testing::Test {
 protected:
  std::string text(std::string_view source) const {
    return run_template(source, data_of(notification_, testing::at_noon().now),
                        message_functions(testing::at_noon()));
  }

  Notification notification_ =
      notification_of({high_cpu(), high_cpu("web-2:9100"), resolved(high_cpu("web-3:9100"))});
};

TEST_F(Data, HasAlertmanagersFields) {
  EXPECT_EQ(text("{{.Receiver}} {{.Status}} {{.ExternalURL}} {{.NotificationReason}}"),
            "all firing http://vm:29194 first notification");
  EXPECT_EQ(text("{{.GroupLabels.alertname}} {{.CommonLabels.severity}}|{{.CommonLabels.instance}}"
                 "|{{.CommonAnnotations.summary}}"),
            "HighCPU critical||CPU high on web-1");
  EXPECT_EQ(text("{{len .Alerts}} {{len .Alerts.Firing}} {{.Alerts.Resolved | len}}"), "3 2 1");
}

TEST_F(Data, HasAlertmanagersAlerts) {
  EXPECT_EQ(text("{{with index .Alerts 0}}{{.Status}} {{.Labels.instance}} {{.Annotations.summary}}"
                 " {{.StartsAt}} {{.EndsAt.IsZero}} {{.GeneratorURL}} {{.Fingerprint}}{{end}}"),
            "firing web-1:9100 CPU high on web-1 2026-11-21 00:18:34 +0000 UTC true "
            "http://sidecar:9/graph?g0.expr=up e7aad32292e8e8c8");
  EXPECT_EQ(text("{{range .Alerts.Resolved}}{{.Status}} {{.EndsAt.Format \"15:04\"}}{{end}}"),
            "resolved 00:25");
  EXPECT_EQ(text("{{(index .Alerts 2).EndsAt.Sub (index .Alerts 2).StartsAt}}"), "6m26s");
}

TEST_F(Data, SortsPairsWithTheAlertsNameFirst) {
  notification_.alerts.resize(1);
  notification_.alerts[0].notice.labels = {{"Zeta", "1"}, {"alertname", "A"}, {"Alpha", "2"}};
  EXPECT_EQ(text("{{range .CommonLabels.SortedPairs}}{{.Name}}={{.Value}} {{end}}"),
            "alertname=A Alpha=2 Zeta=1 ");
  EXPECT_EQ(text("{{.CommonLabels.SortedPairs.Names | join \",\"}}"), "alertname,Alpha,Zeta");
  EXPECT_EQ(text("{{.CommonLabels.SortedPairs.Values | join \",\"}}"), "A,2,1");
  EXPECT_EQ(text("{{.CommonLabels.Names | join \",\"}} {{.CommonLabels.Values | join \",\"}}"),
            "alertname,Alpha,Zeta A,2,1");
}

TEST_F(Data, TakesLabelsAway) {
  EXPECT_EQ(text("{{(.CommonLabels.Remove .GroupLabels.Names).SortedPairs.Names | join \",\"}}"),
            "severity");
  EXPECT_EQ(text("{{len (.CommonLabels.Remove (stringSlice \"severity\" \"other\"))}}"), "2");
  EXPECT_NE(
      text("{{.CommonLabels.Remove \"severity\"}}").find("error calling Remove: wants a list"),
      std::string::npos);
  EXPECT_NE(text("{{.CommonLabels.Remove (list 1)}}").find("a name must be text"),
            std::string::npos);
}

TEST_F(Data, IsALoopOverLabelsAsInGo) {
  EXPECT_EQ(text("{{range $k, $v := .GroupLabels}}{{$k}}:{{$v}} {{end}}"),
            "alertname:HighCPU cluster:a ");
  EXPECT_EQ(text("{{index .GroupLabels \"cluster\"}} {{len .GroupLabels}}"), "a 2");
}

TEST_F(Data, HasWhatAlertmanagersLacks) {
  notification_.alerts[0].threshold = Threshold{">", 0.9};
  notification_.alerts[0].acknowledgement = Acknowledgement{"ann", "", std::nullopt};
  notification_.remarks = {"one\nline", "two"};
  EXPECT_EQ(text("{{with index .Alerts 0}}{{.What}}|{{.Where}}|{{.Since}}|{{.Value}}|{{.Measure}}|"
                 "{{.NoData}}|{{.Acknowledged}}|{{.Runbook}}|{{(index .Links 0).Name}}|"
                 "{{.AcknowledgeCommand}}{{end}}"),
            "CPU high on web-1|cluster a, instance web-1:9100|2026-11-21 00:18 UTC, for 3m 0s|0.97|"
            "0.97, above 0.9|false|by ann||graph|silicon-alerter ack e7aad32292e8e8c8");
  EXPECT_EQ(text("{{.Remarks | join \"; \"}}"), "one line; two");
}

TEST_F(Data, MayBeAboutOneAlert) {
  const templates::Value data =
      data_of(notification_, notification_.alerts[2], testing::at_noon().now);
  EXPECT_EQ(run_template("{{.Status}} {{len .Alerts}} {{.CommonLabels.instance}}", data),
            "resolved 1 web-3:9100");
}

TEST_F(Data, CutsWhatNoChannelTakes) {
  notification_.alerts.resize(1);
  notification_.alerts[0].notice.annotations = {{"summary", std::string(1 << 20, 'x')},
                                                {"bad", "\xff"}};
  EXPECT_LE(text("{{.CommonAnnotations.summary}}").size(), kMostValueBytes);
  EXPECT_EQ(text("{{.CommonAnnotations.bad}}"), "\xef\xbf\xbd");
}

}  // namespace
}  // namespace silicon::notify
