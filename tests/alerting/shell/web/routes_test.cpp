#include "alerting/shell/web/routes.hpp"

#include <gtest/gtest.h>

#include "tests/support/store_helpers.hpp"

namespace silicon::shell {
namespace {

using runtime::HttpRequest;
using runtime::HttpResponse;

class Web : public ::testing::Test {
 protected:
  Web() { testing::append(store_, {{"__name__", "up"}}, kNow, 1); }

  HttpResponse ask(std::string method, std::string path, std::string query = "",
                   std::string form = "") {
    Pages pages;
    pages.world = [this] {
      return api::World{store_,
                        [this](const auto& function) { return function(engine_); },
                        [] { return api::About(); },
                        [this] {
                          api::QueryContext context{store_};
                          context.now = kNow;
                          return context;
                        },
                        {}};
    };
    pages.alertmanager = [this] {
      api::AlertmanagerWorld world;
      world.look = [this](const auto& function) { return function(engine_); };
      world.change = [this](const auto& function) {
        engine::Notifier::Work work;
        return function(engine_, work);
      };
      world.about = [] { return api::About(); };
      world.now = kNow;
      world.fresh_id = [] { return std::string("id"); };
      return world;
    };
    pages.metrics = [](core::ExpositionFormat format) {
      return std::string(format == core::ExpositionFormat::text ? "text" : "openmetrics");
    };
    pages.ready = [this] { return ready_; };
    pages.hear = [](const std::string& name) { return name == "backup"; };
    pages.reload = reload_;
    HttpRequest request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.query = std::move(query);
    request.body = std::move(form);
    if (!content_type_.empty()) {
      request.headers.push_back({"Content-Type", content_type_});
    } else if (!request.body.empty()) {
      request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    }
    request.headers.push_back({"Accept", accept_});
    return runtime::Router(routes(pages))(request);
  }

  static std::string header(const HttpResponse& answer, std::string_view name) {
    for (const auto& one : answer.headers) {
      if (one.name == name) return one.value;
    }
    return "";
  }

  static constexpr core::Instant kNow{std::chrono::seconds(1'700'000'000)};
  series::Store store_{series::StoreLimits{}};
  engine::Engine engine_{store_, {}};
  bool ready_ = true;
  std::string accept_;
  std::string content_type_;  // "": a form's, where there is a body
  std::function<core::Status()> reload_ = [] { return core::Done{}; };
};

TEST_F(Web, PassesCallsToTheApi) {
  const HttpResponse answer = ask("GET", "/api/v1/query", "query=up");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_NE(answer.text().find(R"("value":[1700000000,"1"])"), std::string::npos);
  EXPECT_EQ(ask("GET", "/api/v1/query").status, 400);
  EXPECT_EQ(ask("GET", "/api/v1/nothing").status, 404);
  EXPECT_EQ(ask("POST", "/api/v1/rules").status, 405);
}

TEST_F(Web, ReadsFormsAndPrefersThem) {
  EXPECT_EQ(ask("POST", "/api/v1/query", "", "query=up").text(),
            ask("GET", "/api/v1/query", "query=up").text());
  EXPECT_NE(ask("POST", "/api/v1/query", "query=up", "query=1%2B1").text().find("scalar"),
            std::string::npos);
}

TEST_F(Web, TellsWhichMethodsACallTakes) {
  const HttpResponse head = ask("HEAD", "/api/v1/query", "query=up");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.text(), ask("GET", "/api/v1/query", "query=up").text());
  EXPECT_EQ(header(ask("POST", "/api/v1/rules"), "Allow"), "GET, HEAD, OPTIONS");
  const HttpResponse options = ask("OPTIONS", "/api/v1/query");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(header(options, "Allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(ask("DELETE", "/api/v1/series", "match[]=up").status, 405);
}

TEST_F(Web, PassesCallsToAlertmanagersApi) {
  const HttpResponse answer = ask("GET", "/api/v2/alerts", "active=true");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_EQ(answer.text(), "[]");
  EXPECT_EQ(ask("HEAD", "/api/v2/status").status, 200);
  EXPECT_EQ(ask("GET", "/api/v2/nothing").status, 404);
  EXPECT_EQ(ask("DELETE", "/api/v2/silence/x").status, 503);
  EXPECT_EQ(ask("DELETE", "/api/v2/alerts").status, 405);
  EXPECT_EQ(ask("GET", "/api/v1/monitoring/outbox").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/monitoring/explain", "filter=a%3Db").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/monitoring/nothing").status, 404);
}

// A form is what a page of another site can make a browser post.
TEST_F(Web, TakesChangesOnlyAsJson) {
  for (const char* path : {"/api/v2/alerts", "/api/v2/silences", "/api/v1/monitoring/acknowledge",
                           "/api/v1/monitoring/outbox/1/resend"}) {
    content_type_ = "";
    EXPECT_EQ(ask("POST", path).status, 415) << path;
    EXPECT_EQ(ask("POST", path, "", "[]").status, 415) << path;
    content_type_ = "text/plain";
    EXPECT_EQ(ask("POST", path, "", "[]").status, 415) << path;
    content_type_ = "application/json; charset=utf-8";
    EXPECT_NE(ask("POST", path, "", "[]").status, 415) << path;
  }
}

TEST_F(Web, ShowsMetricsInTheFormatAskedFor) {
  EXPECT_EQ(ask("GET", "/metrics").text(), "text");
  accept_ = "application/openmetrics-text";
  EXPECT_EQ(ask("GET", "/metrics").text(), "openmetrics");
}

TEST_F(Web, TellsHowItIs) {
  EXPECT_EQ(ask("GET", "/-/healthy").status, 200);
  EXPECT_EQ(ask("GET", "/-/ready").status, 200);
  ready_ = false;
  EXPECT_EQ(ask("GET", "/-/ready").status, 503);
}

TEST_F(Web, ReloadsWhenPosted) {
  EXPECT_EQ(ask("POST", "/-/reload").status, 200);
  EXPECT_EQ(ask("PUT", "/-/reload").status, 200);
  EXPECT_EQ(ask("GET", "/-/reload").status, 405);
  reload_ = [] { return core::Status(core::Error("a.yml:1:1: no")); };
  EXPECT_EQ(ask("POST", "/-/reload").status, 500);
  EXPECT_EQ(ask("POST", "/-/reload").text(), "failed to reload config: a.yml:1:1: no\n");
  reload_ = nullptr;
  EXPECT_EQ(ask("POST", "/-/reload").status, 403);
}

TEST_F(Web, HearsHeartbeatsOfThoseItExpects) {
  EXPECT_EQ(ask("POST", "/api/v1/heartbeat/backup").status, 200);
  EXPECT_EQ(ask("GET", "/api/v1/heartbeat/backup").status, 200);
  const HttpResponse unknown = ask("POST", "/api/v1/heartbeat/nobody");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(*unknown.body, "no heartbeat of that name is expected: see heartbeat.expect\n");
}

}  // namespace
}  // namespace silicon::shell
