#include "alerting/notify/message/data.hpp"

#include <algorithm>
#include <iterator>

#include "alerting/notify/message/clip.hpp"
#include "alerting/notify/message/words.hpp"
#include "alerting/template/functions/time_values.hpp"

namespace silicon::notify {
namespace {

using templates::List;
using templates::Map;
using templates::Value;
using Reply = std::optional<core::Result<Value>>;
using Arguments = std::span<const Value>;

Value text_list(std::vector<Value> items) {
  return List{std::move(items), "[]string"};
}

Value field_of(const Value& item, std::string_view name) {
  return item.object()->field(name).value_or(Value());
}

// Of a list of pairs.
Reply call_pairs(const Value& self, std::string_view name, Arguments) {
  if (name != "Names" && name != "Values") return std::nullopt;
  std::vector<Value> items;
  for (const Value& pair : self.list()->items) {
    items.push_back(field_of(pair, name == "Names" ? "Name" : "Value"));
  }
  return text_list(std::move(items));
}

// By name, but the alert's name before all others.
Value sorted_pairs(const Map& map) {
  List pairs{{}, "template.Pairs", call_pairs};
  const auto add = [&](const std::string& name, const Value& value) {
    pairs.items.push_back(
        templates::make_struct("template.Pair", {{"Name", name}, {"Value", value}}));
  };
  const auto first = map.entries.find("alertname");
  if (first != map.entries.end()) add(first->first, first->second);
  for (const auto& [name, value] : map.entries) {
    if (name != "alertname") add(name, value);
  }
  return pairs;
}

core::Result<Value> without(const Map& map, Arguments arguments) {
  const bool wants_list = arguments.size() == 1 && arguments[0].list() != nullptr;
  if (!wants_list) return core::Error("wants a list of names", core::ErrorKind::invalid);
  Map rest = map;
  for (const Value& name : arguments[0].list()->items) {
    if (name.text() == nullptr) return core::Error("a name must be text", core::ErrorKind::invalid);
    rest.entries.erase(*name.text());
  }
  return Value(std::move(rest));
}

// Of a map of labels: Alertmanager's KV.
Reply call_map(const Value& self, std::string_view name, Arguments arguments) {
  if (name == "SortedPairs") return sorted_pairs(*self.map());
  if (name == "Remove") return without(*self.map(), arguments);
  if (name == "Names" || name == "Values") {
    return call_pairs(sorted_pairs(*self.map()), name, arguments);
  }
  return std::nullopt;
}

template <class Range>
Value map_of(const Range& labels) {
  Map map{{}, true, call_map};
  for (const auto& [name, value] : labels) {
    map.entries.insert_or_assign(valid_utf8(name), clip_bytes(value, kMostValueBytes));
  }
  return map;
}

Reply call_alerts(const Value& self, std::string_view name, Arguments) {
  if (name != "Firing" && name != "Resolved") return std::nullopt;
  const std::string wanted(status_name(name == "Firing"));
  List some{{}, "[]template.Alert"};
  std::copy_if(self.list()->items.begin(), self.list()->items.end(), std::back_inserter(some.items),
               [&](const Value& item) { return *field_of(item, "Status").text() == wanted; });
  return Value(std::move(some));
}

Value links_of(const Item& item) {
  List list{{}, "[]template.Link"};
  for (const Link& link : links(item)) {
    list.items.push_back(
        templates::make_struct("template.Link", {{"Name", link.name}, {"URL", link.url}}));
  }
  return list;
}

Value alert_of(const Item& item, core::Instant now) {
  const alert::Notice& notice = item.notice;
  return templates::make_struct(
      "template.Alert",
      {{"Status", status_name(!notice.resolved)},
       {"Labels", map_of(notice.labels)},
       {"Annotations", map_of(notice.annotations)},
       {"StartsAt", templates::time_value(notice.starts_at)},
       {"EndsAt", templates::time_value(notice.resolved ? notice.ends_at : templates::kZeroTime)},
       {"GeneratorURL", clip_bytes(notice.generator_url(), kMostValueBytes)},
       {"Fingerprint", fingerprint(notice.labels)},
       {"What", what(item)},
       {"Where", where(notice.labels)},
       {"Since", since(item, now)},
       {"Value", notice.value ? Value(*notice.value) : Value()},
       {"Measure", measure(item)},
       {"NoData", notice.no_data},
       {"Acknowledged", acknowledged(item)},
       {"Runbook", runbook(item)},
       {"Links", links_of(item)},
       {"AcknowledgeCommand", acknowledge_command(item)},
       {"SilenceCommand", silence_command(item)}});
}

Value data_of(const Notification& notification, std::span<const Item> alerts, core::Instant now) {
  List list{{}, "template.Alerts", call_alerts};
  bool firing = false;
  for (const Item& item : alerts) {
    list.items.push_back(alert_of(item, now));
    firing = firing || !item.notice.resolved;
  }
  std::vector<Value> remarks;
  for (const std::string& remark : notification.remarks) remarks.emplace_back(one_line(remark));
  return templates::make_struct("*template.Data",
                                {{"Receiver", valid_utf8(notification.receiver)},
                                 {"Status", status_name(firing)},
                                 {"Alerts", Value(std::move(list))},
                                 {"GroupLabels", map_of(notification.group_labels)},
                                 {"CommonLabels", map_of(common_labels(alerts))},
                                 {"CommonAnnotations", map_of(common_annotations(alerts))},
                                 {"ExternalURL", valid_utf8(notification.external_url)},
                                 {"NotificationReason", one_line(notification.reason)},
                                 {"Remarks", text_list(std::move(remarks))}});
}

}  // namespace

Value data_of(const Notification& notification, core::Instant now) {
  return data_of(notification, std::span(notification.alerts), now);
}

Value data_of(const Notification& notification, const Item& only, core::Instant now) {
  return data_of(notification, std::span(&only, 1), now);
}

}  // namespace silicon::notify
