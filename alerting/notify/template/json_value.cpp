#include "alerting/notify/template/json_value.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

#include "alerting/template/format/numbers.hpp"
#include "alerting/template/functions/time_values.hpp"

namespace silicon::notify {
namespace {

using templates::Value;

constexpr std::size_t kMostJson = std::size_t{1} << 20;
constexpr int kMostDepth = 50;

std::string quoted(const std::string& text) {
  const std::string plain =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::string out;
  for (const char c : plain) {
    if (c == '<') {
      out += "\\u003c";
    } else if (c == '>') {
      out += "\\u003e";
    } else if (c == '&') {
      out += "\\u0026";
    } else {
      out += c;
    }
  }
  return out;
}

class JsonPrinter {
 public:
  core::Status add(const Value& value, int depth) {
    if (depth > kMostDepth || out_.size() > kMostJson) return core::invalid("too much for JSON");
    if (value.list() != nullptr) return add_list(*value.list(), depth);
    if (value.map() != nullptr) return add_map(*value.map(), depth);
    if (value.object() != nullptr) return add_object(value, depth);
    if (value.real() != nullptr && !std::isfinite(*value.real())) {
      return core::invalid("json: unsupported value: " + templates::general(*value.real()));
    }
    out_ += scalar(value);
    return core::Done{};
  }

  std::string take() && { return std::move(out_); }

 private:
  static std::string scalar(const Value& value) {
    if (const bool* boolean = value.boolean()) return *boolean ? "true" : "false";
    if (const std::int64_t* integer = value.integer()) return std::to_string(*integer);
    if (const double* real = value.real()) return nlohmann::json(*real).dump();
    return value.text() == nullptr ? "null" : quoted(*value.text());
  }

  core::Status add_list(const templates::List& list, int depth) {
    char before = '[';
    for (const Value& item : list.items) {
      out_ += std::exchange(before, ',');
      if (auto status = add(item, depth + 1); !status) return status;
    }
    out_ += list.items.empty() ? "[]" : "]";
    return core::Done{};
  }

  core::Status add_map(const templates::Map& map, int depth) {
    char before = '{';
    for (const auto& [key, item] : map.entries) {
      out_ += std::exchange(before, ',');
      out_ += quoted(key) + ":";
      if (auto status = add(item, depth + 1); !status) return status;
    }
    out_ += map.entries.empty() ? "{}" : "}";
    return core::Done{};
  }

  // A struct of ours is what its fields are; anything else is what it prints.
  core::Status add_object(const Value& value, int depth) {
    if (const auto time = templates::instant_in(value)) {
      out_ += quoted(templates::format_time(*time, "2006-01-02T15:04:05.999Z07:00"));
      return core::Done{};
    }
    const auto fields = value.object()->fields();
    if (fields.empty()) {
      out_ += quoted(value.object()->print());
      return core::Done{};
    }
    templates::Map map;
    for (const auto& [name, field] : fields) map.entries.emplace(json_name(name), field);
    return add_map(map, depth);
  }

  // As Alertmanager names them in JSON: startsAt, generatorURL, externalURL.
  static std::string json_name(std::string name) {
    if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z') {
      name[0] = static_cast<char>(name[0] - 'A' + 'a');
    }
    return name;
  }

  std::string out_;
};

}  // namespace

core::Result<std::string> to_json(const Value& value) {
  JsonPrinter printer;
  if (auto status = printer.add(value, 0); !status) return std::move(status).error();
  return std::move(printer).take();
}

}  // namespace silicon::notify
