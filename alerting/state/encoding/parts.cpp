#include "alerting/state/encoding/parts.hpp"

#include <utility>

namespace silicon::state {

core::Error unreadable(std::string_view what) {
  return core::Error("saved " + std::string(what) + " cannot be read", core::ErrorKind::invalid);
}

std::size_t read_count(ByteReader& in, std::size_t least) {
  const std::uint64_t count = in.integer();
  if (count > in.left() / least) {
    in.fail();
    return 0;
  }
  return static_cast<std::size_t>(count);
}

void write_annotations(ByteWriter& out, const alert::Annotations& annotations) {
  out.integer(annotations.size());
  for (const core::LabelView annotation : annotations) {
    out.text(annotation.name);
    out.text(annotation.value);
  }
}

alert::Annotations read_annotations(ByteReader& in) {
  return alert::Annotations(read_list(in, 2, [](ByteReader& from) {
    std::string name(from.text());
    return core::Label{std::move(name), std::string(from.text())};
  }));
}

void write_rule(ByteWriter& out, const alert::RuleIdentity& rule) {
  out.text(rule.file);
  out.text(rule.group);
  out.text(rule.rule);
  out.labels(rule.labels);
  out.integer(rule.occurrence);
}

alert::RuleIdentity read_rule(ByteReader& in) {
  alert::RuleIdentity rule;
  rule.file = in.text();
  rule.group = in.text();
  rule.rule = in.text();
  rule.labels = in.labels();
  rule.occurrence = in.integer();
  return rule;
}

}  // namespace silicon::state
