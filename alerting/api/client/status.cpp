#include "alerting/api/client/status.hpp"

#include <utility>

#include "alerting/api/client/envelope.hpp"

namespace silicon::api {
namespace {

using Json = nlohmann::json;

std::vector<std::string> texts_in(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& one : list) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  }
  return texts;
}

// What `read` makes of the data.
template <class Value, class Read>
core::Result<Value> read_data(int status, std::string_view body, Read read) {
  const auto envelope = read_envelope(status, body);
  if (!envelope) return envelope.error();
  return Value(read(envelope->data));
}

}  // namespace

core::Result<std::vector<TargetReply>> read_targets(int status, std::string_view body) {
  using Targets = std::vector<TargetReply>;
  return read_data<Targets>(status, body, [](const Json& data) {
    Targets targets;
    for (const Json& one : list_of(data, "activeTargets")) {
      targets.push_back({text_of(one, "scrapePool"), text_of(one, "scrapeUrl"),
                         text_of(one, "health"), text_of(one, "lastError")});
    }
    return targets;
  });
}

core::Result<std::vector<RuleReply>> read_rules(int status, std::string_view body) {
  using Rules = std::vector<RuleReply>;
  return read_data<Rules>(status, body, [](const Json& data) {
    Rules rules;
    for (const Json& group : list_of(data, "groups")) {
      for (const Json& rule : list_of(group, "rules")) {
        rules.push_back({text_of(group, "file"), text_of(group, "name"), text_of(rule, "name"),
                         text_of(rule, "query"), text_of(rule, "type"), text_of(rule, "health"),
                         text_of(rule, "lastError")});
      }
    }
    return rules;
  });
}

core::Result<std::vector<std::string>> read_jobs(int status, std::string_view body) {
  return read_data<std::vector<std::string>>(
      status, body, [](const Json& data) { return texts_in(list_of(data, "scrapePools")); });
}

core::Result<std::vector<std::string>> read_texts(int status, std::string_view body) {
  return read_data<std::vector<std::string>>(status, body, [](const Json& data) {
    return data.is_array() ? texts_in(data) : std::vector<std::string>();
  });
}

core::Result<std::size_t> read_count(int status, std::string_view body) {
  return read_data<std::size_t>(status, body, [](const Json& data) {
    return data.is_array() ? data.size() : std::size_t{0};
  });
}

core::Result<std::vector<std::string>> read_alertmanagers(int status, std::string_view body) {
  using Urls = std::vector<std::string>;
  return read_data<Urls>(status, body, [](const Json& data) {
    Urls urls;
    for (const Json& one : list_of(data, "activeAlertmanagers"))
      urls.push_back(text_of(one, "url"));
    return urls;
  });
}

core::Result<bool> read_reload_success(int status, std::string_view body) {
  return read_data<bool>(status, body, [](const Json& data) {
    return !data.is_object() || data.value("reloadConfigSuccess", Json(true)) != Json(false);
  });
}

}  // namespace silicon::api
