// Values inside HTML, each made fit for where it stands, as Go's html/template does: text, an
// attribute, a URL, a style, a script. Follows the HTML as it is written rather than the template,
// so that branches and templates that call others need no analysis. Where a place cannot be made
// safe the value becomes "ZgotmplZ", Go's word for it. Not a parser of HTML: what it is handed as
// literal text is trusted. One thread at a time.
// Tested by tests/alerting/notify/escape/html_escaper_test.cpp, fuzzed by
// tests/fuzz/notify/message_template.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "alerting/template/execute/executor.hpp"

namespace silicon::notify {

class HtmlEscaper : public templates::Escaper {
 public:
  void literal(std::string_view text) override;
  std::string escaped(const templates::Value& value) override;

 private:
  enum class Place {
    text,
    tag_name,      // behind '<'
    tag,           // between attributes
    attribute,     // in an attribute's name
    before_value,  // behind '='
    value,
    comment,
    raw,  // inside script, style, title or textarea, up to the end tag
  };
  enum class Kind { plain, url, style, script };

  void step(char c, std::string_view rest);
  void leave_tag();
  void begin_value(char quote);
  void in_text(char c, std::string_view rest);
  void in_tag(char c);
  void in_value(char c);
  std::string escaped_text(const templates::Value& value) const;
  std::string escaped_value(std::string text, const templates::Value& value);
  std::string escaped_url(const std::string& text, bool trusted);

  Place place_ = Place::text;
  Kind kind_ = Kind::plain;  // of the attribute's value, or of the raw text
  std::string element_;      // lower case; "/p" for an end tag
  std::string attribute_;    // lower case
  char quote_ = ' ';         // around the value; ' ' for none
  bool url_begun_ = false;   // something stands before
  bool in_query_ = false;    // a '?' or '#' stands before
};

}  // namespace silicon::notify
