#include "alerting/api/alertmanager/status.hpp"

#include "alerting/api/answer/spelling.hpp"

namespace silicon::api {

Answer show_status(const About& about) {
  core::JsonWriter json;
  json.begin_object().key("cluster").begin_object();
  json.key("peers").begin_array().end_array().member("status", "disabled").end_object();
  json.key("config").begin_object().member("original", about.config).end_object();
  json.member("uptime", millisecond_text(about.started)).key("versionInfo").begin_object();
  json.member("branch", about.version).member("buildDate", "").member("buildUser", "");
  json.member("goVersion", "").member("revision", "silicon-alerter");
  // Clients choose what they may ask for by the version of Alertmanager that we answer like.
  json.member("version", "0.28.0").end_object().end_object();
  return {200, json.take()};
}

Answer list_receivers(const std::vector<routing::Receiver>& receivers) {
  core::JsonWriter json;
  json.begin_array();
  for (const routing::Receiver& receiver : receivers) {
    json.begin_object().member("name", receiver.name).end_object();
  }
  json.end_array();
  return {200, json.take()};
}

}  // namespace silicon::api
