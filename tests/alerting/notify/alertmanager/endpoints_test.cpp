#include "alerting/notify/alertmanager/endpoints.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/relabel_helpers.hpp"

namespace silicon::alertmanager {
namespace {

using Urls = std::vector<std::string>;

TEST(FindEndpoints, AreTheAddressesWithThePathOfTheApi) {
  EXPECT_EQ(find_endpoints({}, {{{"am-1:9093", "am-2:9093"}, {}}, {{"am-1:9093"}, {}}}).urls,
            (Urls{"http://am-1:9093/api/v2/alerts", "http://am-2:9093/api/v2/alerts"}));
}

TEST(FindEndpoints, HaveAPrefixInAnySpelling) {
  for (const char* prefix : {"/am", "am", "/am/", "am//"}) {
    EXPECT_EQ(find_endpoints({"https", prefix, {}}, {{{"h:1"}, {}}}).urls,
              Urls{"https://h:1/am/api/v2/alerts"})
        << prefix;
  }
}

TEST(FindEndpoints, FollowWhatRelabellingSays) {
  EndpointOptions options;
  options.relabel = testing::rules({
      {.source_labels = {"use"}, .regex = "no", .action = "drop"},
      {.source_labels = {"path"}, .regex = "(.+)", .target_label = "__alerts_path__"},
      {.source_labels = {"scheme"}, .regex = "(.+)", .target_label = "__scheme__"},
  });
  const Endpoints endpoints = find_endpoints(
      options, {{{"a:1"}, {{"use", "no"}}}, {{"b:1"}, {{"path", "/x"}, {"scheme", "https"}}}});
  EXPECT_EQ(endpoints.urls, Urls{"https://b:1/x"});
  EXPECT_EQ(endpoints.dropped, Urls{"http://a:1/api/v2/alerts"});
}

TEST(FindEndpoints, LeaveOutWhatCannotBeAHost) {
  EXPECT_TRUE(find_endpoints({}, {{{"http://a:1", "", "u@h"}, {}}}).urls.empty());
}

}  // namespace
}  // namespace silicon::alertmanager
