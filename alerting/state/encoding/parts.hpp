// What several kinds of saved values have in common, behind one another in their bytes. Not for
// users of alerts.hpp, routing.hpp and notifications.hpp. One thread per reader and writer.
// Tested by tests/alerting/state/encoding/alerts_test.cpp.
#pragma once

#include <vector>

#include "alerting/alert/alert.hpp"
#include "alerting/state/encoding/bytes.hpp"
#include "exporter/core/result.hpp"

namespace silicon::state {

// The first byte of everything that is saved: another form gets another number.
inline constexpr std::uint64_t kForm = 1;

// "saved WHAT cannot be read".
core::Error unreadable(std::string_view what);

// How many items follow, of which each takes `least` bytes at least: what claims more fails, and
// costs no memory.
std::size_t read_count(ByteReader& in, std::size_t least);

template <class Item, class Write>
void write_list(ByteWriter& out, const std::vector<Item>& list, Write write) {
  out.integer(list.size());
  for (const Item& item : list) write(out, item);
}

template <class Read>
auto read_list(ByteReader& in, std::size_t least, Read read) {
  std::vector<decltype(read(in))> list;
  const std::size_t count = read_count(in, least);
  for (std::size_t i = 0; in.ok() && i < count; ++i) list.push_back(read(in));
  return list;
}

void write_annotations(ByteWriter& out, const alert::Annotations& annotations);
alert::Annotations read_annotations(ByteReader& in);

void write_rule(ByteWriter& out, const alert::RuleIdentity& rule);
alert::RuleIdentity read_rule(ByteReader& in);

}  // namespace silicon::state
