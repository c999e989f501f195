#include "exporter/runtime/http/wire/response_head.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace silicon::runtime {
namespace {

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

std::string http_date(core::Instant time) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  std::array<char, 64> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
      kDays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
      kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(size));
}

std::string render(const ResponseHead& head, const HttpHeaders& headers, core::Instant now) {
  std::string out = "HTTP/1.1 " + std::to_string(head.status) + " ";
  out += status_words(head.status);
  out += "\r\n";
  append_header(out, "Date", http_date(now));
  if (has_body(head.status)) {
    append_header(out, "Content-Type", head.content_type);
    append_header(out, "Content-Length", std::to_string(head.content_length));
    append_header(out, "X-Content-Type-Options", "nosniff");
  }
  if (!head.content_encoding.empty()) append_header(out, "Content-Encoding", head.content_encoding);
  if (head.varies_by_encoding) append_header(out, "Vary", "Accept-Encoding");
  append_header(out, "Connection", head.keep_alive ? "keep-alive" : "close");
  for (const HttpHeader& header : headers) {
    if (is_one_line(header.name) && is_one_line(header.value)) {
      append_header(out, header.name, header.value);
    }
  }
  out += "\r\n";
  return out;
}

}  // namespace silicon::runtime
