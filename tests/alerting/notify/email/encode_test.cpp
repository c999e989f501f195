#include "alerting/notify/email/encode.hpp"

#include <gtest/gtest.h>

#include <random>

#include "exporter/core/numbers.hpp"
#include "exporter/core/text.hpp"

namespace silicon::email {
namespace {

// What a mail reader makes of quoted-printable.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
    } else if (text.substr(i + 1, 2) == "\r\n") {
      i += 2;
    } else {
      out += static_cast<char>(*core::parse_hexadecimal(text.substr(i + 1, 2)));
      i += 2;
    }
  }
  return out;
}

// Unfolded, words decoded and joined.
std::string decoded_words(std::string_view header) {
  std::string out;
  for (std::size_t at = header.find("=?"); at != std::string_view::npos;
       at = header.find("=?", at + 1)) {
    const std::size_t begin = at + std::string_view("=?utf-8?q?").size();
    const std::size_t end = header.find("?=", begin);
    std::string word(header.substr(begin, end - begin));
    for (char& c : word) c = c == '_' ? ' ' : c;
    out += decoded(word);
    at = end;
  }
  return out;
}

void expect_short_lines(std::string_view text, std::size_t most) {
  core::for_each_line(text, [&](std::string_view line) {
    ASSERT_TRUE(line.ends_with('\r')) << text;
    EXPECT_LE(line.size() - 1, most) << line;
    for (const char c : line.substr(0, line.size() - 1)) {
      EXPECT_TRUE((c >= ' ' && c <= '~') || c == '\t') << line;
    }
  });
}

TEST(QuotedPrintable, LeavesPlainTextAsItIs) {
  EXPECT_EQ(quoted_printable("Hello, world!\nsecond\n"), "Hello, world!\r\nsecond\r\n");
  EXPECT_EQ(quoted_printable("no end"), "no end\r\n");
  EXPECT_EQ(quoted_printable(""), "");
  EXPECT_EQ(quoted_printable("a\r\nb"), "a\r\nb\r\n");
}

TEST(QuotedPrintable, EncodesEverythingElse) {
  EXPECT_EQ(quoted_printable("a=b \xc3\xbc"), "a=3Db =C3=BC\r\n");
  EXPECT_EQ(quoted_printable("end \nend\t\n"), "end=20\r\nend=09\r\n");
  EXPECT_EQ(quoted_printable("\xff"), "=EF=BF=BD\r\n");
  EXPECT_EQ(quoted_printable(std::string("\0\x7f\r", 3)), "=00=7F\r\n");
}

TEST(QuotedPrintable, NeverBeginsALineWithADot) {
  EXPECT_EQ(quoted_printable(".\n..\na."), "=2E\r\n=2E.\r\na.\r\n");
  for (std::size_t before = 60; before < 80; ++before) {
    const std::string text = quoted_printable(std::string(before, 'x') + "....");
    EXPECT_EQ(text.find("\n."), std::string::npos) << text;
  }
}

TEST(QuotedPrintable, IsReadBackInShortLines) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 300; ++i) {
      text += random() % 40 == 0 ? std::string("\n") : std::string(1, char(' ' + random() % 95));
      if (random() % 20 == 0) text += "\xe2\x82\xac";
    }
    text += "\n";
    const std::string encoded = quoted_printable(text);
    expect_short_lines(encoded, 76);
    std::string back = decoded(encoded);
    std::erase(back, '\r');
    EXPECT_EQ(back, text);
  }
}

TEST(HeaderLine, LeavesPlainTextAsItIs) {
  EXPECT_EQ(header_line("Subject", "[FIRING:1] HighCPU a"), "Subject: [FIRING:1] HighCPU a\r\n");
  EXPECT_EQ(header_line("Subject", ""), "Subject:\r\n");
}

TEST(HeaderLine, IsFolded) {
  const std::string line =
      header_line("Subject", std::string(60, 'a') + " " + std::string(30, 'b'));
  EXPECT_EQ(line, "Subject: " + std::string(50, 'a') + std::string(10, 'a') + "\r\n " +
                      std::string(30, 'b') + "\r\n");
  expect_short_lines(header_line("Subject", std::string(5000, 'a')), 76);
  EXPECT_EQ(decoded_words(header_line("Subject", std::string(5000, 'a'))), std::string(5000, 'a'));
}

TEST(HeaderLine, EncodesWhatIsNoAscii) {
  EXPECT_EQ(header_line("Subject", "gr\xc3\xbcn b"), "Subject: =?utf-8?q?gr=C3=BCn_b?=\r\n");
  std::string many;
  for (int i = 0; i < 300; ++i) many += "\xf0\x9f\x94\xa5 ";
  many.pop_back();
  const std::string line = header_line("Subject", many);
  expect_short_lines(line, 76);
  EXPECT_EQ(decoded_words(line), many);
}

TEST(HeaderLine, CannotBecomeTwo) {
  EXPECT_EQ(header_line("Subject", "a\r\nBcc: x@y"), "Subject: a Bcc: x@y\r\n");
  EXPECT_EQ(header_line("Subject", "a\n\nbody"), "Subject: a body\r\n");
  EXPECT_EQ(decoded_words(header_line("Subject", "=?utf-8?q?=0A?=")), "=?utf-8?q?=0A?=");
}

TEST(StructuredHeaderLine, IsFoldedAtItsBlanks) {
  std::string value;
  for (int i = 0; i < 10; ++i) value += "somebody" + std::to_string(i) + "@example.org, ";
  value += "last@example.org";
  const std::string line = structured_header_line("To", value);
  expect_short_lines(line, 76);
  std::string unfolded = line;
  for (std::size_t at = unfolded.find("\r\n "); at != std::string::npos;
       at = unfolded.find("\r\n ")) {
    unfolded.erase(at, 2);
  }
  EXPECT_EQ(unfolded, "To: " + value + "\r\n");
}

}  // namespace
}  // namespace silicon::email
