// IOReport over the channels of the fake Mac. The dictionaries of a group know which channels they
// stand for; a sample holds their values at that moment, and shares the texts.
#include <cstring>
#include <limits>

#include "tests/support/fake_apple/handles.hpp"
#include "tests/support/fake_apple/machine.hpp"

namespace silicon::testing::apple {
namespace {

using namespace silicon::apple_platform;

constexpr const char* kChannels = "IOReportChannels";

FakeMac& mac() {
  return FakeMac::current();
}

Object* text_or_null(const std::string& text) {
  return text.empty() ? nullptr : new StringObject(text);
}

void drop(Object* object) {
  if (object != nullptr) object->release();
}

// What is the same about a channel in all samples.
struct Legend {
  explicit Legend(const FakeChannel& channel)
      : group(text_or_null(channel.group)),
        subgroup(text_or_null(channel.subgroup)),
        name(text_or_null(channel.name)),
        driver(text_or_null(channel.driver)),
        unit(text_or_null(channel.unit)) {
    for (const auto& [state, residency] : channel.states) states.push_back(text_or_null(state));
  }
  Legend(const Legend&) = delete;
  Legend& operator=(const Legend&) = delete;
  ~Legend() {
    for (Object* object : {group, subgroup, name, driver, unit}) drop(object);
    for (Object* state : states) drop(state);
  }
  Object* group;
  Object* subgroup;
  Object* name;
  Object* driver;
  Object* unit;
  std::vector<Object*> states;
};

struct ChannelObject : DictionaryObject {
  ChannelObject(std::size_t number, std::shared_ptr<const Legend> shared)
      : index(number), legend(std::move(shared)) {}
  std::size_t index;
  std::shared_ptr<const Legend> legend;
  int format = 0;
  std::int64_t value = 0;
  std::vector<std::int64_t> residencies;
};

struct SubscriptionObject : Object {
  SubscriptionObject() : Object(Kind::subscription) {}
};

ChannelObject* new_channel(std::size_t index, std::shared_ptr<const Legend> legend) {
  const FakeChannel& channel = mac().channels.at(index);
  auto* object = new ChannelObject(index, std::move(legend));
  object->format = channel.format;
  object->value =
      channel.format == kReportSimple ? channel.value : std::numeric_limits<std::int64_t>::min();
  for (const auto& [state, residency] : channel.states) object->residencies.push_back(residency);
  return object;
}

CfMutableDictionary copy_channels(CfString group, CfString subgroup, std::uint64_t, std::uint64_t,
                                  std::uint64_t) {
  ++mac().channel_queries;
  const std::string& wanted = as<StringObject>(group)->text;
  auto* channels = new ArrayObject;
  for (std::size_t i = 0; i < mac().channels.size(); ++i) {
    const FakeChannel& channel = mac().channels[i];
    if (channel.group != wanted) continue;
    if (subgroup != nullptr && as<StringObject>(subgroup)->text != channel.subgroup) continue;
    channels->adopt(new_channel(i, std::make_shared<const Legend>(channel)));
  }
  if (channels->items.empty()) {
    channels->release();
    return nullptr;
  }
  auto* result = new DictionaryObject;
  result->adopt(kChannels, channels);
  result->adopt("QueryOpts", new NumberObject(std::int64_t{0}));
  return handle<CfMutableDictionary>(result);
}

const std::vector<Object*>& channels_of(const void* dictionary) {
  StringObject key(kChannels);
  return as<ArrayObject>(as<DictionaryObject>(dictionary)->find(&key))->items;
}

IoReportSubscription create_subscription(void*, CfMutableDictionary desired,
                                         CfMutableDictionary* subscribed, std::uint64_t, CfType) {
  StringObject options("QueryOpts");
  if (as<DictionaryObject>(desired)->find(&options) == nullptr) return nullptr;
  for (const Object* object : channels_of(desired)) {
    const std::size_t index = as<ChannelObject>(object)->index;
    if (mac().refused_groups.count(mac().channels.at(index).group) != 0) return nullptr;
  }
  *subscribed = handle<CfMutableDictionary>(object_of(desired)->retain());
  return handle<IoReportSubscription>(new SubscriptionObject);
}

Object* raw_elements(std::uint64_t ticks) {
  std::string element(64, '\0');
  std::memcpy(element.data() + kReportTimestampOffset, &ticks, sizeof ticks);
  return new DataObject(element);
}

Object* odd_sample() {
  return make(Dictionary{{kChannels, List{"a string", 7, List{}, Dictionary{{"a", 1}}}}});
}

CfDictionary create_samples(IoReportSubscription subscription, CfMutableDictionary subscribed,
                            CfType) {
  as<SubscriptionObject>(subscription);
  ++mac().samples_made;
  if (mac().samples_are_null) return nullptr;
  if (mac().samples_are_odd) return handle<CfDictionary>(odd_sample());
  auto* channels = new ArrayObject;
  for (const Object* object : channels_of(subscribed)) {
    const auto* subscribed_channel = as<ChannelObject>(object);
    const FakeChannel& channel = mac().channels.at(subscribed_channel->index);
    if (mac().vanished_groups.count(channel.group) != 0) continue;
    ChannelObject* sampled = new_channel(subscribed_channel->index, subscribed_channel->legend);
    if (channel.published_ticks != 0) {
      sampled->adopt("RawElements", raw_elements(channel.published_ticks));
    }
    channels->adopt(sampled);
  }
  auto* sample = new DictionaryObject;
  sample->adopt(kChannels, channels);
  return handle<CfDictionary>(sample);
}

// NULL for what is no channel, as the library says of dictionaries that lack what it looks for.
const ChannelObject* channel_of(CfDictionary dictionary) {
  return dynamic_cast<const ChannelObject*>(object_of(dictionary));
}

template <Object* Legend::*text>
CfString lend(CfDictionary dictionary) {
  const ChannelObject* channel = channel_of(dictionary);
  Object* object = channel == nullptr ? nullptr : channel->legend.get()->*text;
  return object == nullptr ? nullptr : handle<CfString>(object);
}

int get_format(CfDictionary dictionary) {
  const ChannelObject* channel = channel_of(dictionary);
  return channel == nullptr ? 0 : channel->format;
}

std::int64_t get_value(CfDictionary dictionary, std::int32_t) {
  return channel_of(dictionary)->value;
}

std::int32_t state_count(CfDictionary dictionary) {
  return static_cast<std::int32_t>(channel_of(dictionary)->residencies.size());
}

CfString state_name(CfDictionary dictionary, std::int32_t index) {
  Object* name = channel_of(dictionary)->legend->states.at(static_cast<std::size_t>(index));
  return name == nullptr ? nullptr : handle<CfString>(name);
}

std::int64_t state_residency(CfDictionary dictionary, std::int32_t index) {
  return channel_of(dictionary)->residencies.at(static_cast<std::size_t>(index));
}

}  // namespace

void add_report(SymbolTable& table) {
  using Api = IoReportApi;
  table.add("IOReportCopyChannelsInGroup", &Api::copy_channels_in_group, copy_channels);
  table.add("IOReportCreateSubscription", &Api::create_subscription, create_subscription);
  table.add("IOReportCreateSamples", &Api::create_samples, create_samples);
  table.add("IOReportChannelGetGroup", &Api::channel_get_group, lend<&Legend::group>);
  table.add("IOReportChannelGetSubGroup", &Api::channel_get_subgroup, lend<&Legend::subgroup>);
  table.add("IOReportChannelGetChannelName", &Api::channel_get_name, lend<&Legend::name>);
  table.add("IOReportChannelGetDriverName", &Api::channel_get_driver, lend<&Legend::driver>);
  table.add("IOReportChannelGetUnitLabel", &Api::channel_get_unit, lend<&Legend::unit>);
  table.add("IOReportChannelGetFormat", &Api::channel_get_format, get_format);
  table.add("IOReportSimpleGetIntegerValue", &Api::simple_get_value, get_value);
  table.add("IOReportStateGetCount", &Api::state_get_count, state_count);
  table.add("IOReportStateGetNameForIndex", &Api::state_get_name, state_name);
  table.add("IOReportStateGetResidency", &Api::state_get_residency, state_residency);
}

}  // namespace silicon::testing::apple
