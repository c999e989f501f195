#include "exporter/platform/apple/report/channel_reader.hpp"

#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "exporter/platform/apple/foundation/values.hpp"

namespace silicon::apple_platform {
namespace {

constexpr std::int32_t kMostStates = 4096;

std::string text_or_empty(const CoreFoundationApi& cf, CfString string) {
  return text_of(cf, string).value_or("");
}

// Without a copy where CoreFoundation keeps the text as bytes.
bool says(const CoreFoundationApi& cf, CfString string, const std::string& text) {
  if (string == nullptr) return text.empty();
  if (const char* bytes = cf.string_get_c_string_pointer(string, kCfUtf8)) return text == bytes;
  return text_or_empty(cf, string) == text;
}

}  // namespace

std::optional<std::uint64_t> nanoseconds_of(std::uint64_t ticks, const MachTimebase& timebase) {
  if (timebase.numerator == 0 || timebase.denominator == 0) return std::nullopt;
  // In two parts: ticks * numerator needs more than 64 bits after a few years.
  const std::uint64_t whole = ticks / timebase.denominator;
  const std::uint64_t rest = ticks % timebase.denominator;
  return whole * timebase.numerator + rest * timebase.numerator / timebase.denominator;
}

ChannelReader::ChannelReader(const CoreFoundationApi& cf, const IoReportApi& report,
                             const MachTimebase& timebase)
    : cf_(&cf),
      report_(&report),
      timebase_(timebase),
      elements_key_(make_string(cf, "RawElements")) {}

std::string ChannelReader::name_of(CfType object) const {
  const CfDictionary channel = dictionary_of(*cf_, object);
  return channel == nullptr ? "" : text_or_empty(*cf_, report_->channel_get_name(channel));
}

std::string ChannelReader::subgroup_of(CfType object) const {
  const CfDictionary channel = dictionary_of(*cf_, object);
  return channel == nullptr ? "" : text_or_empty(*cf_, report_->channel_get_subgroup(channel));
}

bool ChannelReader::is_same(CfDictionary object, const apple::ChannelIdentity& identity) const {
  if (!says(*cf_, report_->channel_get_name(object), identity.channel) ||
      !says(*cf_, report_->channel_get_subgroup(object), identity.subgroup)) {
    return false;
  }
  const int format = report_->channel_get_format(object);
  if (identity.format == apple::ChannelFormat::simple) return format == kReportSimple;
  return format == kReportState &&
         report_->state_get_count(object) == static_cast<std::int32_t>(identity.states.size());
}

// Null where it is nothing that is read here.
std::shared_ptr<const apple::ChannelIdentity> ChannelReader::identify(CfDictionary object) const {
  const int format = report_->channel_get_format(object);
  if (format != kReportSimple && format != kReportState) return nullptr;
  auto identity = std::make_shared<apple::ChannelIdentity>();
  identity->channel = text_or_empty(*cf_, report_->channel_get_name(object));
  if (identity->channel.empty()) return nullptr;
  identity->group = text_or_empty(*cf_, report_->channel_get_group(object));
  identity->subgroup = text_or_empty(*cf_, report_->channel_get_subgroup(object));
  identity->driver = text_or_empty(*cf_, report_->channel_get_driver(object));
  identity->unit = text_or_empty(*cf_, report_->channel_get_unit(object));
  if (format == kReportSimple) return identity;
  identity->format = apple::ChannelFormat::state;
  const std::int32_t states = report_->state_get_count(object);
  if (states < 0 || states > kMostStates) return nullptr;
  for (std::int32_t i = 0; i < states; ++i) {
    identity->states.push_back(text_or_empty(*cf_, report_->state_get_name(object, i)));
  }
  return identity;
}

bool ChannelReader::read(CfType object, apple::Channel& channel) const {
  const CfDictionary dictionary = dictionary_of(*cf_, object);
  if (dictionary == nullptr) return false;
  if (!channel.identity || !is_same(dictionary, *channel.identity)) {
    channel.identity = identify(dictionary);
  }
  if (!channel.identity) return false;
  channel.value = 0;
  channel.residencies.resize(channel.identity->states.size());
  if (channel.identity->format == apple::ChannelFormat::simple) {
    channel.value = report_->simple_get_value(dictionary, 0);
  }
  for (std::size_t i = 0; i < channel.residencies.size(); ++i) {
    channel.residencies[i] = report_->state_get_residency(dictionary, static_cast<std::int32_t>(i));
  }
  channel.published_ns = published_ns(dictionary);
  return true;
}

std::optional<std::uint64_t> ChannelReader::published_ns(CfDictionary object) const {
  if (!elements_key_) return std::nullopt;
  CfType elements = cf_->dictionary_get_value(object, elements_key_.get());
  if (elements == nullptr || cf_->get_type_id(elements) != cf_->data_type_id()) {
    return std::nullopt;
  }
  std::uint64_t ticks = 0;
  const auto* data = static_cast<CfData>(elements);
  constexpr auto kEnd = static_cast<CfIndex>(kReportTimestampOffset + sizeof ticks);
  const unsigned char* bytes = cf_->data_get_bytes(data);
  if (bytes == nullptr || cf_->data_get_length(data) < kEnd) return std::nullopt;
  std::memcpy(&ticks, bytes + kReportTimestampOffset, sizeof ticks);
  if (ticks == 0) return std::nullopt;  // never published
  return nanoseconds_of(ticks, timebase_);
}

}  // namespace silicon::apple_platform
