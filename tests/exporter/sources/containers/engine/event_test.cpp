#include "exporter/sources/containers/engine/event.hpp"

#include <gtest/gtest.h>

namespace silicon::engine {
namespace {

using Action = Event::Action;
using containers::Health;

std::string line(const std::string& action, const std::string& attributes = "") {
  return R"({"status":")" + action + R"(","Type":"container","Action":")" + action +
         R"(","Actor":{"ID":"abc","Attributes":{"name":"web","image":"shop:1")" + attributes +
         R"(}},"scope":"local","time":1795221415,"timeNano":1795221415250000000})";
}

TEST(Events, SayWhatHappenedToWhom) {
  const auto event = parse_event(line("die", R"(,"exitCode":"137","label":"x")"));
  ASSERT_TRUE(event);
  EXPECT_EQ(event->action, Action::die);
  EXPECT_EQ(event->id, "abc");
  EXPECT_EQ(event->name, "web");
  EXPECT_EQ(event->image, "shop:1");
  EXPECT_EQ(event->exit_code, 137);
  EXPECT_EQ(event->time, core::Instant(std::chrono::milliseconds(1795221415250)));
}

TEST(Events, AreToldApart) {
  const std::vector<std::pair<std::string, Action>> actions{{"create", Action::create},
                                                            {"start", Action::start},
                                                            {"destroy", Action::destroy},
                                                            {"rename", Action::rename},
                                                            {"update", Action::update},
                                                            {"pause", Action::pause},
                                                            {"unpause", Action::unpause},
                                                            {"restart", Action::restart},
                                                            {"oom", Action::oom},
                                                            {"kill", Action::other},
                                                            {"exec_start: true", Action::other},
                                                            {"", Action::other}};
  for (const auto& [word, action] : actions) {
    EXPECT_EQ(parse_event(line(word))->action, action) << word;
  }
}

TEST(Events, TellHealthInTheirAction) {
  EXPECT_EQ(parse_event(line("health_status: unhealthy"))->health, Health::unhealthy);
  EXPECT_EQ(parse_event(line("health_status: healthy"))->action, Action::health);
  EXPECT_EQ(parse_event(line("health_status: odd"))->health, std::nullopt);
}

TEST(Events, OfPodmanUseOtherWords) {
  const auto died = parse_event(line("died", R"(,"containerExitCode":"3")"));
  EXPECT_EQ(died->action, Action::die);
  EXPECT_EQ(died->exit_code, 3);
  EXPECT_EQ(parse_event(line("remove"))->action, Action::destroy);
  EXPECT_EQ(parse_event(line("health_status", R"(,"health_status":"unhealthy")"))->health,
            Health::unhealthy);
}

TEST(Events, OfOtherThingsAndNonsenseAreRefused) {
  for (const char* text :
       {"", "{", "[]", "null", R"({"Type":"network","Action":"create","Actor":{"ID":"abc"}})",
        R"({"Type":"container","Action":"start"})",
        R"({"Type":"container","Action":"start","Actor":{"ID":"../x"}})",
        R"({"Type":"container","Action":"start","Actor":{"ID":["abc"]}})"}) {
    EXPECT_FALSE(parse_event(text)) << text;
  }
}

TEST(Events, SurviveAbsurdFields) {
  const auto event = parse_event(
      R"({"Type":"container","Action":17,"Actor":{"ID":"abc","Attributes":[1]},"timeNano":"x"})");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->action, Action::other);
  EXPECT_EQ(event->time, std::nullopt);
  EXPECT_EQ(event->name, "");
}

}  // namespace
}  // namespace silicon::engine
