// What a real promtool made of alert templates, where its answers are at hand.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "alerting/template/alert_template.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::templates {
namespace {

using Json = nlohmann::json;

// The alerts of the collection are called A0, A1...; only their errors say which is which.
std::string alert_name(const Json& entry) {
  for (const char* key : {"out", "parse_error"}) {
    if (!entry.at(key).is_string()) continue;
    const std::string text = entry.at(key);
    const std::size_t begin = text.find("__alert_");
    if (begin == std::string::npos) continue;
    const std::size_t name = begin + std::string("__alert_").size();
    return text.substr(name, text.find(':', name) - name);
  }
  return "A0";
}

// Three characters stood before each template where the answers were recorded, as the columns in
// its errors tell.
constexpr std::string_view kBefore = "v=[";

std::string expanded(const Json& entry, const std::string& name) {
  AlertFacts facts;
  facts.alert_name = name;
  facts.labels = {{"__name__", "m"}, {"instance", "web-1:9100"}, {"job", "x"}};
  facts.value = core::parse_double(entry.at("value").get<std::string>()).value();
  facts.query = [&](std::string_view expression) -> core::Result<std::vector<QuerySample>> {
    EXPECT_EQ(expression, "m");
    return std::vector<QuerySample>{{facts.labels, facts.value}};
  };
  auto text =
      expand_alert_text(std::string(kBefore) + entry.at("template").get<std::string>(), facts);
  if (text) return text->substr(kBefore.size());
  return "<error expanding template: " + text.error().message() + ">";
}

TEST(Golden, TemplatesReadAsPromtoolExpandsThem) {
  const std::filesystem::path path = std::filesystem::path(SILICON_SOURCE_DIR) /
                                     "../shared/data/golden/alert_templates_promtool_3.5.3.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  std::ifstream file(path);
  const Json collection = Json::parse(file);
  ASSERT_GT(collection.size(), 100U);
  for (const Json& entry : collection) {
    const std::string name = alert_name(entry);
    const std::string text = entry.at("template");
    const auto checked = check_alert_text(text, name);
    if (entry.at("parse_error").is_string()) {
      ASSERT_FALSE(checked) << text;
      EXPECT_EQ(checked.error().message(), entry.at("parse_error").get<std::string>()) << text;
    } else {
      EXPECT_TRUE(checked) << text << (checked ? "" : checked.error().message());
      EXPECT_EQ(expanded(entry, name), entry.at("out").get<std::string>())
          << text << " of " << entry.at("value");
    }
  }
}

}  // namespace
}  // namespace silicon::templates
