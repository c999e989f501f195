#include "exporter/runtime/yaml/parse.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace silicon::runtime {
namespace {

YamlNode parsed(std::string_view text) {
  auto node = parse_yaml(text, "f.yml");
  EXPECT_TRUE(node) << (node ? "" : node.error().message());
  return std::move(node).value_or(YamlNode{});
}

std::string error_of(std::string_view text, const YamlLimits& limits = {}) {
  const auto node = parse_yaml(text, "f.yml", limits);
  EXPECT_FALSE(node) << text;
  return node ? "" : node.error().message();
}

TEST(ParseYaml, BuildsATreeWithTheKeysInTheirOrder) {
  const YamlNode root = parsed("b: 1\na:\n  - x\n  - {k: v}\nc: ~\n");
  ASSERT_EQ(root.kind, YamlNode::Kind::map);
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(root.entries[0].key, "b");
  EXPECT_EQ(root.find("b")->text, "1");
  ASSERT_EQ(root.find("a")->kind, YamlNode::Kind::sequence);
  EXPECT_EQ(root.find("a")->items[0].text, "x");
  EXPECT_EQ(root.find("a")->items[1].find("k")->text, "v");
  EXPECT_EQ(root.find("c")->kind, YamlNode::Kind::null);
  EXPECT_EQ(root.find("d"), nullptr);
}

TEST(ParseYaml, RemembersWhereEverythingStands) {
  const YamlNode root = parsed("a: 1\nlist:\n  - x\n  -   y\n");
  EXPECT_EQ(root.find("a")->mark.line, 1);
  EXPECT_EQ(root.find("a")->mark.column, 4);
  EXPECT_EQ(root.entries[1].mark.line, 2);
  EXPECT_EQ(root.entries[1].mark.column, 1);
  EXPECT_EQ(root.find("list")->items[1].mark.line, 4);
  EXPECT_EQ(root.find("list")->items[1].mark.column, 7);
}

TEST(ParseYaml, TellsQuotedTextFromPlain) {
  const YamlNode root = parsed("a: 5\nb: \"5\"\nc: '5'\nd: |\n  5\ne: \"\"\nf: \"~\"\n");
  EXPECT_FALSE(root.find("a")->quoted);
  for (const char* key : {"b", "c", "d", "e"}) EXPECT_TRUE(root.find(key)->quoted) << key;
  EXPECT_EQ(root.find("d")->text, "5\n");
  EXPECT_EQ(root.find("f")->kind, YamlNode::Kind::scalar);
}

TEST(ParseYaml, ReadsEveryFormOfNothing) {
  for (const char* text :
       {"", "\n\n", "# only a comment\n", "---\n", "~", "null", "--- ~\n...\n"}) {
    EXPECT_EQ(parsed(text).kind, YamlNode::Kind::null) << text;
  }
}

TEST(ParseYaml, TakesTextThatStartsWithAByteOrderMark) {
  EXPECT_EQ(parsed("\xEF\xBB\xBF"
                   "a: 1\n")
                .find("a")
                ->text,
            "1");
}

TEST(ParseYaml, CopiesAliasesToWhereTheyAreUsed) {
  const YamlNode root = parsed("a: &x {k: v}\nb: *x\n");
  EXPECT_EQ(root.find("b")->find("k")->text, "v");
  EXPECT_EQ(root.find("b")->mark.line, 2);
}

TEST(ParseYaml, MergesMapsUnderTheKeysWritten) {
  const YamlNode root = parsed(
      "base: &base {a: 1, b: 2}\nmore: &more {c: 3}\n"
      "one:\n  <<: *base\n  b: 20\ntwo:\n  b: 20\n  <<: [*base, *more]\n");
  for (const char* name : {"one", "two"}) {
    EXPECT_EQ(root.find(name)->find("a")->text, "1") << name;
    EXPECT_EQ(root.find(name)->find("b")->text, "20") << name;
    EXPECT_EQ(root.find(name)->find("<<"), nullptr) << name;
  }
  EXPECT_EQ(root.find("two")->find("c")->text, "3");
}

TEST(ParseYaml, RefusesToMergeWhatIsNoMap) {
  EXPECT_EQ(error_of("a:\n  <<: text\n"), "f.yml:2:7: only maps can be merged");
  EXPECT_EQ(error_of("a:\n  <<: [text]\n"), "f.yml:2:8: only maps can be merged");
}

TEST(ParseYaml, RefusesAKeyGivenTwice) {
  EXPECT_EQ(error_of("web:\n  port: 1\n  host: x\n  port: 2\n"),
            "f.yml:4:3: the key \"port\" is given twice");
  EXPECT_EQ(error_of("{a: 1, 'a': 2}"), "f.yml:1:8: the key \"a\" is given twice");
}

TEST(ParseYaml, RefusesKeysThatAreNotText) {
  EXPECT_EQ(error_of("? [a]\n: b\n"), "f.yml:1:3: a key must be text, not a list");
  EXPECT_EQ(error_of("? {a: b}\n: b\n"), "f.yml:1:3: a key must be text, not a map");
  EXPECT_EQ(error_of("~: b\n"), "f.yml:1:1: a key must be text, not nothing");
}

TEST(ParseYaml, RefusesASecondDocument) {
  EXPECT_EQ(error_of("a: 1\n---\nb: 2\n"), "f.yml:2:1: a second document: there can be only one");
}

TEST(ParseYaml, PointsAtBrokenSyntax) {
  EXPECT_EQ(error_of("a: [1, 2\nb: 3\n"), "f.yml:2:2: end of sequence flow not found");
  EXPECT_EQ(error_of("a: 'open\nb: 1\n"), "f.yml:3:1: illegal document indicator in scalar");
  EXPECT_EQ(error_of("a: \"open"), "f.yml:2:1: illegal document indicator in scalar");
  EXPECT_EQ(error_of("a: *nowhere\n"), "f.yml:1:4: the referenced anchor is not defined");
  EXPECT_TRUE(error_of("a: 1\n  b: 2\n").starts_with("f.yml:2:")) << error_of("a: 1\n  b: 2\n");
  EXPECT_TRUE(error_of("a: 1\n]\n").starts_with("f.yml:2:"));
}

TEST(ParseYaml, RefusesAnAliasInsideOfItself) {
  EXPECT_EQ(error_of("a: &x [*x]\n"), "f.yml:1:8: an alias inside of what it means");
}

TEST(ParseYaml, StopsABombOfAliases) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int j = 0; j < 10; ++j) bomb += (j == 0 ? "" : ", ") + last;
    bomb += "]\n";
  }
  EXPECT_NE(error_of(bomb).find("more than 100000 values"), std::string::npos);
}

