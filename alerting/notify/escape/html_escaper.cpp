#include "alerting/notify/escape/html_escaper.hpp"

#include <algorithm>
#include <array>

#include "alerting/notify/template/json_value.hpp"
#include "alerting/notify/template/message_functions.hpp"
#include "alerting/template/format/escape.hpp"
#include "alerting/template/format/print.hpp"
#include "alerting/template/functions/text.hpp"
#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::notify {
namespace {

constexpr std::string_view kUnsafe = "ZgotmplZ";
constexpr std::array<std::string_view, 11> kUrlAttributes = {
    "href", "src",    "action", "formaction", "background", "cite",
    "data", "poster", "srcset", "longdesc",   "xlink:href"};
constexpr std::array<std::string_view, 4> kRawElements = {"script", "style", "title", "textarea"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_blank(char c) {
  return core::kWhiteSpace.find(c) != std::string_view::npos || c == '\f';
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with_end_tag(std::string_view rest, std::string_view element) {
  if (!rest.starts_with("</") || rest.size() < element.size() + 2) return false;
  return std::equal(element.begin(), element.end(), rest.begin() + 2,
                    [](char a, char b) { return a == lower(b); });
}

// Besides what escape_html() does: what ends a value without quotes.
std::string without_blanks(const std::string& html) {
  std::string out;
  for (const char c : html) {
    if (is_blank(c) || c == '=' || c == '`') {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
    } else {
      out += c;
    }
  }
  return out;
}

// http, https, mailto, or none at all.
bool has_safe_scheme(std::string_view url) {
  const std::size_t colon = url.find(':');
  if (colon == std::string_view::npos || url.find_first_of("/?#") < colon) return true;
  const std::string scheme = templates::to_lower(url.substr(0, colon));
  return scheme == "http" || scheme == "https" || scheme == "mailto";
}

bool is_safe_in_style(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) || std::string_view(" .%#-_,+").find(c) != std::string_view::npos;
  });
}

// Percent-encodes what cannot stand in a URL, and leaves its structure.
std::string normalised_url(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_letter_or_digit(c) ||
        std::string_view("!#$%&*+,-./:;=?@[]_~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      ((out += '%') += kDigits[byte >> 4U]) += kDigits[byte & 0xfU];
    }
  }
  return out;
}

// For the part behind '?': all that has a meaning there, but for what is encoded already, such as
// by urlquery.
std::string encoded_in_query(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool encoded = text[i] == '%' && i + 2 < text.size() &&
                         core::parse_hexadecimal(text.substr(i + 1, 2)) && text[i + 2] != 'x';
    const std::string one = templates::escape_query(text.substr(i, 1));
    out += encoded ? "%" : one == "+" ? "%20" : one;
  }
  return out;
}

}  // namespace

void HtmlEscaper::literal(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (place_ == Place::text && text.substr(i).starts_with("<!--")) {
      place_ = Place::comment;
      i += 3;
      continue;
    }
    step(text[i], text.substr(i));
  }
}

void HtmlEscaper::step(char c, std::string_view rest) {
  switch (place_) {
    case Place::text:
    case Place::raw:
      return in_text(c, rest);
    case Place::comment:
      if (!rest.starts_with("-->")) return;
      place_ = Place::tag;  // whose '>' comes behind the dashes
      return element_.clear();
    case Place::value:
      return in_value(c);
    default:
      return in_tag(c);
  }
}

void HtmlEscaper::in_text(char c, std::string_view rest) {
  if (c != '<') return;
  if (place_ == Place::raw && !begins_with_end_tag(rest, element_)) return;
  const bool opens = rest.size() < 2 || is_letter_or_digit(rest[1]) || rest[1] == '/' ||
                     rest[1] == '!' || rest[1] == '?';
  if (!opens) return;
  place_ = Place::tag_name;
  element_.clear();
}

