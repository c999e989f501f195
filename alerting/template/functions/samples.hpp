// Results of queries as templates see them: query, first, value, label, strvalue, sortByLabel.
// Pure but for the query itself; any thread. Tested by
// tests/alerting/template/functions/samples_test.cpp.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "alerting/template/execute/function.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"

namespace silicon::templates {

struct QuerySample {
  core::Labels labels;
  double value = 0;
};

using Query = std::function<core::Result<std::vector<QuerySample>>(std::string_view expression)>;

// map[string]string
Value labels_value(const core::Labels& labels);

// Without `query`, queries are an error.
Functions sample_functions(Query query);

}  // namespace silicon::templates