TEST(ParseYaml, StopsABombOfLongTexts) {
  std::string bomb = "a: &a " + std::string(500'000, 'x') + "\nb: [";
  for (int i = 0; i < 100; ++i) bomb += "*a, ";
  bomb += "]\n";
  EXPECT_NE(error_of(bomb).find("too much text when aliases are expanded"), std::string::npos);
}

TEST(ParseYaml, StopsTextNestedTooDeep) {
  EXPECT_TRUE(parse_yaml(std::string(60, '[') + std::string(60, ']'), "f.yml"));
  EXPECT_EQ(error_of(std::string(65, '[') + std::string(65, ']')),
            "f.yml:1:65: nested deeper than 64 levels");
  std::string list;
  for (int i = 0; i < 100'000; ++i) list += "- ";
  for (const std::string& text : {std::string(100'000, '['), std::string(100'000, '{'), list}) {
    EXPECT_NE(error_of(text).find("nested deeper than 64 levels"), std::string::npos);
  }
}

TEST(ParseYaml, StopsAliasesThatNestTooDeepTogether) {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i < 70; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
            "]\n";
  }
  EXPECT_NE(error_of(text).find("nested deeper than 64 levels"), std::string::npos);
}

TEST(ParseYaml, RefusesTextOverTheLimit) {
  EXPECT_EQ(error_of("a: 12345\n", {.bytes = 5}), "f.yml: larger than 5 bytes");
}

// A document of random shape, written in flow style, and the tree it stands for.
YamlNode random_tree(std::mt19937& random, int depth, std::string& text) {
  YamlNode node;
  const unsigned kind = depth == 0 ? random() % 2 : random() % 4;
  if (kind == 0) {
    text += "~";
  } else if (kind == 1) {
    node.kind = YamlNode::Kind::scalar;
    node.text = "v" + std::to_string(random() % 100);
    node.quoted = random() % 2 == 0;
    text += node.quoted ? "\"" + node.text + "\"" : node.text;
  } else if (kind == 2) {
    node.kind = YamlNode::Kind::sequence;
    text += "[";
    for (unsigned i = random() % 4; i > 0; --i) {
      node.items.push_back(random_tree(random, depth - 1, text));
      text += ", ";
    }
    text += "]";
  } else {
    node.kind = YamlNode::Kind::map;
    text += "{";
    for (unsigned i = random() % 4; i > 0; --i) {
      const std::string key = "k" + std::to_string(i);
      text += key + ": ";
      node.entries.push_back({key, {}, random_tree(random, depth - 1, text)});
      text += ", ";
    }
    text += "}";
  }
  return node;
}

bool same(const YamlNode& a, const YamlNode& b) {
  return a.kind == b.kind && a.text == b.text && a.quoted == b.quoted &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const YamlNode::Entry& x, const YamlNode::Entry& y) {
                      return x.key == y.key && same(x.value, y.value);
                    });
}

TEST(ParseYaml, BuildsTheTreeThatTheTextStandsFor) {
  std::mt19937 random(1);  // NOLINT(bugprone-random-generator-seed): repeatable on purpose
  for (int i = 0; i < 500; ++i) {
    std::string text;
    const YamlNode tree = random_tree(random, 4, text);
    ASSERT_TRUE(same(parsed(text), tree)) << text;
  }
}

// Whatever is cut off or replaced: a tree or an error with its place, never anything else.
TEST(ParseYaml, SurvivesAnyDamageToAConfiguration) {
  const std::string good =
      "web:\n  listen_address: \"127.0.0.1:9924\"\n  users: &u\n    - {name: a, password: 'b'}\n"
      "  more: *u\nsources:\n  cpu: {interval: 1s}\ntext: |\n  block\n# end\n";
  ASSERT_TRUE(parse_yaml(good, "f.yml"));
  std::mt19937 random(1);  // NOLINT(bugprone-random-generator-seed): repeatable on purpose
  for (int i = 0; i < 2000; ++i) {
    std::string text = good.substr(0, 1 + random() % good.size());
    for (unsigned n = random() % 4; n > 0; --n) {
      text[random() % text.size()] = "\t\n :-{}[]&*!|>'\"%@`#,?\xFF"[random() % 23];
    }
    const auto node = parse_yaml(text, "f.yml");
    ASSERT_TRUE(node || node.error().message().starts_with("f.yml:")) << text;
  }
}

}  // namespace
}  // namespace silicon::runtime
