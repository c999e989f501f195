// What templates compute with: Go's values as far as a template can tell them apart. A tree of data
// in, so that alerts, notifications and whatever else can be shown to a template.
// Immutable and cheap to copy, as containers are shared; any thread.
// Tested by tests/alerting/template/value/value_test.cpp.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "exporter/core/result.hpp"

namespace silicon::templates {

class Value;
class Object;

// What a list or a map of a named type can be asked: Go's methods. nullopt where there is no such
// method. A plain function, so that a value stays data.
using Methods = std::optional<core::Result<Value>> (*)(const Value& self, std::string_view name,
                                                       std::span<const Value> arguments);

struct List {
  std::vector<Value> items;
  std::string type_name = "[]interface {}";  // for messages
  Methods methods = nullptr;
};

struct Map {
  std::map<std::string, Value, std::less<>> entries;
  // map[string]string: a key that is not there is worth "", otherwise nothing at all.
  bool of_text = false;
  Methods methods = nullptr;
};

class Value {
 public:
  Value() = default;  // nil
  template <std::same_as<bool> T>
  Value(T value) : state_(value) {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Value(T value) : state_(static_cast<std::int64_t>(value)) {}
  Value(double value) : state_(value) {}
  Value(std::string value) : state_(std::move(value)) {}
  Value(std::string_view value) : state_(std::string(value)) {}
  Value(const char* value) : state_(std::string(value)) {}
  Value(List value) : state_(std::make_shared<const List>(std::move(value))) {}
  Value(Map value) : state_(std::make_shared<const Map>(std::move(value))) {}
  Value(std::shared_ptr<const Object> value) : state_(std::move(value)) {}

  bool is_nil() const { return std::holds_alternative<std::monostate>(state_); }

  // Null where it is something else.
  const bool* boolean() const { return std::get_if<bool>(&state_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&state_); }
  const double* real() const { return std::get_if<double>(&state_); }
  const std::string* text() const { return std::get_if<std::string>(&state_); }
  const List* list() const { return pointee<List>(); }
  const Map* map() const { return pointee<Map>(); }
  const Object* object() const { return pointee<Object>(); }

  // Whether it may have methods: objects, lists and maps of named types.
  bool has_methods() const;
  // What a method says; nullopt where there is none of that name.
  std::optional<core::Result<Value>> call(std::string_view name,
                                          std::span<const Value> arguments) const;

  // As Go names it: "float64", "map[string]string", "<nil>".
  std::string type_name() const;

  // What `if` makes of it: false for nil, zero and what is empty.
  bool truth() const;

 private:
  template <class T>
  const T* pointee() const {
    const auto* shared = std::get_if<std::shared_ptr<const T>>(&state_);
    return shared == nullptr ? nullptr : shared->get();
  }

  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const List>,
               std::shared_ptr<const Map>, std::shared_ptr<const Object>>
      state_;
};

// A struct of Go's, or a pointer to one: fields, methods, and a way to print.
class Object {
 public:
  Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;

  virtual std::string type_name() const = 0;
  virtual std::string print() const = 0;
  // Prints as text of its own (Go's fmt.Stringer), so that %s suits it.
  virtual bool is_stringer() const { return false; }

  // nullopt where there is no such field.
  virtual std::optional<Value> field(std::string_view) const { return std::nullopt; }
  // All of them, in order, of what is nothing but its fields.
  virtual std::vector<std::pair<std::string, Value>> fields() const { return {}; }
  // nullopt where there is no such method.
  virtual std::optional<core::Result<Value>> call(std::string_view, std::span<const Value>) const {
    return std::nullopt;
  }
};

// A struct all of whose fields are known: {"Labels", ...}, {"Value", ...}.
Value make_struct(std::string type_name, std::vector<std::pair<std::string, Value>> fields);

}  // namespace silicon::templates
