#include "alerting/template/functions/samples.hpp"

#include <algorithm>

namespace silicon::templates {
namespace {

constexpr const char* kSampleType = "*template.sample";
constexpr const char* kResultType = "template.queryResult";

std::string label_of(const Value& sample, const std::string& name) {
  const auto labels = sample.object()->field("Labels");
  const auto found = labels->map()->entries.find(name);
  return found == labels->map()->entries.end() ? "" : *found->second.text();
}

Value list_of(const std::vector<QuerySample>& samples) {
  List list{{}, kResultType};
  for (const QuerySample& sample : samples) {
    list.items.push_back(make_struct(
        kSampleType, {{"Labels", labels_value(sample.labels)}, {"Value", sample.value}}));
  }
  return Value(std::move(list));
}

core::Result<Value> first(std::span<const Value> arguments) {
  const List& list = *arguments[0].list();
  if (list.items.empty()) return core::invalid("first() called on vector with no elements");
  return list.items.front();
}

core::Result<Value> sort_by_label(std::span<const Value> arguments) {
  const std::string& name = *arguments[0].text();
  List list = *arguments[1].list();
  std::stable_sort(list.items.begin(), list.items.end(), [&](const Value& a, const Value& b) {
    return label_of(a, name) < label_of(b, name);
  });
  return Value(std::move(list));
}

}  // namespace

Value labels_value(const core::Labels& labels) {
  Map map{{}, true};
  for (const core::LabelView label : labels) map.entries.emplace(label.name, label.value);
  return Value(std::move(map));
}

Functions sample_functions(Query query) {
  const Parameter sample = Parameter::named(kSampleType);
  const Parameter result = Parameter::named(kResultType);
  const auto run = [query = std::move(query)](std::span<const Value> a) -> core::Result<Value> {
    if (!query) return core::invalid("queries cannot be made here");
    auto samples = query(*a[0].text());
    if (!samples) return std::move(samples).error();
    return list_of(*samples);
  };
  return {
      {"query", {{Parameter::text()}, false, run}},
      {"first", {{result}, false, first}},
      {"value",
       {{sample},
        false,
        [](std::span<const Value> a) -> core::Result<Value> {
          return *a[0].object()->field("Value");
        }}},
      {"label",
       {{Parameter::text(), sample},
        false,
        [](std::span<const Value> a) -> core::Result<Value> {
          return Value(label_of(a[1], *a[0].text()));
        }}},
      {"strvalue",
       {{sample},
        false,
        [](std::span<const Value> a) -> core::Result<Value> {
          return Value(label_of(a[0], "__value__"));
        }}},
      {"sortByLabel", {{Parameter::text(), result}, false, sort_by_label}},
  };
}

}  // namespace silicon::templates
