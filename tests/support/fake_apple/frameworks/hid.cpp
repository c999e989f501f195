// The HID event system: sensors as services, temperatures as events.
#include "tests/support/fake_apple/handles.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::testing::apple {
namespace {

using namespace silicon::apple_platform;

FakeMac& mac() {
  return FakeMac::current();
}

struct ClientObject : Object {
  ClientObject() : Object(Kind::hid_client) {}
  ~ClientObject() override {
    if (matching != nullptr) matching->release();
  }
  Object* matching = nullptr;
};

struct ServiceObject : Object {
  explicit ServiceObject(std::size_t number) : Object(Kind::hid_service), sensor(number) {}
  std::size_t sensor;
};

struct EventObject : Object {
  explicit EventObject(double temperature) : Object(Kind::hid_event), celsius(temperature) {}
  double celsius;
};

HidClient client_create(CfAllocator) {
  ++mac().hid_clients;
  return handle<HidClient>(new ClientObject);
}

void set_matching(HidClient client, CfDictionary matching) {
  as<ClientObject>(client)->matching = object_of(matching)->retain();
}

bool wants(const ClientObject& client, const char* key, std::int64_t number) {
  if (client.matching == nullptr) return false;
  StringObject name(key);
  Object* value = as<DictionaryObject>(client.matching)->find(&name);
  return value != nullptr && as<NumberObject>(value)->integer == number;
}

// Temperature sensors to who asks for those, keyboards and the rest to nobody.
CfArray copy_services(HidClient handle_of_client) {
  const auto& client = *as<ClientObject>(handle_of_client);
  if (!wants(client, "PrimaryUsagePage", 0xff00) || !wants(client, "PrimaryUsage", 5)) {
    return nullptr;
  }
  auto* services = new ArrayObject;
  for (std::size_t i = 0; i < mac().sensors.size(); ++i) services->adopt(new ServiceObject(i));
  return handle<CfArray>(services);
}

HidEvent copy_event(HidService service, std::int64_t type, std::int32_t, std::int64_t) {
  const std::size_t number = as<ServiceObject>(service)->sensor;
  if (type != kHidTemperatureEvent || number >= mac().sensors.size()) return nullptr;
  const FakeSensor& sensor = mac().sensors[number];
  return sensor.answers ? handle<HidEvent>(new EventObject(sensor.celsius)) : nullptr;
}

CfType copy_property(HidService service, CfString key) {
  if (as<StringObject>(key)->text != "Product") return nullptr;
  const std::string& name = mac().sensors.at(as<ServiceObject>(service)->sensor).name;
  return name.empty() ? nullptr : new StringObject(name);
}

double get_float(HidEvent event, std::int32_t field) {
  return field == kHidTemperatureField ? as<EventObject>(event)->celsius : 0;
}

}  // namespace

void add_hid(SymbolTable& table) {
  using Api = HidApi;
  table.add("IOHIDEventSystemClientCreate", &Api::client_create, client_create);
  table.add("IOHIDEventSystemClientSetMatching", &Api::client_set_matching, set_matching);
  table.add("IOHIDEventSystemClientCopyServices", &Api::client_copy_services, copy_services);
  table.add("IOHIDServiceClientCopyEvent", &Api::service_copy_event, copy_event);
  table.add("IOHIDServiceClientCopyProperty", &Api::service_copy_property, copy_property);
  table.add("IOHIDEventGetFloatValue", &Api::event_get_float, get_float);
}

}  // namespace silicon::testing::apple
