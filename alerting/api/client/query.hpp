// What a Prometheus API answered to a query, as values. Native histograms are read, too: other
// servers have them. Pure; any thread. Tested by tests/alerting/api/client/query_test.cpp, fuzzed
// by tests/fuzz/alerting/api/api_replies.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/api/answer/answer.hpp"
#include "exporter/core/labels.hpp"
#include "exporter/core/result.hpp"
#include "exporter/core/time.hpp"

namespace silicon::api {

struct ReplyPoint {
  core::Instant time;
  double value = 0;
};

struct ReplyBucket {
  int boundaries = 0;  // 0: (lower, upper], 1: [lower, upper), 2: both open, 3: both closed
  double lower = 0;
  double upper = 0;
  double count = 0;
};

struct ReplyHistogram {
  core::Instant time;
  double count = 0;
  double sum = 0;
  std::vector<ReplyBucket> buckets;
};

struct ReplySeries {
  core::Labels labels;
  std::vector<ReplyPoint> points;  // of an instant vector, one of these or of the others
  std::vector<ReplyHistogram> histograms;
};

struct QueryReply {
  enum class Type { vector, matrix, scalar, string };

  Type type = Type::vector;
  std::vector<ReplySeries> series;  // in the order of the answer
  ReplyPoint scalar;                // also the time of a string
  std::string text;                 // of a string
  Remarks remarks;
};

// Errors as in envelope.hpp.
core::Result<QueryReply> read_query_reply(int status, std::string_view body);

}  // namespace silicon::api
