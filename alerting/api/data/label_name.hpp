// Label names that are not plain, as Prometheus 3 writes them in paths: "U__http_2e_status" is
// http.status (github.com/prometheus/common, model/metric.go, UnescapeName). Pure; any thread.
// Tested by tests/alerting/api/data/label_name_test.cpp.
#pragma once

#include <string>
#include <string_view>

namespace silicon::api {

// A name that does not begin with "U__", or whose escapes are broken, is taken as it stands. ""
// when it is no name at all: empty, or not UTF-8.
std::string unescaped_label_name(std::string_view name);

}  // namespace silicon::api
