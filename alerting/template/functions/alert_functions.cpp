#include "alerting/template/functions/alert_functions.hpp"

#include "alerting/promql/syntax/spelling.hpp"
#include "alerting/template/execute/builtins.hpp"
#include "alerting/template/format/escape.hpp"
#include "alerting/template/format/numbers.hpp"
#include "alerting/template/functions/humanize.hpp"
#include "alerting/template/functions/search.hpp"
#include "alerting/template/functions/text.hpp"
#include "alerting/template/functions/time_values.hpp"
#include "exporter/core/duration.hpp"

namespace silicon::templates {
namespace {

using Arguments = std::span<const Value>;
using Answer = core::Result<Value>;

// A function from one text to another.
Function of_text(std::string (*change)(std::string_view)) {
  return {{Parameter::text()}, false, [change](Arguments arguments) -> Answer {
            return Value(change(*arguments[0].text()));
          }};
}

// A function from anything that is a number to text.
Function of_number(std::string (*words)(double)) {
  return {{Parameter::any()}, false, [words](Arguments arguments) -> Answer {
            const auto number = to_number(arguments[0]);
            if (!number) return number.error();
            return Value(words(*number));
          }};
}

Answer to_time(Arguments arguments) {
  const auto number = to_number(arguments[0]);
  if (!number) return number.error();
  const auto instant = instant_of(*number);
  if (!instant) return instant.error();
  return time_value(*instant);
}

Answer to_duration(Arguments arguments) {
  const auto number = to_number(arguments[0]);
  if (!number) return number.error();
  return duration_value(*number);
}

Answer humanize_timestamp(Arguments arguments) {
  const auto number = to_number(arguments[0]);
  if (!number) return number.error();
  if (!(*number - *number == 0)) return Value(general(*number));
  auto time = to_time(arguments);
  if (!time) return time;
  return Value(time->object()->print());
}

Answer parse_duration(Arguments arguments) {
  const std::string& text = *arguments[0].text();
  if (text.empty()) return core::invalid("empty duration string");
  const auto duration = core::parse_duration(text);
  if (duration) return Value(static_cast<double>(duration->count()) / 1000);
  const bool too_long = duration.error().message().find("exceeds") != std::string::npos;
  if (too_long) return core::invalid("duration out of range");
  return core::invalid("not a valid duration string: " + promql::quoted(text));
}

Answer numbered_map(Arguments arguments) {
  Map map;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    map.entries.emplace("arg" + std::to_string(i), arguments[i]);
  }
  return Value(std::move(map));
}

Answer matches(Arguments arguments) {
  const auto found = search(*arguments[0].text(), *arguments[1].text());
  if (!found) return found.error();
  return Value(*found);
}

Answer replaced(Arguments arguments) {
  auto text = replace_all(*arguments[0].text(), *arguments[1].text(), *arguments[2].text());
  if (text) return Value(*std::move(text));
  // Go's MustCompile() says which expression it was.
  return core::invalid("regexp: Compile(`" + *arguments[0].text() +
                       "`): " + text.error().message());
}

std::string unchanged(std::string_view text) {
  return std::string(text);
}

// The path of "scheme://host/path?query".
std::string path_of(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
  const std::size_t path = url.find_first_of("/?#", host);
  if (path == std::string::npos || url[path] != '/') return "";
  return url.substr(path, url.find_first_of("?#", path) - path);
}

Function of_url(const std::optional<std::string>& url, std::string (*part)(const std::string&)) {
  return {
      {}, false, [url, part](Arguments) -> Answer {
        if (url) return Value(part(*url));
        return core::invalid("runtime error: invalid memory address or nil pointer dereference");
      }};
}

std::string link(std::string_view expression, const char* tab) {
  return "/graph?g0.expr=" + escape_query(expression) + "&g0.tab=" + tab;
}

Functions fixed_functions() {
  const Parameter any = Parameter::any();
  const Parameter text = Parameter::text();
  return {
      {"args", {{any}, true, numbered_map}},
      {"reReplaceAll", {{text, text, text}, false, replaced}},
      {"match", {{text, text}, false, matches}},
      {"safeHtml", of_text(unchanged)},
      {"title", of_text(title)},
      {"toUpper", of_text(to_upper)},
      {"toLower", of_text(to_lower)},
      {"graphLink", of_text(graph_link)},
      {"tableLink", of_text(table_link)},
      {"urlQueryEscape", of_text(escape_query)},
      {"stripPort", of_text(strip_port)},
      {"stripDomain", of_text(strip_domain)},
      {"humanize", of_number(humanize)},
      {"humanize1024", of_number(humanize_1024)},
      {"humanizeDuration", of_number(humanize_duration)},
      {"humanizePercentage", of_number(humanize_percentage)},
      {"humanizeTimestamp", {{any}, false, humanize_timestamp}},
      {"toTime", {{any}, false, to_time}},
      {"toDuration", {{any}, false, to_duration}},
      {"parseDuration", {{text}, false, parse_duration}},
  };
}

}  // namespace

std::string table_link(std::string_view expression) {
  return link(expression, "1");
}

std::string graph_link(std::string_view expression) {
  return link(expression, "0");
}

Functions alert_functions(FunctionContext context) {
  Functions functions = fixed_functions();
  functions.merge(sample_functions(std::move(context.query)));
  functions.emplace("pathPrefix", of_url(context.external_url, path_of));
  functions.emplace("externalURL",
                    of_url(context.external_url, [](const std::string& url) { return url; }));
  const double now = static_cast<double>(context.now.time_since_epoch().count()) / 1000;
  functions.emplace("now", Function{{}, false, [now](Arguments) -> Answer { return Value(now); }});
  return functions;
}

bool is_alert_function(std::string_view name) {
  static const Functions functions = alert_functions({});
  return functions.count(name) > 0 || builtins().count(name) > 0;
}

}  // namespace silicon::templates
