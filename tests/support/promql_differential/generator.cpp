#include "tests/support/promql_differential/generator.hpp"

namespace silicon::differential {
namespace {

constexpr int kPoints = 28;  // 15 s apart: seven minutes

std::string labelled(const std::string& name, const std::string& job, const std::string& b) {
  return name + "{job=\"" + job + "\", b=\"" + b + "\"}";
}

}  // namespace

std::string Generator::value_of(bool counter, double& level) {
  if (chance(8)) return "_";
  if (chance(2)) return "stale";
  if (!counter && chance(3)) return pick({"NaN", "Inf", "-Inf", "-0", "0", "1e300", "-1e300"});
  if (counter) {
    level = chance(6) ? number(0, 3) : level + number(0, 20);
  } else if (!chance(30)) {
    level = number(-40, 40) / 4.0;
  }
  std::string text = std::to_string(level);
  return text;
}

std::string Generator::values(bool counter) {
  double level = number(0, 50);
  std::string out;
  const int first = chance(20) ? number(1, 12) : 0;
  for (int i = 0; i < first; ++i) out += "_ ";
  for (int i = first; i < kPoints; ++i) out += value_of(counter, level) + " ";
  return out;
}

// An info metric comes, and stays for a while.
std::string Generator::infos() {
  return "_x" + std::to_string(number(0, kPoints)) + " 1x" +
         std::to_string(number(0, kPoints / 2)) + (chance(30) ? " stale" : "");
}

std::vector<RandomSeries> Generator::series() {
  std::vector<RandomSeries> result;
  for (const std::string name : {"requests_total", "errors_total", "load", "temperature"}) {
    for (const std::string job : {"x", "y", "z"}) {
      for (const std::string b : {"1", "2"}) {
        if (chance(75)) {
          result.push_back({labelled(name, job, b), values(name.ends_with("_total"))});
        }
      }
    }
  }
  result.push_back({"single", values(false)});
  for (const std::string job : {"x", "y"}) {
    for (const std::string version : {"1", "2"}) {
      result.push_back(
          {"target_info{job=\"" + job + "\", version=\"" + version + "\", zone=\"n\"}", infos()});
    }
    result.push_back({"build_info{job=\"" + job + "\", revision=\"7\"}", infos()});
  }
  for (const std::string job : {"x", "y"}) {
    for (const std::string le : {"0.1", "0.5", "1", "+Inf"}) {
      if (chance(95)) {
        result.push_back({"latency_bucket{job=\"" + job + "\", le=\"" + le + "\"}", values(true)});
      }
    }
  }
  return result;
}

std::string Generator::constant() {
  return pick({"0", "1", "2", "0.5", "-1", "3.25", "10", "NaN", "Inf", "-Inf", "1e3", "0x1f"});
}

std::string Generator::plain_duration() {
  return pick({"15s", "20s", "30s", "45s", "1m", "1m30s", "2m", "3m", "5m", "7s", "90"});
}

std::string Generator::duration() {
  if (chance(4)) {
    return pick({"10s + 20s", "2m - 30s", "45s * 2", "2m / 4", "2 ^ 6", "100 % 70", "-30s + 90s",
                 "(15s + 30s) * 2", "-(-90s)", "30s * 2 + 5"});
  }
  return plain_duration();
}

std::string Generator::braces() {
  switch (number(0, 6)) {
    case 0:
      return "{job=\"x\"}";
    case 1:
      return "{job!=\"y\"}";
    case 2:
      return "{job=~\"x|y\", b=\"1\"}";
    case 3:
      return "{b!~\"1.*\"}";
    default:
      return "";
  }
}

std::string Generator::selector() {
  if (chance(4))
    return "{__name__=~\"load|temperature\"" + std::string(chance(50) ? ", job=\"x\"}" : "}");
  return pick({"requests_total", "errors_total", "load", "temperature", "single", "latency_bucket",
               "nothing"}) +
         braces();
}

std::string Generator::modifiers() {
  std::string out;
  if (chance(12)) out += " offset " + std::string(chance(30) ? "-" : "") + plain_duration();
  if (chance(4)) out += " offset (" + duration() + ")";
  if (chance(8)) out += pick({" @ 120", " @ 0", " @ 200.5", " @ -30", " @ start()", " @ end()"});
  return out;
}

std::string Generator::leaf() {
  if (chance(6)) return "vector(" + scalar(0) + ")";
  return selector() + modifiers();
}

std::string Generator::matrix(int depth) {
  if (depth > 0 && chance(25)) {
    const std::string step = chance(30) ? "" : duration();
    return "(" + vector(depth - 1) + ")[" + duration() + ":" + step + "]" + modifiers();
  }
  return selector() + "[" + duration() + "]" + modifiers();
}

std::string Generator::scalar(int depth) {
  if (depth <= 0 || chance(50)) return constant();
  switch (number(0, 4)) {
    case 0:
      return "time()";
    case 1:
      return "scalar(" + vector(depth - 1) + ")";
    case 2:
      return "-" + scalar(depth - 1);
    case 3:
      return "pi()";
    default:
      return "(" + scalar(depth - 1) + " " +
             pick({"+", "-", "*", "/", "%", "^", "== bool", "> bool"}) + " " + scalar(depth - 1) +
             ")";
  }
}

std::string Generator::window_call(int depth) {
  const std::string range = matrix(depth);
  if (chance(5)) return "quantile_over_time(" + scalar(depth - 1) + ", " + range + ")";
  if (chance(5)) return "predict_linear(" + range + ", " + scalar(depth - 1) + ")";
  if (chance(3)) return "double_exponential_smoothing(" + range + ", 0.3, 0.6)";
  if (chance(3)) return "absent_over_time(" + range + ")";
  return pick({"rate",
               "increase",
               "delta",
               "irate",
               "idelta",
               "deriv",
               "changes",
               "resets",
               "avg_over_time",
               "min_over_time",
               "max_over_time",
               "sum_over_time",
               "count_over_time",
               "last_over_time",
               "present_over_time",
               "stddev_over_time",
               "stdvar_over_time",
               "mad_over_time",
               "ts_of_min_over_time",
               "ts_of_max_over_time",
               "ts_of_last_over_time"}) +
         "(" + range + ")";
}

std::string Generator::label_call(int depth) {
  const std::string inner = vector(depth - 1);
  switch (number(0, 3)) {
    case 0:
      return "label_replace(" + inner + ", \"c\", \"$1-v\", \"job\", \"(.*)\")";
    case 1:
      return "label_replace(" + inner + ", \"job\", \"same\", \"job\", \"x|y\")";
    case 2:
      return "label_join(" + inner + ", \"c\", \"/\", \"job\", \"b\", \"__name__\")";
    default:
      return "label_replace(" + inner + ", \"n\", \"${1}\", \"__name__\", \"(.*)_.*\")";
  }
}

std::string Generator::info_call(int depth) {
  if (chance(30)) {
    return "info(" + pick({"load", "requests_total", "temperature"}) + braces() + modifiers() +
           ", {__name__=~\"(target|build)_info\"" + pick({"", ", revision=\"7\""}) + "})";
  }
  const std::string inner = chance(60) ? leaf() : vector(depth - 1);
  return "info(" + inner + pick({"", ", {version=~\".+\"}", ", {version=\"\"}", ", {zone=\"n\"}"}) +
         ")";
}

std::string Generator::histogram_call(int depth) {
  const std::string buckets = chance(50) ? "latency_bucket" : "rate(latency_bucket[2m])";
  const std::string grouped = chance(40) ? "sum by (le) (" + buckets + ")" : buckets;
  const std::string of = chance(15) ? vector(depth - 1) : grouped;
  if (chance(30)) {
    // Not from within the first bucket: until 3.5 that is NaN.
    return "histogram_fraction(" + pick({"0.2", "0.5", "3"}) + ", " + scalar(0) + ", " + of + ")";
  }
  return "histogram_quantile(" + pick({"0.5", "0.9", "0", "1", "0.25", "-1", "2", "NaN"}) + ", " +
         of + ")";
}

std::string Generator::call(int depth) {
  if (chance(45)) return window_call(depth);
  if (chance(15)) return label_call(depth);
  if (chance(4)) return info_call(depth);
  if (chance(12)) return histogram_call(depth);
  const std::string inner = vector(depth - 1);
  if (chance(8))
    return "clamp(" + inner + ", " + scalar(depth - 1) + ", " + scalar(depth - 1) + ")";
  if (chance(10))
    return pick({"clamp_min", "clamp_max", "round"}) + "(" + inner + ", " + scalar(depth - 1) + ")";
  return pick({"abs",         "ceil",      "floor", "round",         "sqrt",
               "exp",         "ln",        "log2",  "log10",         "sgn",
               "sin",         "cos",       "tan",   "atan",          "sinh",
               "tanh",        "deg",       "rad",   "sort",          "sort_desc",
               "absent",      "timestamp", "hour",  "minute",        "day_of_week",
               "day_of_year", "month",     "year",  "days_in_month", "histogram_count"}) +
         "(" + inner + ")";
}

std::string Generator::label_list() {
  return pick({"()", "(job)", "(b)", "(job, b)", "(le)", "(job, le)", "(__name__)", "(missing)"});
}

std::string Generator::aggregation(int depth) {
  const std::string inner = vector(depth - 1);
  const std::string grouping =
      chance(70) ? " " + pick({"by", "without"}) + " " + label_list() + " " : "";
  if (chance(15)) {
    const std::string count = chance(80) ? pick({"1", "2", "0", "5", "-1", "2.7"}) : scalar(1);
    return pick({"topk", "bottomk"}) + grouping + "(" + count + ", " + inner + ")";
  }
  if (chance(10)) return "quantile" + grouping + "(" + scalar(depth - 1) + ", " + inner + ")";
  // Not of any value: the last bit of a sine is the library's own choice.
  if (chance(6)) return "count_values" + grouping + "(\"v\", " + leaf() + ")";
  return pick({"sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"}) + grouping + "(" +
         inner + ")";
}

std::string Generator::matching(bool set) {
  if (chance(35)) return "";
  std::string out = " " + pick({"on", "ignoring"}) + label_list();
  if (!set && chance(40)) {
    out += " " + pick({"group_left", "group_right"}) + pick({"", "()", "(b)", "(c)"});
  }
  return out;
}

std::string Generator::binary(int depth) {
  const std::string op = pick({"+", "-", "*", "/", "%", "^", "atan2", "==", "!=", ">", "<",
                               ">=", "<=", "== bool", "> bool", "<= bool"});
  switch (number(0, 3)) {
    case 0:
      return "(" + vector(depth - 1) + " " + op + " " + scalar(depth - 1) + ")";
    case 1:
      return "(" + scalar(depth - 1) + " " + op + " " + vector(depth - 1) + ")";
    default:
      return "(" + vector(depth - 1) + " " + op + matching(false) + " " + vector(depth - 1) + ")";
  }
}

std::string Generator::set_operation(int depth) {
  return "(" + vector(depth - 1) + " " + pick({"and", "or", "unless"}) + matching(true) + " " +
         vector(depth - 1) + ")";
}

std::string Generator::vector(int depth) {
  if (depth <= 0 || chance(12)) return leaf();
  switch (number(0, 9)) {
    case 0:
    case 1:
      return aggregation(depth);
    case 2:
    case 3:
      return binary(depth);
    case 4:
      return set_operation(depth);
    case 5:
      return "-" + vector(depth - 1);
    default:
      return call(depth);
  }
}

}  // namespace silicon::differential
