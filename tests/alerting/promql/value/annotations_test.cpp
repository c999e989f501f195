#include "alerting/promql/value/annotations.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace silicon::promql {
namespace {

TEST(Annotations, SayWhatPrometheusSays) {
  Annotations notes;
  invalid_quantile(notes, 1.5, {3, 6});
  invalid_ratio(notes, -1.1, -1, {});
  bad_bucket_label(notes, "x_bucket", "many", {});
  possibly_no_counter(notes, "load", {});
  forced_monotonicity(notes, "x_bucket", {});
  std::vector<std::string> messages;
  for (const Annotation& note : notes.list()) messages.push_back(note.message);
  EXPECT_EQ(
      messages,
      (std::vector<std::string>{
          "PromQL warning: quantile value should be between 0 and 1, got 1.5",
          "PromQL warning: ratio value should be between -1 and 1, got -1.1, capping to -1",
          "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"many\" for "
          "metric name \"x_bucket\"",
          "PromQL info: metric might not be a counter, name does not end in "
          "_total/_sum/_count/_bucket: \"load\"",
          "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see "
          "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile) "
          "for metric name \"x_bucket\""}));
  EXPECT_EQ(render(notes.list()[0], "up\n+ x"), messages[0] + " (2:1)");
}

TEST(Annotations, KeepEachRemarkOnceAndNotThousands) {
  Annotations notes;
  for (int i = 0; i < 3; ++i) possibly_no_counter(notes, "load", {});
  EXPECT_EQ(notes.list().size(), 1U);
  for (int i = 0; i < 1000; ++i) possibly_no_counter(notes, std::to_string(i), {});
  EXPECT_EQ(notes.list().size(), 100U);
}

}  // namespace
}  // namespace silicon::promql
