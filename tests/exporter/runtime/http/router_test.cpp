#include "exporter/runtime/http/router.hpp"

#include <gtest/gtest.h>

namespace silicon::runtime {
namespace {

HttpHandler says(std::string text) {
  return [text](const HttpRequest&) { return text_response(200, text); };
}

Router example() {
  return Router({{"GET", "/", "what there is", says("home")},
                 {"GET", "/metrics", "figures for Prometheus", says("metrics")},
                 {"GET", "/api/label/*/values", "values of a label", says("values")},
                 {"POST", "/api/silences", "make a silence", says("made")},
                 {"GET", "/api/silences", "all silences", says("silences")},
                 {"GET", "/static/**", "", says("static")}});
}

HttpResponse ask(std::string method, std::string path) {
  HttpRequest request;
  request.method = std::move(method);
  request.path = std::move(path);
  return example()(request);
}

TEST(PathFits, ComparesWholeSegments) {
  EXPECT_TRUE(path_fits("/", "/"));
  EXPECT_TRUE(path_fits("/metrics", "/metrics"));
  for (const char* path :
       {"/", "/metric", "/metricsx", "/metrics/", "//metrics", "/metrics/x", ""}) {
    EXPECT_FALSE(path_fits("/metrics", path)) << path;
  }
}

TEST(PathFits, LetsAStarStandForOneSegment) {
  EXPECT_TRUE(path_fits("/label/*/values", "/label/job/values"));
  for (const char* path : {"/label//values", "/label/a/b/values", "/label/job", "/label/job/"}) {
    EXPECT_FALSE(path_fits("/label/*/values", path)) << path;
  }
}

TEST(PathFits, LetsTwoStarsStandForTheRest) {
  EXPECT_TRUE(path_fits("/static/**", "/static/a"));
  EXPECT_TRUE(path_fits("/static/**", "/static/a/b/c"));
  EXPECT_TRUE(path_fits("/static/**", "/static/"));
  EXPECT_FALSE(path_fits("/static/**", "/static"));
  EXPECT_FALSE(path_fits("/static/**", "/other/a"));
}

TEST(Router, CallsTheHandlerOfTheRoute) {
  EXPECT_EQ(ask("GET", "/").text(), "home");
  EXPECT_EQ(ask("GET", "/metrics").text(), "metrics");
  EXPECT_EQ(ask("GET", "/api/label/job/values").text(), "values");
  EXPECT_EQ(ask("POST", "/api/silences").text(), "made");
  EXPECT_EQ(ask("GET", "/api/silences").text(), "silences");
  EXPECT_EQ(ask("GET", "/static/app.js").text(), "static");
}

TEST(Router, AnswersHeadWhereverItAnswersGet) {
  EXPECT_EQ(ask("HEAD", "/metrics").status, 200);
}

TEST(Router, ListsThePagesThereAreWhenThereIsNoSuchOne) {
  const HttpResponse answer = ask("GET", "/metrix");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.text(),
            "404: there is no page /metrix here. There are:\n"
            "GET /                     what there is\n"
            "GET /metrics              figures for Prometheus\n"
            "GET /api/label/*/values   values of a label\n"
            "POST /api/silences        make a silence\n"
            "GET /api/silences         all silences\n");
}

TEST(Router, SaysWhichMethodsAPageTakes) {
  const HttpResponse answer = ask("DELETE", "/api/silences");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(find_header(answer.headers, "Allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(answer.text(),
            "405: /api/silences does not take DELETE, but GET, HEAD, OPTIONS, POST\n");
}

TEST(Router, AnswersOptionsWithoutABody) {
  const HttpResponse answer = ask("OPTIONS", "/metrics");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(find_header(answer.headers, "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(answer.text(), "");
}

TEST(Router, TakesTheFirstRouteThatFits) {
  const Router router({{"GET", "/api/own", "", says("own")}, {"GET", "/api/*", "", says("any")}});
  HttpRequest request;
  request.method = "GET";
  request.path = "/api/own";
  EXPECT_EQ(router(request).text(), "own");
  request.path = "/api/other";
  EXPECT_EQ(router(request).text(), "any");
}

TEST(Router, SaysThatNothingIsThereEvenForOptions) {
  EXPECT_EQ(ask("OPTIONS", "/nowhere").status, 404);
  EXPECT_EQ(Router({})(HttpRequest{}).status, 404);
}

TEST(Router, KeepsPagesWithoutADescriptionOutOfItsList) {
  EXPECT_EQ(example().list_of_pages().find("/static"), std::string::npos);
}

}  // namespace
}  // namespace silicon::runtime
