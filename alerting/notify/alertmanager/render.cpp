#include "alerting/notify/alertmanager/render.hpp"

#include <nlohmann/json.hpp>

#include "exporter/core/calendar/timestamp.hpp"
#include "exporter/core/numbers.hpp"

namespace silicon::alertmanager {
namespace {

using Payload = nlohmann::ordered_json;

Payload annotations_of(const alert::Notice& notice, Extras extras) {
  Payload annotations = Payload::object();
  for (const core::LabelView annotation : notice.annotations) {
    annotations[std::string(annotation.name)] = annotation.value;
  }
  if (extras == Extras::none) return annotations;
  if (notice.no_data) annotations.emplace("no_data", "true");
  if (notice.resolved && notice.resolved_value) {
    annotations.emplace("resolved_value", core::format_double(*notice.resolved_value));
  }
  return annotations;
}

Payload labels_of(const alert::Notice& notice) {
  Payload labels = Payload::object();
  for (const core::LabelView label : notice.labels) {
    labels[std::string(label.name)] = label.value;
  }
  return labels;
}

}  // namespace

std::string render(std::span<const alert::Notice> notices, Extras extras) {
  Payload list = Payload::array();
  for (const alert::Notice& notice : notices) {
    Payload one = Payload::object();
    one["annotations"] = annotations_of(notice, extras);
    one["endsAt"] = core::format_timestamp(notice.ends_at);
    one["startsAt"] = core::format_timestamp(notice.starts_at);
    if (!notice.generator_url().empty()) one["generatorURL"] = notice.generator_url();
    one["labels"] = labels_of(notice);
    list.push_back(std::move(one));
  }
  return list.dump(-1, ' ', false, Payload::error_handler_t::replace);
}

}  // namespace silicon::alertmanager
