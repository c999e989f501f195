// What came back from a scrape, and whether it is a page at all. Also what is asked: the headers of
// the request. Not the reading of the page: see ingestion.hpp.
// Pure; any thread. Tested by tests/alerting/scrape/response_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/scrape/job.hpp"
#include "exporter/core/exposition/format.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::scrape {

struct Response {
  core::Instant begun;
  core::SteadyDuration duration{};  // from the request to the last byte
  std::string failure;  // in words, when there is no whole answer: refused, timed out, too large
  int status = 0;
  std::string content_type;
  std::string body;  // uncompressed
};

// The format of a page that may be read, or why the scrape has failed: no answer, a status other
// than 200, a Content-Type that is not an exposition's where the job has no fallback.
core::Result<core::ExpositionFormat> judge(const Response& response, const Job& job);

// The Accept header: the job's protocols, the first preferred, as Prometheus 3 writes it.
std::string accept_header(const std::vector<Protocol>& protocols);

// "OpenMetricsText1.0.0" and so on, as in scrape_protocols; nullopt for another word.
std::optional<Protocol> parse_protocol(std::string_view word);

// The format that fallback_scrape_protocol means.
core::ExpositionFormat format_of(Protocol protocol);

}  // namespace silicon::scrape
