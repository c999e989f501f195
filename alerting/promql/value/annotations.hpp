// Remarks that come with a result: it is right as far as it goes, but the query probably does not
// mean what its author thinks. Texts are Prometheus's (util/annotations). Each is kept once.
// One thread at a time. Tested by tests/alerting/promql/value/annotations_test.cpp.
#pragma once

#include <string>
#include <vector>

#include "alerting/promql/syntax/ast.hpp"

namespace silicon::promql {

struct Annotation {
  enum class Kind { info, warning };

  Kind kind = Kind::info;
  std::string message;  // with its prefix: "PromQL info: ..."
  Position position;

  friend bool operator==(const Annotation&, const Annotation&) = default;
};

// "MESSAGE (1:5)", as the HTTP API shows it.
std::string render(const Annotation& annotation, std::string_view query);

class Annotations {
 public:
  void info(std::string message, Position position) {
    add({Annotation::Kind::info, "PromQL info: " + std::move(message), position});
  }
  void warning(std::string message, Position position) {
    add({Annotation::Kind::warning, "PromQL warning: " + std::move(message), position});
  }

  const std::vector<Annotation>& list() const { return list_; }

 private:
  void add(Annotation annotation);

  std::vector<Annotation> list_;
};

// The remarks themselves.
void invalid_quantile(Annotations& notes, double quantile, Position position);
void invalid_ratio(Annotations& notes, double ratio, double used, Position position);
void bad_bucket_label(Annotations& notes, std::string_view metric, std::string_view le,
                      Position position);
void possibly_no_counter(Annotations& notes, std::string_view metric, Position position);
void forced_monotonicity(Annotations& notes, std::string_view metric, Position position);

}  // namespace silicon::promql
