#include "alerting/state/encoding/notifications.hpp"

#include <utility>

#include "alerting/state/encoding/parts.hpp"

namespace silicon::state {
namespace {

using notify::Item;
using notify::Notification;

// Of an item whose texts are all empty.
constexpr std::size_t kLeastItem = 20;

void write_notice(ByteWriter& out, const alert::Notice& notice) {
  write_rule(out, notice.rule());
  out.labels(notice.labels);
  write_annotations(out, notice.annotations);
  out.instant(notice.starts_at);
  out.instant(notice.ends_at);
  out.text(notice.generator_url());
  out.boolean(notice.resolved);
  out.boolean(notice.no_data);
  out.number(notice.value);
  out.number(notice.resolved_value);
}

alert::Notice read_notice(ByteReader& in) {
  alert::Notice notice;
  alert::RuleIdentity rule = read_rule(in);
  notice.labels = in.labels();
  notice.annotations = read_annotations(in);
  notice.starts_at = in.instant();
  notice.ends_at = in.instant();
  notice.origin = alert::make_origin(std::move(rule), std::string(in.text()));
  notice.resolved = in.boolean();
  notice.no_data = in.boolean();
  notice.value = in.optional_number();
  notice.resolved_value = in.optional_number();
  return notice;
}

void write_item(ByteWriter& out, const Item& item) {
  write_notice(out, item.notice);
  out.boolean(item.threshold.has_value());
  if (item.threshold) {
    out.text(item.threshold->comparison);
    out.number(item.threshold->value);
  }
  out.boolean(item.trend.has_value());
  if (item.trend) {
    out.number(item.trend->before);
    out.signed_integer(item.trend->ago.count());
  }
  out.boolean(item.acknowledgement.has_value());
  if (item.acknowledgement) {
    out.text(item.acknowledgement->by);
    out.text(item.acknowledgement->comment);
    out.instant(item.acknowledgement->until);
  }
}

Item read_item(ByteReader& in) {
  Item item;
  item.notice = read_notice(in);
  if (in.boolean()) {
    item.threshold.emplace();
    item.threshold->comparison = in.text();
    item.threshold->value = in.number();
  }
  if (in.boolean()) {
    item.trend.emplace();
    item.trend->before = in.number();
    item.trend->ago = core::Duration(in.signed_integer());
  }
  if (in.boolean()) {
    item.acknowledgement.emplace();
    item.acknowledgement->by = in.text();
    item.acknowledgement->comment = in.text();
    item.acknowledgement->until = in.optional_instant();
  }
  return item;
}

void write_notification(ByteWriter& out, const Notification& notification) {
  out.text(notification.receiver);
  out.text(notification.group_key);
  out.labels(notification.group_labels);
  write_list(out, notification.alerts, write_item);
  out.text(notification.external_url);
  out.instant(notification.decided_at);
  out.text(notification.reason);
  write_list(out, notification.remarks,
             [](ByteWriter& to, const std::string& remark) { to.text(remark); });
}

Notification read_notification(ByteReader& in) {
  Notification notification;
  notification.receiver = in.text();
  notification.group_key = in.text();
  notification.group_labels = in.labels();
  notification.alerts = read_list(in, kLeastItem, read_item);
  notification.external_url = in.text();
  notification.decided_at = in.instant();
  notification.reason = in.text();
  notification.remarks =
      read_list(in, 1, [](ByteReader& from) { return std::string(from.text()); });
  return notification;
}

}  // namespace

std::string encode(const OutboxEntry& entry) {
  ByteWriter out;
  out.integer(kForm);
  out.text(entry.integration);
  out.boolean(entry.dead);
  out.text(entry.answer);
  write_notification(out, entry.notification);
  return out.take();
}

core::Result<OutboxEntry> decode_outbox_entry(std::uint64_t id, std::string_view bytes) {
  ByteReader in(bytes);
  if (in.integer() != kForm) return unreadable("message");
  OutboxEntry entry;
  entry.id = id;
  entry.integration = in.text();
  entry.dead = in.boolean();
  entry.answer = in.text();
  entry.notification = read_notification(in);
  if (!in.done()) return unreadable("message");
  return entry;
}

}  // namespace silicon::state
