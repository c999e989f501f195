#include "exporter/runtime/http/message.hpp"

#include <algorithm>
#include <array>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::runtime {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos;
}

std::string_view find_header(const HttpHeaders& headers, std::string_view name) {
  for (const HttpHeader& header : headers) {
    if (equal_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

std::optional<std::string> HttpRequest::parameter(std::string_view name) const {
  for (auto& [key, value] : parse_query(query)) {
    if (key == name) return std::move(value);
  }
  return std::nullopt;
}

HttpResponse response(int status, std::string content_type, std::string body) {
  return {
      status, std::move(content_type), std::make_shared<const std::string>(std::move(body)), {}};
}

HttpResponse text_response(int status, std::string text) {
  return response(status, "text/plain; charset=utf-8", std::move(text));
}

std::string_view status_words(int status) {
  struct Words {
    int status;
    std::string_view words;
  };
  static constexpr std::array kWords{Words{200, "OK"},
                                     Words{201, "Created"},
                                     Words{202, "Accepted"},
                                     Words{204, "No Content"},
                                     Words{301, "Moved Permanently"},
                                     Words{302, "Found"},
                                     Words{303, "See Other"},
                                     Words{304, "Not Modified"},
                                     Words{400, "Bad Request"},
                                     Words{401, "Unauthorized"},
                                     Words{403, "Forbidden"},
                                     Words{404, "Not Found"},
                                     Words{405, "Method Not Allowed"},
                                     Words{406, "Not Acceptable"},
                                     Words{408, "Request Timeout"},
                                     Words{409, "Conflict"},
                                     Words{411, "Length Required"},
                                     Words{413, "Content Too Large"},
                                     Words{415, "Unsupported Media Type"},
                                     Words{417, "Expectation Failed"},
                                     Words{422, "Unprocessable Content"},
                                     Words{429, "Too Many Requests"},
                                     Words{431, "Request Header Fields Too Large"},
                                     Words{500, "Internal Server Error"},
                                     Words{501, "Not Implemented"},
                                     Words{502, "Bad Gateway"},
                                     Words{503, "Service Unavailable"},
                                     Words{504, "Gateway Timeout"},
                                     Words{505, "HTTP Version Not Supported"}};
  for (const Words& known : kWords) {
    if (known.status == status) return known.words;
  }
  return "Unknown";
}

std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const std::string_view digits = text.substr(i + 1, 2);
      if (digits.size() != 2 || digits.find_first_not_of("0123456789abcdefABCDEF") != digits.npos) {
        return std::nullopt;
      }
      const char byte = static_cast<char>(core::parse_hexadecimal(digits).value_or(0));
      if (byte == '\0') return std::nullopt;
      decoded += byte;
      i += 2;
    }
  }
  return decoded;
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const auto [pair, rest] = core::cut(query, '&');
    const auto [name, value] = core::cut(pair, '=');
    auto decoded_name = decode_percent(name, true);
    auto decoded_value = decode_percent(value, true);
    if (!name.empty() && decoded_name && decoded_value) {
      parameters.emplace_back(*std::move(decoded_name), *std::move(decoded_value));
    }
    query = rest;
  }
  return parameters;
}

}  // namespace silicon::runtime
