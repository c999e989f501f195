#include "alerting/api/answer/answer.hpp"

#include <utility>

namespace silicon::api {
namespace {

struct TypeRow {
  std::string_view name;
  int status;
};

TypeRow row_of(ErrorType type) {
  switch (type) {
    case ErrorType::bad_data:
      return {"bad_data", 400};
    case ErrorType::execution:
      return {"execution", 422};
    case ErrorType::timeout:
      return {"timeout", 503};
    case ErrorType::canceled:
      return {"canceled", 499};
    case ErrorType::not_found:
      return {"not_found", 404};
    case ErrorType::unavailable:
      return {"unavailable", 503};
    case ErrorType::internal:
      break;
  }
  return {"internal", 500};
}

void write_list(core::JsonWriter& json, std::string_view name,
                const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.key(name).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

}  // namespace

Answer failure(ErrorType type, std::string_view message) {
  const TypeRow row = row_of(type);
  core::JsonWriter json;
  json.begin_object().member("status", "error").member("errorType", row.name);
  json.member("error", message).end_object();
  return {row.status, json.take()};
}

Answer invalid_parameter(std::string_view name, std::string_view message) {
  return failure(ErrorType::bad_data,
                 "invalid parameter \"" + std::string(name) + "\": " + std::string(message));
}

core::JsonWriter begin_success() {
  core::JsonWriter json;
  json.begin_object().member("status", "success").key("data");
  return json;
}

Answer success(core::JsonWriter written, const Remarks& remarks) {
  write_list(written, "warnings", remarks.warnings);
  write_list(written, "infos", remarks.infos);
  written.end_object();
  return {200, written.take()};
}

}  // namespace silicon::api
