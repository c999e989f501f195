#include "exporter/serve/routes.hpp"

#include <gtest/gtest.h>

#include "tests/support/manual_clock.hpp"

namespace silicon::serve {
namespace {

class RoutesTest : public ::testing::Test {
 protected:
  runtime::HttpResponse get(std::string path, std::string accept = "*/*",
                            std::string method = "GET") {
    runtime::HttpRequest request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.headers = {{"accept", std::move(accept)}};
    return handler_(request);
  }
  std::string own_page() { return *page_.text(core::ExpositionFormat::text); }

  testing::ManualClock clock_;
  Board board_{{"load"}};
  Instruments instruments_{"1.0"};
  Page page_{board_, instruments_, clock_};
  runtime::HttpHandler handler_ =
      counted(runtime::Router(routes({board_, page_, "1.0"})), instruments_);
};

TEST_F(RoutesTest, ServeTheFiguresInTheFormatThatIsAccepted) {
  board_.publish();
  EXPECT_EQ(get("/metrics").content_type, "text/plain; version=0.0.4; charset=utf-8");
  const auto response = get("/metrics", "application/openmetrics-text;version=1.0.0");
  EXPECT_EQ(response.content_type, "application/openmetrics-text; version=1.0.0; charset=utf-8");
  EXPECT_NE(response.text().find("# EOF"), std::string_view::npos);
}

TEST_F(RoutesTest, ShareOnePageBetweenScrapes) {
  board_.publish();
  EXPECT_EQ(get("/metrics").body, get("/metrics").body);
}

TEST_F(RoutesTest, AreHealthyAtOnceAndReadyOnceThereAreFigures) {
  EXPECT_EQ(get("/-/healthy").status, 200);
  EXPECT_EQ(get("/-/ready").status, 503);
  board_.publish();
  EXPECT_EQ(get("/-/ready").status, 200);
}

TEST_F(RoutesTest, ShowPeopleAnOverview) {
  const auto response = get("/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_NE(response.text().find("load"), std::string_view::npos);
}

TEST_F(RoutesTest, AnswerStrangePathsAndMethodsWithHelp) {
  EXPECT_EQ(get("/metric").status, 404);
  EXPECT_NE(get("/metric").text().find("/metrics"), std::string_view::npos);
  EXPECT_EQ(get("/metrics", "*/*", "POST").status, 405);
}

TEST_F(RoutesTest, CountAnswersWithoutASeriesForEveryStrangePath) {
  for (int i = 0; i < 50; ++i) (void)get("/strange/" + std::to_string(i));
  (void)get("/-/healthy");
  board_.publish();
  const std::string page = own_page();
  EXPECT_NE(page.find("silicon_http_requests_total{code=\"404\",path=\"other\"} 50\n"),
            std::string::npos);
  EXPECT_NE(page.find("silicon_http_requests_total{code=\"200\",path=\"/-/healthy\"} 1\n"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::serve
