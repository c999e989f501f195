#include "exporter/platform/apple/sensors/hid_temperatures.hpp"

#include <optional>

#include "exporter/platform/apple/foundation/values.hpp"

namespace silicon::apple_platform {
namespace {

void add_number(const CoreFoundationApi& cf, CfMutableDictionary dictionary, std::string_view key,
                int number) {
  const Owned<CfString> name = make_string(cf, key);
  const Owned<CfNumber> value = make_number(cf, number);
  if (name && value) cf.dictionary_set_value(dictionary, name.get(), value.get());
}

}  // namespace

core::Result<HidTemperatures> HidTemperatures::open(const CoreFoundationApi& cf,
                                                    const HidApi& hid) {
  Owned<HidClient> client(cf, hid.client_create(nullptr));
  const Owned<CfMutableDictionary> matching = make_dictionary(cf);
  if (!client || !matching) {
    return core::Error("no HID event system here", core::ErrorKind::absent);
  }
  add_number(cf, matching.get(), "PrimaryUsagePage", kHidPageAppleVendor);
  add_number(cf, matching.get(), "PrimaryUsage", kHidUsageTemperature);
  hid.client_set_matching(client.get(), matching.get());
  HidTemperatures temperatures(cf, hid, std::move(client));
  temperatures.find_sensors();
  if (temperatures.sensors_.empty()) {
    return core::Error("no HID temperature sensors here", core::ErrorKind::absent);
  }
  return temperatures;
}

void HidTemperatures::find_sensors() {
  sensors_.clear();
  services_ = Owned<CfArray>(*cf_, hid_->client_copy_services(client_.get()));
  const Owned<CfString> product = make_string(*cf_, "Product");
  if (!services_ || !product) return;
  const CfIndex count = cf_->array_get_count(services_.get());
  for (CfIndex i = 0; i < count; ++i) {
    const auto* service = static_cast<HidService>(cf_->array_get_value(services_.get(), i));
    if (service == nullptr) continue;
    const Owned<CfType> name(*cf_, hid_->service_copy_property(service, product.get()));
    std::optional<std::string> text = text_of(*cf_, name.get());
    if (text) sensors_.push_back({.name = std::move(*text), .service = service});
  }
}

std::vector<apple::HidSensor> HidTemperatures::read() {
  std::vector<apple::HidSensor> result;
  for (const Sensor& sensor : sensors_) {
    const Owned<HidEvent> event(
        *cf_, hid_->service_copy_event(sensor.service, kHidTemperatureEvent, 0, 0));
    if (!event) continue;
    result.push_back(
        {.name = sensor.name, .celsius = hid_->event_get_float(event.get(), kHidTemperatureField)});
  }
  if (result.empty()) find_sensors();
  return result;
}

}  // namespace silicon::apple_platform
