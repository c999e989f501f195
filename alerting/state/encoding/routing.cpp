#include "alerting/state/encoding/routing.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "alerting/state/encoding/parts.hpp"

namespace silicon::state {
namespace {

using routing::AlertHashes;
using routing::Channel;
using routing::MinuteRange;
using routing::NumberRange;
using routing::TimeInterval;
using routing::Told;

constexpr int kMinutesOfDay = 1440;
constexpr std::int64_t kLargestNumber = 9999;  // a year

void write_hashes(ByteWriter& out, const AlertHashes& hashes) {
  write_list(out, hashes, [](ByteWriter& to, std::uint64_t hash) { to.integer(hash); });
}

AlertHashes read_hashes(ByteReader& in) {
  AlertHashes hashes = read_list(in, 1, [](ByteReader& from) { return from.integer(); });
  const auto out_of_order =
      std::adjacent_find(hashes.begin(), hashes.end(), std::greater_equal<>());
  if (out_of_order != hashes.end()) in.fail();
  return hashes;
}

void write_told(ByteWriter& out, const Told& told) {
  out.instant(told.sent_at);
  write_hashes(out, told.firing);
  write_hashes(out, told.resolved);
  write_hashes(out, told.owed);
}

Told read_told(ByteReader& in) {
  Told told;
  told.sent_at = in.instant();
  told.firing = read_hashes(in);
  told.resolved = read_hashes(in);
  told.owed = read_hashes(in);
  return told;
}

void write_channel(ByteWriter& out, const Channel& channel) {
  out.text(channel.receiver);
  out.text(channel.integration);
  out.boolean(channel.told.has_value());
  if (channel.told) write_told(out, *channel.told);
  write_list(out, channel.pending, [](ByteWriter& to, const Channel::Pending& pending) {
    to.integer(pending.id);
    write_told(to, pending.told);
  });
}

Channel read_channel(ByteReader& in) {
  Channel channel;
  channel.receiver = in.text();
  channel.integration = in.text();
  if (in.boolean()) channel.told = read_told(in);
  channel.pending = read_list(in, 5, [](ByteReader& from) {
    Channel::Pending pending;
    pending.id = from.integer();
    pending.told = read_told(from);
    return pending;
  });
  return channel;
}

void write_matcher(ByteWriter& out, const routing::Matcher& matcher) {
  out.integer(static_cast<std::uint64_t>(matcher.type()));
  out.text(matcher.name());
  out.text(matcher.value());
}

routing::Matchers read_matchers(ByteReader& in) {
  routing::Matchers matchers;
  const std::size_t count = read_count(in, 3);
  for (std::size_t i = 0; in.ok() && i < count; ++i) {
    const std::uint64_t type = in.integer();
    std::string name(in.text());
    std::string value(in.text());
    if (!in.ok() || type > static_cast<std::uint64_t>(match::MatchType::not_regex)) {
      in.fail();
      break;
    }
    auto matcher = routing::Matcher::create(static_cast<match::MatchType>(type), std::move(name),
                                            std::move(value));
    if (matcher) {
      matchers.push_back(*std::move(matcher));
    } else {
      in.fail();
    }
  }
  return matchers;
}

int read_number(ByteReader& in) {
  const std::int64_t number = in.signed_integer();
  if (number < -kLargestNumber || number > kLargestNumber) {
    in.fail();
    return 0;
  }
  return static_cast<int>(number);
}

void write_minutes(ByteWriter& out, const MinuteRange& range) {
  out.signed_integer(range.start);
  out.signed_integer(range.end);
}

MinuteRange read_minutes(ByteReader& in) {
  MinuteRange range;
  range.start = read_number(in);
  range.end = read_number(in);
  if (range.start < 0 || range.end < range.start || range.end > kMinutesOfDay) in.fail();
  return range;
}

void write_range(ByteWriter& out, const NumberRange& range) {
  out.signed_integer(range.first);
  out.signed_integer(range.last);
}

NumberRange read_range(ByteReader& in) {
  NumberRange range;
  range.first = read_number(in);
  range.last = read_number(in);
  return range;
}

void write_interval(ByteWriter& out, const TimeInterval& interval) {
  write_list(out, interval.times, write_minutes);
  for (const auto* ranges :
       {&interval.weekdays, &interval.days_of_month, &interval.months, &interval.years}) {
    write_list(out, *ranges, write_range);
  }
  out.text(interval.zone.name());
}

TimeInterval read_interval(ByteReader& in) {
  TimeInterval interval;
  interval.times = read_list(in, 2, read_minutes);
  for (auto* ranges :
       {&interval.weekdays, &interval.days_of_month, &interval.months, &interval.years}) {
    *ranges = read_list(in, 2, read_range);
  }
  const std::string_view name = in.text();
  if (!in.ok()) return interval;
  if (auto zone = routing::TimeZone::find(name)) {
    interval.zone = *std::move(zone);
  } else {
    in.fail();
  }
  return interval;
}

}  // namespace

std::string encode(const routing::SavedGroup& group) {
  ByteWriter out;
  out.integer(kForm);
  out.text(group.identity.route);
  out.labels(group.identity.labels);
  out.instant(group.next_flush);
  out.boolean(group.flushed);
  out.integer(group.escalated);
  write_list(out, group.channels, write_channel);
  write_list(out, group.first_told, [](ByteWriter& to, const auto& told) {
    to.integer(told.first);
    to.instant(told.second);
  });
  return out.take();
}

std::string encode(const routing::Silence& silence) {
  ByteWriter out;
  out.integer(kForm);
  out.text(silence.id);
  write_list(out, silence.matchers, write_matcher);
  out.instant(silence.starts_at);
  out.instant(silence.ends_at);
  out.text(silence.created_by);
  out.text(silence.comment);
  out.instant(silence.updated_at);
  write_list(out, silence.schedule, write_interval);
  out.boolean(silence.until_resolved);
  out.boolean(silence.seen);
  return out.take();
}

std::string encode(const routing::Acknowledgement& acknowledgement) {
  ByteWriter out;
  out.integer(kForm);
  out.labels(acknowledgement.labels);
  out.instant(acknowledgement.starts_at);
  out.text(acknowledgement.by);
  out.text(acknowledgement.comment);
  out.instant(acknowledgement.at);
  out.instant(acknowledgement.until);
  return out.take();
}

core::Result<routing::SavedGroup> decode_group(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.integer() != kForm) return unreadable("group");
  routing::SavedGroup group;
  group.identity.route = in.text();
  group.identity.labels = in.labels();
  group.next_flush = in.instant();
  group.flushed = in.boolean();
  group.escalated = in.integer();
  group.channels = read_list(in, 4, read_channel);
  group.first_told = read_list(in, 2, [](ByteReader& from) {
    const std::uint64_t hash = from.integer();
    return std::pair(hash, from.instant());
  });
  if (!in.done()) return unreadable("group");
  return group;
}

core::Result<routing::Silence> decode_silence(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.integer() != kForm) return unreadable("silence");
  routing::Silence silence;
  silence.id = in.text();
  silence.matchers = read_matchers(in);
  silence.starts_at = in.instant();
  silence.ends_at = in.instant();
  silence.created_by = in.text();
  silence.comment = in.text();
  silence.updated_at = in.instant();
  silence.schedule = read_list(in, 6, read_interval);
  silence.until_resolved = in.boolean();
  silence.seen = in.boolean();
  if (!in.done()) return unreadable("silence");
  return silence;
}

core::Result<routing::Acknowledgement> decode_acknowledgement(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.integer() != kForm) return unreadable("acknowledgement");
  routing::Acknowledgement acknowledgement;
  acknowledgement.labels = in.labels();
  acknowledgement.starts_at = in.instant();
  acknowledgement.by = in.text();
  acknowledgement.comment = in.text();
  acknowledgement.at = in.instant();
  acknowledgement.until = in.optional_instant();
  if (!in.done()) return unreadable("acknowledgement");
  return acknowledgement;
}

}  // namespace silicon::state
