#include "alerting/config/routing/route_matchers.hpp"

#include <map>
#include <utility>
#include <vector>

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/routing/matching/parse.hpp"

namespace silicon::config {
namespace {

using runtime::YamlMap;

void read_map(YamlMap& map, const std::string& key, match::MatchType type, routing::Matchers& out) {
  std::map<std::string, std::string> texts;
  map.read(key, texts);
  for (auto& [name, value] : texts) {
    if (!promql::is_plain_label_name(name)) {
      map.fail(key, "invalid label name " + promql::quoted(name) +
                        "; names with other characters work in `matchers`, in quotes");
      continue;
    }
    auto matcher = routing::Matcher::create(type, name, std::move(value));
    if (matcher) {
      out.push_back(*std::move(matcher));
    } else {
      map.fail(key, name + ": " + matcher.error().message());
    }
  }
}

}  // namespace

void read_matchers(YamlMap& map, const std::string& prefix, runtime::YamlErrors& notes,
                   routing::Matchers& out) {
  read_map(map, prefix + "match", match::MatchType::equal, out);
  read_map(map, prefix + "match_re", match::MatchType::regex, out);
  const std::string key = prefix + "matchers";
  std::vector<std::string> texts;
  map.read(key, texts);
  for (const std::string& text : texts) {
    auto parsed = routing::parse_matchers(text);
    if (!parsed) {
      map.fail(key, promql::quoted(text) + ": " + parsed.error().message());
      continue;
    }
    if (!parsed->note.empty()) {
      notes.add(map.node(key)->mark, map.path_of(key), promql::quoted(text) + " " + parsed->note);
    }
    for (routing::Matcher& matcher : parsed->matchers) out.push_back(std::move(matcher));
  }
}

}  // namespace silicon::config
