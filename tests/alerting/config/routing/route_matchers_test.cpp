#include "alerting/config/routing/route_matchers.hpp"

#include <gtest/gtest.h>

#include "tests/support/routing/routing_reading.hpp"

namespace silicon::config {
namespace {

using testing::read_routing_text;
using testing::routing_problem;

std::string first_route(std::string_view fields) {
  const auto read =
      read_routing_text("route:\n  receiver: team\n  routes:\n  - " + std::string(fields) + "\n");
  if (!read.errors.empty()) return read.errors.front();
  auto matchers = read.config.root.routes.at(0).matchers;
  routing::sort_matchers(matchers);
  return matchers_text(matchers);
}

TEST(RouteMatchers, AreReadFromAllThreeForms) {
  EXPECT_EQ(first_route("{match: {a: b, code: 500}, match_re: {c: 'd|e'}, "
                        "matchers: ['f!=g', '{h=~\"i\",\"odd name\"=j}']}"),
            R"({a="b",c=~"d|e",code="500",f!="g",h=~"i","odd name"="j"})");
  EXPECT_EQ(first_route("{matchers: []}"), "{}");
}

TEST(RouteMatchers, AreRefusedWithTheirPlace) {
  EXPECT_EQ(first_route("matchers: ['a']"),
            "a.yml:4:15: route.routes[0].matchers: \"a\": bad matcher format: a (end of input: "
            "expected an operator such as '=', '!=', '=~' or '!~')");
  EXPECT_EQ(first_route("match_re: {a: '('}"),
            "a.yml:4:15: route.routes[0].match_re: a: error parsing regexp: missing closing ): "
            "`(`");
  EXPECT_EQ(first_route("match: {'a b': c}")
                .rfind("a.yml:4:12: route.routes[0].match: invalid label name \"a b\"", 0),
            0U);
}

TEST(RouteMatchers, SayWhatTheNewSyntaxWouldNotRead) {
  const auto read =
      read_routing_text("route:\n  receiver: team\n  routes:\n  - matchers: ['team = a b']\n");
  EXPECT_TRUE(read.errors.empty());
  ASSERT_EQ(read.notes.size(), 1U);
  EXPECT_EQ(
      read.notes[0].rfind("a.yml:4:15: route.routes[0].matchers: \"team = a b\" is not in", 0), 0U);
}

}  // namespace
}  // namespace silicon::config
