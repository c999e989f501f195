// Templates of alerts: whatever they say, they end soon, with a text of bounded length or an error.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerting/template/alert_template.hpp"

namespace {

using silicon::core::Result;
using silicon::templates::QuerySample;

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  silicon::templates::AlertFacts facts;
  facts.alert_name = "A";
  facts.labels = {{"__name__", "m"}, {"instance", "web-1:9100"}, {"job", "x"}};
  facts.value = 12.345;
  facts.external_labels = {{"dc", "eu1"}};
  facts.external_url = "http://here:9090/prefix";
  facts.query = [&](std::string_view) -> Result<std::vector<QuerySample>> {
    return std::vector<QuerySample>{{facts.labels, 1}, {facts.external_labels, 2}};
  };
  const bool parsed = silicon::templates::check_alert_text(text, "A").ok();
  const auto result = silicon::templates::expand_alert_text(text, facts);
  require(parsed || !result);
  require(!result || result->size() <= std::max<std::size_t>(size, std::size_t{256} << 10));
  return 0;
}
