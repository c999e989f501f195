#include "alerting/scrape/response.hpp"

#include <array>
#include <utility>

#include "exporter/core/text.hpp"

namespace silicon::scrape {
namespace {

struct ProtocolWords {
  Protocol protocol;
  std::string_view word;
  std::string_view media_type;
};

constexpr std::array<ProtocolWords, 4> kProtocols{{
    {Protocol::openmetrics_1_0_0, "OpenMetricsText1.0.0",
     "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8"},
    {Protocol::openmetrics_0_0_1, "OpenMetricsText0.0.1",
     "application/openmetrics-text;version=0.0.1"},
    {Protocol::text_1_0_0, "PrometheusText1.0.0", "text/plain;version=1.0.0;escaping=allow-utf-8"},
    {Protocol::text_0_0_4, "PrometheusText0.0.4", "text/plain;version=0.0.4"},
}};

core::Error failed(std::string words) {
  return core::Error(std::move(words));
}

}  // namespace

core::Result<core::ExpositionFormat> judge(const Response& response, const Job& job) {
  if (!response.failure.empty()) return failed(response.failure);
  if (response.status != 200) {
    return failed("server returned HTTP status " + std::to_string(response.status));
  }
  if (const auto format = core::format_of_content_type(response.content_type)) return *format;
  if (job.fallback_format) return *job.fallback_format;
  if (response.content_type.empty()) {
    return failed(
        "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol "
        "specified for target");
  }
  return failed("received unsupported Content-Type " + core::excerpt(response.content_type) +
                " and no fallback_scrape_protocol specified for target");
}

std::string accept_header(const std::vector<Protocol>& protocols) {
  std::string header;
  // From 0.6 downwards for the four there are, as Prometheus counts.
  std::size_t weight = protocols.size() + 2;
  for (const Protocol protocol : protocols) {
    for (const ProtocolWords& known : kProtocols) {
      if (known.protocol == protocol) header += known.media_type;
    }
    header += ";q=0." + std::to_string(weight--) + ",";
  }
  return header + "*/*;q=0." + std::to_string(weight);
}

std::optional<Protocol> parse_protocol(std::string_view word) {
  for (const ProtocolWords& known : kProtocols) {
    if (known.word == word) return known.protocol;
  }
  return std::nullopt;
}

core::ExpositionFormat format_of(Protocol protocol) {
  const bool open =
      protocol == Protocol::openmetrics_1_0_0 || protocol == Protocol::openmetrics_0_0_1;
  return open ? core::ExpositionFormat::openmetrics : core::ExpositionFormat::text;
}

}  // namespace silicon::scrape
