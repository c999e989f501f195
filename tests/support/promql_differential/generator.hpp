// Random series and random well-typed expressions over them, the same for the same seed. Made to
// hit what goes wrong: counter resets, gaps, stale markers, NaN and infinities, equal values,
// histograms with a missing bucket, matches that are ambiguous.
// One thread. Used by differential.py; tested by being run, see README.md of alerting/promql.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace silicon::differential {

struct RandomSeries {
  std::string metric;  // name{label="value"}
  std::string values;  // in the notation of input_series
};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  std::vector<RandomSeries> series();
  std::string expression() { return vector(3); }
  int eval_time_seconds() { return number(0, 420); }

 private:
  std::string vector(int depth);
  std::string scalar(int depth);
  std::string matrix(int depth);
  std::string leaf();
  std::string selector();
  std::string braces();
  std::string modifiers();
  std::string plain_duration();
  std::string duration();
  std::string call(int depth);
  std::string window_call(int depth);
  std::string label_call(int depth);
  std::string info_call(int depth);
  std::string histogram_call(int depth);
  std::string aggregation(int depth);
  std::string binary(int depth);
  std::string set_operation(int depth);
  std::string matching(bool set);
  std::string label_list();
  std::string constant();
  std::string value_of(bool counter, double& level);
  std::string values(bool counter);
  std::string infos();

  int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool chance(int percent) { return number(1, 100) <= percent; }
  std::string pick(const std::vector<std::string>& choices) {
    return choices[static_cast<std::size_t>(number(0, static_cast<int>(choices.size()) - 1))];
  }

  std::mt19937_64 random_;
};

}  // namespace silicon::differential
