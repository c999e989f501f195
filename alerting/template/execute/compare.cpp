#include "alerting/template/execute/compare.hpp"

#include <string>

#include "alerting/template/format/print.hpp"

namespace silicon::templates {
namespace {

enum class Basic { boolean, integer, real, text, none };

Basic basic_kind(const Value& value) {
  if (value.boolean() != nullptr) return Basic::boolean;
  if (value.integer() != nullptr) return Basic::integer;
  if (value.real() != nullptr) return Basic::real;
  if (value.text() != nullptr) return Basic::text;
  return Basic::none;
}

core::Error incompatible(const Value& a, const Value& b) {
  return core::Error(
      "incompatible types for comparison: " + a.type_name() + " and " + b.type_name(),
      core::ErrorKind::invalid);
}

core::Error invalid_type() {
  return core::Error("invalid type for comparison", core::ErrorKind::invalid);
}

}  // namespace

core::Result<bool> equal(const Value& a, const Value& b) {
  if (a.is_nil() || b.is_nil()) return a.is_nil() == b.is_nil();
  const Basic kind = basic_kind(a);
  if (kind != basic_kind(b)) return incompatible(a, b);
  switch (kind) {
    case Basic::boolean:
      return *a.boolean() == *b.boolean();
    case Basic::integer:
      return *a.integer() == *b.integer();
    case Basic::real:
      return *a.real() == *b.real();
    case Basic::text:
      return *a.text() == *b.text();
    case Basic::none:
      break;
  }
  return core::Error("non-comparable type " + print(a) + ": " + a.type_name(),
                     core::ErrorKind::invalid);
}

core::Result<Value> equals_any(std::span<const Value> values) {
  if (values.size() < 2) {
    return core::Error("missing argument for comparison", core::ErrorKind::invalid);
  }
  for (const Value& other : values.subspan(1)) {
    const auto same = equal(values[0], other);
    if (!same) return same.error();
    if (*same) return Value(true);
  }
  return Value(false);
}

core::Result<bool> less(const Value& a, const Value& b) {
  const Basic kind = basic_kind(a);
  if (kind == Basic::none || basic_kind(b) == Basic::none) return invalid_type();
  if (kind != basic_kind(b)) return incompatible(a, b);
  switch (kind) {
    case Basic::integer:
      return *a.integer() < *b.integer();
    case Basic::real:
      return *a.real() < *b.real();
    case Basic::text:
      return *a.text() < *b.text();
    case Basic::boolean:
    case Basic::none:
      break;
  }
  return invalid_type();
}

}  // namespace silicon::templates
