#include "alerting/state/encoding/alerts.hpp"

#include <utility>

#include "alerting/state/encoding/parts.hpp"

namespace silicon::state {
namespace {

alert::Phase read_phase(ByteReader& in) {
  switch (in.integer()) {
    case 0:
      return alert::Phase::pending;
    case 1:
      return alert::Phase::firing;
    case 2:
      return alert::Phase::resolved;
    default:
      in.fail();
      return alert::Phase::pending;
  }
}

}  // namespace

std::string encode(const alert::RuleIdentity& rule) {
  ByteWriter out;
  out.integer(kForm);
  write_rule(out, rule);
  return out.take();
}

std::string encode(const alert::Alert& alert) {
  ByteWriter out;
  out.integer(kForm);
  out.labels(alert.labels);
  write_annotations(out, alert.annotations);
  out.number(alert.value);
  out.integer(static_cast<std::uint64_t>(alert.phase));
  out.instant(alert.active_at);
  out.instant(alert.fired_at);
  out.instant(alert.keep_firing_since);
  out.instant(alert.resolved_at);
  out.instant(alert.last_sent_at);
  out.instant(alert.valid_until);
  out.instant(alert.no_data_since);
  out.instant(alert.data_back_at);
  out.number(alert.resolved_value);
  return out.take();
}

std::string encode(const core::Labels& labels) {
  ByteWriter out;
  out.labels(labels);
  return out.take();
}

core::Result<alert::RuleIdentity> decode_rule(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.integer() != kForm) return unreadable("rule");
  alert::RuleIdentity rule = read_rule(in);
  if (!in.done()) return unreadable("rule");
  return rule;
}

core::Result<alert::Alert> decode_alert(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.integer() != kForm) return unreadable("alert");
  alert::Alert alert;
  alert.labels = in.labels();
  alert.annotations = read_annotations(in);
  alert.value = in.number();
  alert.phase = read_phase(in);
  alert.active_at = in.instant();
  alert.fired_at = in.optional_instant();
  alert.keep_firing_since = in.optional_instant();
  alert.resolved_at = in.optional_instant();
  alert.last_sent_at = in.optional_instant();
  alert.valid_until = in.optional_instant();
  alert.no_data_since = in.optional_instant();
  alert.data_back_at = in.optional_instant();
  alert.resolved_value = in.optional_number();
  if (!in.done()) return unreadable("alert");
  return alert;
}

core::Result<core::Labels> decode_labels(std::string_view bytes) {
  ByteReader in(bytes);
  core::Labels labels = in.labels();
  if (!in.done()) return unreadable("label set");
  return labels;
}

}  // namespace silicon::state
