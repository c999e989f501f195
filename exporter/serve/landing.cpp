#include "exporter/serve/landing.hpp"

#include <array>
#include <cstdio>

namespace silicon::serve {
namespace {

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>silicon-exporter</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }
  td:nth-child(3) { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
  .down, .hangs { color: #c00; font-weight: bold }
</style>
<h1>silicon-exporter</h1>
<p>Figures of this machine for Prometheus: <a href="/metrics">/metrics</a>.
   Health: <a href="/-/healthy">/-/healthy</a>, <a href="/-/ready">/-/ready</a>.</p>
<table>
<tr><th>Source<th>State<th>Last sample<th>Problem
)";

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string milliseconds(core::SteadyDuration duration) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f ms", core::seconds(duration) * 1e3);
  return text.data();
}

std::string row(const SourceHealth& source) {
  const std::string state(in_words(source.state));
  const bool finished_once = source.last_success || source.failures > 0;
  return "<tr><td>" + escaped(source.name()) + "<td class=\"" + state + "\">" + state + "<td>" +
         (finished_once ? milliseconds(source.duration) : "") + "<td>" + escaped(source.problem) +
         "\n";
}

}  // namespace

std::string_view in_words(SourceState state) {
  switch (state) {
    case SourceState::starting:
      return "starting";
    case SourceState::up:
      return "up";
    case SourceState::down:
      return "down";
    case SourceState::late:
      return "hangs";
  }
  return "";
}

std::string landing_page(const Snapshot& snapshot, std::string_view version) {
  std::string html(kHead);
  for (const SourceHealth& source : snapshot.health) html += row(source);
  html += "</table>\n<p>Version " + escaped(version) + ".</p>\n</html>\n";
  return html;
}

}  // namespace silicon::serve