void HtmlEscaper::in_tag(char c) {
  if (c == '>') return leave_tag();
  if (place_ == Place::before_value) {
    if (!is_blank(c)) begin_value(c);
    return;
  }
  if (place_ == Place::tag_name) {
    if (is_blank(c)) {
      place_ = Place::tag;
    } else {
      element_ += lower(c);
    }
    return;
  }
  if (c == '=') {
    place_ = Place::before_value;
  } else if (is_blank(c) || c == '/') {
    place_ = Place::tag;
  } else {
    if (place_ == Place::tag) attribute_.clear();
    place_ = Place::attribute;
    attribute_ += lower(c);
  }
}

void HtmlEscaper::leave_tag() {
  place_ = one_of(kRawElements, element_) ? Place::raw : Place::text;
  kind_ = element_ == "script" ? Kind::script : element_ == "style" ? Kind::style : Kind::plain;
}

void HtmlEscaper::begin_value(char quote) {
  place_ = Place::value;
  kind_ = one_of(kUrlAttributes, attribute_) ? Kind::url
          : attribute_ == "style"            ? Kind::style
          : attribute_.starts_with("on")     ? Kind::script
                                             : Kind::plain;
  url_begun_ = false;
  in_query_ = false;
  quote_ = quote == '"' || quote == '\'' ? quote : ' ';
  if (quote_ == ' ' && quote != ' ') in_value(quote);
}

void HtmlEscaper::in_value(char c) {
  if (quote_ == ' ' ? is_blank(c) : c == quote_) {
    place_ = Place::tag;
  } else if (quote_ == ' ' && c == '>') {
    leave_tag();
  } else {
    url_begun_ = true;
    in_query_ = in_query_ || c == '?' || c == '#';
  }
}

std::string HtmlEscaper::escaped(const templates::Value& value) {
  std::string text = value.is_nil() ? "" : templates::print(value);
  switch (place_) {
    case Place::text:
      return escaped_text(value);
    case Place::raw:
    case Place::before_value:
    case Place::value:
      if (place_ == Place::before_value) begin_value(' ');
      return escaped_value(std::move(text), value);
    case Place::comment:
      return "";
    case Place::tag_name:
    case Place::tag:
    case Place::attribute:
      break;
  }
  // Part of a name: nothing that could begin something else, or run something.
  const std::string small = templates::to_lower(text);
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), is_letter_or_digit);
  const bool runs = small.starts_with("on") || small == "style" || one_of(kUrlAttributes, small) ||
                    (place_ == Place::tag_name &&
                     (one_of(kRawElements, small) || small == "iframe" || small == "object"));
  if (!plain || runs) text = kUnsafe;
  for (const char c : text) in_tag(c);
  return text;
}

std::string HtmlEscaper::escaped_text(const templates::Value& value) const {
  if (const std::string* html = trusted(value, Trust::html)) return *html;
  return value.is_nil() ? "" : templates::escape_html(templates::print(value));
}

// In a value, or in raw text.
std::string HtmlEscaper::escaped_value(std::string text, const templates::Value& value) {
  if (kind_ == Kind::script) {
    auto json = to_json(trusted(value, Trust::html) != nullptr ? templates::Value(text) : value);
    text = json ? *std::move(json) : "null";
    if (place_ == Place::raw) return text;
  } else if (kind_ == Kind::style) {
    if (!is_safe_in_style(text)) text = kUnsafe;
  } else if (kind_ == Kind::url) {
    text = escaped_url(text, trusted(value, Trust::url) != nullptr);
  }
  url_begun_ = url_begun_ || !text.empty();
  text = templates::escape_html(text);
  return place_ == Place::value && quote_ == ' ' ? without_blanks(text) : text;
}

std::string HtmlEscaper::escaped_url(const std::string& text, bool trusted) {
  if (in_query_) return trusted ? normalised_url(text) : encoded_in_query(text);
  if (!url_begun_ && !trusted && !has_safe_scheme(text)) return "#" + std::string(kUnsafe);
  return normalised_url(text);
}

}  // namespace silicon::notify
