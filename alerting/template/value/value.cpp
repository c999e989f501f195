#include "alerting/template/value/value.hpp"

#include "alerting/template/format/print.hpp"

namespace silicon::templates {
namespace {

class Struct : public Object {
 public:
  Struct(std::string type_name, std::vector<std::pair<std::string, Value>> fields)
      : type_name_(std::move(type_name)), fields_(std::move(fields)) {}

  std::string type_name() const override { return type_name_; }

  std::string print() const override {
    std::string out = "{";
    for (const auto& [name, value] : fields_) {
      if (out.size() > 1) out += ' ';
      out += templates::print(value);
    }
    return out + '}';
  }

  std::optional<Value> field(std::string_view wanted) const override {
    for (const auto& [name, value] : fields_) {
      if (name == wanted) return value;
    }
    return std::nullopt;
  }

  std::vector<std::pair<std::string, Value>> fields() const override { return fields_; }

 private:
  std::string type_name_;
  std::vector<std::pair<std::string, Value>> fields_;
};

Methods methods_of(const Value& value) {
  if (value.list() != nullptr) return value.list()->methods;
  return value.map() == nullptr ? nullptr : value.map()->methods;
}

}  // namespace

bool Value::has_methods() const {
  return object() != nullptr || methods_of(*this) != nullptr;
}

std::optional<core::Result<Value>> Value::call(std::string_view name,
                                               std::span<const Value> arguments) const {
  if (object() != nullptr) return object()->call(name, arguments);
  const Methods methods = methods_of(*this);
  return methods == nullptr ? std::nullopt : methods(*this, name, arguments);
}

std::string Value::type_name() const {
  if (boolean() != nullptr) return "bool";
  if (integer() != nullptr) return "int";
  if (real() != nullptr) return "float64";
  if (text() != nullptr) return "string";
  if (list() != nullptr) return list()->type_name;
  if (map() != nullptr) return map()->of_text ? "map[string]string" : "map[string]interface {}";
  if (object() != nullptr) return object()->type_name();
  return "<nil>";
}

bool Value::truth() const {
  if (const bool* value = boolean()) return *value;
  if (const std::int64_t* value = integer()) return *value != 0;
  if (const double* value = real()) return *value != 0;
  if (const std::string* value = text()) return !value->empty();
  if (list() != nullptr) return !list()->items.empty();
  if (map() != nullptr) return !map()->entries.empty();
  return object() != nullptr;
}

Value make_struct(std::string type_name, std::vector<std::pair<std::string, Value>> fields) {
  return Value(std::make_shared<const Struct>(std::move(type_name), std::move(fields)));
}

}  // namespace silicon::templates
