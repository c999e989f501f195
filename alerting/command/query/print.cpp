#include "alerting/command/query/print.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "alerting/api/answer/spelling.hpp"
#include "alerting/promql/syntax/spelling.hpp"
#include "exporter/core/json/writer.hpp"

namespace silicon::command {
namespace {

using api::QueryReply;
using api::ReplyBucket;
using api::ReplyHistogram;
using api::ReplyPoint;
using api::ReplySeries;
using core::JsonWriter;
using Type = QueryReply::Type;

std::string at(core::Instant time) {
  return " @[" + api::short_seconds_text(time) + "]";
}

std::string text_of(const ReplyPoint& point) {
  return promql::fixed_number(point.value);
}

std::string text_of(const ReplyBucket& bucket) {
  const bool lower_in = bucket.boundaries == 1 || bucket.boundaries == 3;
  const bool upper_in = bucket.boundaries == 0 || bucket.boundaries == 3;
  return (lower_in ? "[" : "(") + promql::fixed_number(bucket.lower) + "," +
         promql::fixed_number(bucket.upper) + (upper_in ? "]" : ")") + ":" +
         promql::fixed_number(bucket.count);
}

// Go's %f.
std::string six_digits(double value) {
  std::array<char, 340> buffer{};  // the largest double has 309 digits before the point
  const int size = std::snprintf(buffer.data(), buffer.size(), "%f", value);
  return {buffer.data(), static_cast<std::size_t>(size)};
}

std::string text_of(const ReplyHistogram& histogram) {
  std::string text = "Count: " + six_digits(histogram.count) +
                     ", Sum: " + six_digits(histogram.sum) + ", Buckets: [";
  for (const ReplyBucket& bucket : histogram.buckets) {
    if (text.back() != '[') text += ' ';
    text += text_of(bucket);
  }
  return text + "]";
}

std::string vector_line(const ReplySeries& series) {
  std::string head = promql::metric_text(series.labels) + " => ";
  if (!series.histograms.empty()) {
    return head + text_of(series.histograms[0]) + at(series.histograms[0].time);
  }
  if (series.points.empty()) return head;
  return head + text_of(series.points[0]) + at(series.points[0].time);
}

std::string matrix_lines(const ReplySeries& series) {
  std::string text = promql::metric_text(series.labels) + " =>";
  for (const ReplyPoint& point : series.points) text += "\n" + text_of(point) + at(point.time);
  for (const ReplyHistogram& one : series.histograms) text += "\n" + text_of(one) + at(one.time);
  return text;
}

// Fewer labels come first; of as many, who lacks the first name that they do not share; then the
// values. Source: github.com/prometheus/common, model/labelset.go, Before.
bool is_before(const core::Labels& a, const core::Labels& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (differ.first == a.end()) return false;
  if (differ.first->name != differ.second->name) return differ.first->name > differ.second->name;
  return differ.first->value < differ.second->value;
}

// promtool sorts a matrix that it prints in words, and leaves all else as it comes.
std::vector<ReplySeries> shown_order(const QueryReply& reply) {
  std::vector<ReplySeries> series = reply.series;
  if (reply.type != Type::matrix) return series;
  std::stable_sort(series.begin(), series.end(), [](const auto& one, const auto& other) {
    return is_before(one.labels, other.labels);
  });
  return series;
}

void write_point(core::JsonWriter& json, core::Instant time, const std::string& text) {
  json.begin_array().raw(api::short_seconds_text(time)).string(text).end_array();
}

void write_point(core::JsonWriter& json, const ReplyHistogram& histogram) {
  json.begin_array().raw(api::short_seconds_text(histogram.time)).begin_object();
  json.member("count", promql::fixed_number(histogram.count));
  json.member("sum", promql::fixed_number(histogram.sum)).key("buckets").begin_array();
  for (const ReplyBucket& bucket : histogram.buckets) {
    json.begin_array().integer(bucket.boundaries).string(promql::fixed_number(bucket.lower));
    json.string(promql::fixed_number(bucket.upper)).string(promql::fixed_number(bucket.count));
    json.end_array();
  }
  json.end_array().end_object().end_array();
}

void write_vector(core::JsonWriter& json, const ReplySeries& series) {
  if (!series.points.empty()) {
    json.key("value");
    write_point(json, series.points[0].time, text_of(series.points[0]));
  } else if (!series.histograms.empty()) {
    json.key("histogram");
    write_point(json, series.histograms[0]);
  }
}

void write_matrix(core::JsonWriter& json, const ReplySeries& series) {
  if (!series.points.empty()) {
    json.key("values").begin_array();
    for (const ReplyPoint& point : series.points) write_point(json, point.time, text_of(point));
    json.end_array();
  }
  if (!series.histograms.empty()) {
    json.key("histograms").begin_array();
    for (const ReplyHistogram& histogram : series.histograms) write_point(json, histogram);
    json.end_array();
  }
}

}  // namespace

std::string query_text(const QueryReply& reply) {
  if (reply.type == Type::scalar) {
    return "scalar: " + text_of(reply.scalar) + at(reply.scalar.time);
  }
  if (reply.type == Type::string) return reply.text;
  std::string text;
  for (const ReplySeries& series : shown_order(reply)) {
    if (!text.empty()) text += '\n';
    text += reply.type == Type::vector ? vector_line(series) : matrix_lines(series);
  }
  return text;
}

std::string query_json(const QueryReply& reply) {
  core::JsonWriter json;
  if (reply.type == Type::scalar || reply.type == Type::string) {
    const bool scalar = reply.type == Type::scalar;
    write_point(json, reply.scalar.time, scalar ? text_of(reply.scalar) : reply.text);
    return json.take();
  }
  json.begin_array();
  for (const ReplySeries& series : reply.series) {
    json.begin_object().key("metric").labels(series.labels);
    reply.type == Type::vector ? write_vector(json, series) : write_matrix(json, series);
    json.end_object();
  }
  return json.end_array().take();
}

}  // namespace silicon::command
