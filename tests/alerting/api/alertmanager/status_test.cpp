#include "alerting/api/alertmanager/status.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace silicon::api {
namespace {

using nlohmann::json;

TEST(ShowStatus, AnswersLikeAnAlertmanagerThatIsAlone) {
  About about;
  about.version = "0.1.0";
  about.started = core::Instant(std::chrono::seconds(1'700'000'000));
  about.config = "route:\n  receiver: team\n";
  EXPECT_EQ(json::parse(show_status(about).body), json::parse(R"({
      "cluster": {"peers": [], "status": "disabled"},
      "config": {"original": "route:\n  receiver: team\n"},
      "uptime": "2023-11-14T22:13:20.000Z",
      "versionInfo": {"branch": "0.1.0", "buildDate": "", "buildUser": "", "goVersion": "",
                      "revision": "silicon-alerter", "version": "0.28.0"}})"));
}

TEST(ListReceivers, NamesThemInTheirOrder) {
  EXPECT_EQ(list_receivers({{"team", {}}, {"boss", {}}}).body,
            R"([{"name":"team"},{"name":"boss"}])");
  EXPECT_EQ(list_receivers({}).body, "[]");
}

}  // namespace
}  // namespace silicon::api
