#include "exporter/runtime/yaml/reader.hpp"

#include <gtest/gtest.h>

#include "exporter/runtime/yaml/parse.hpp"
#include "tests/support/temporary_directory.hpp"

namespace silicon::runtime {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// A document with a reader of its root.
class Document {
 public:
  explicit Document(std::string_view text, std::string file = "f.yml")
      : node_(parse_yaml(text, file).value()), errors_(file), root(node_, errors_) {}

  const std::vector<std::string>& mistakes() const { return errors_.messages(); }
  std::string only_mistake() const {
    return errors_.messages().size() == 1 ? errors_.messages()[0] : "not exactly one";
  }

 private:
  YamlNode node_;
  YamlErrors errors_;

 public:
  YamlMap root;
};

Environment no_variables() {
  return [](const std::string&) { return std::nullopt; };
}

TEST(YamlMap, ReadsEveryPlainType) {
  Document document("s: text\nb: true\ni: -5\nu: 7\nd: 2.5\nt: 1m30s\nl: [a, b]\nm: {k: v}\n");
  std::string s;
  bool b = false;
  int i = 0;
  unsigned u = 0;
  double d = 0;
  core::Duration t{};
  std::vector<std::string> l;
  std::map<std::string, std::string> m;
  EXPECT_TRUE(document.root.read("s", s) && document.root.read("b", b) &&
              document.root.read("i", i) && document.root.read("u", u) &&
              document.root.read("d", d) && document.root.read("t", t) &&
              document.root.read("l", l) && document.root.read("m", m));
  EXPECT_EQ(s, "text");
  EXPECT_TRUE(b);
  EXPECT_EQ(i, -5);
  EXPECT_EQ(u, 7U);
  EXPECT_EQ(d, 2.5);
  EXPECT_EQ(t, seconds(90));
  EXPECT_EQ(l, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(m, (std::map<std::string, std::string>{{"k", "v"}}));
  EXPECT_TRUE(document.mistakes().empty());
}

TEST(YamlMap, LeavesDefaultsAloneWhereNothingIsWritten) {
  Document document("empty:\ntilde: ~\n");
  int value = 42;
  EXPECT_FALSE(document.root.read("absent", value));
  EXPECT_FALSE(document.root.read("empty", value));
  EXPECT_FALSE(document.root.read("tilde", value));
  EXPECT_EQ(value, 42);
  EXPECT_TRUE(document.mistakes().empty());
}

TEST(YamlMap, LeavesDefaultsAloneWhereWhatIsWrittenIsWrong) {
  Document document("workers: many\n");
  int value = 42;
  EXPECT_FALSE(document.root.read("workers", value));
  EXPECT_EQ(value, 42);
}

TEST(YamlMap, FillsAnOptionalOnlyWhenTheKeyIsThere) {
  Document document("port: 80\n");
  std::optional<int> port;
  std::optional<int> other;
  document.root.read("port", port);
  document.root.read("other", other);
  EXPECT_EQ(port, 80);
  EXPECT_EQ(other, std::nullopt);
}

TEST(YamlMap, UnderstandsYamlsWordsForTruth) {
  for (const char* word : {"true", "True", "yes", "on"}) {
    bool value = false;
    EXPECT_TRUE(Document("k: " + std::string(word)).root.read("k", value)) << word;
    EXPECT_TRUE(value);
  }
  for (const char* word : {"false", "no", "off"}) {
    bool value = true;
    EXPECT_TRUE(Document("k: " + std::string(word)).root.read("k", value)) << word;
    EXPECT_FALSE(value);
  }
}

TEST(YamlMap, SaysWhatIsWantedAndWhatIsThere) {
  Document document("b: maybe\ni: 1.5\nd: x\nt: 5\ns: [a]\nl: text\nm: [1]\nq: \"5\"\n");
  std::string s;
  bool b = false;
  int i = 0;
  double d = 0;
  core::Duration t{};
  std::vector<std::string> l;
  std::map<std::string, std::string> m;
  document.root.read("b", b);
  document.root.read("i", i, {1, 256});
  document.root.read("d", d, {0, 1});
  document.root.read("t", t);
  document.root.read("s", s);
  document.root.read("l", l);
  document.root.read("m", m);
  document.root.read("q", d);
  ASSERT_EQ(document.mistakes().size(), 8U);
  EXPECT_EQ(document.mistakes()[0], "f.yml:1:4: b: must be true or false, not \"maybe\"");
  EXPECT_EQ(document.mistakes()[1],
            "f.yml:2:4: i: must be a whole number from 1 to 256, not \"1.5\"");
  EXPECT_EQ(document.mistakes()[2], "f.yml:3:4: d: must be a number from 0 to 1, not \"x\"");
  EXPECT_TRUE(document.mistakes()[3].starts_with("f.yml:4:4: t: ")) << document.mistakes()[3];
  EXPECT_EQ(document.mistakes()[4], "f.yml:5:4: s: must be text, not a list");
  EXPECT_EQ(document.mistakes()[5], "f.yml:6:4: l: must be a list, not one value");
  EXPECT_EQ(document.mistakes()[6], "f.yml:7:4: m: must be a map (KEY: VALUE), not a list");
  EXPECT_EQ(document.mistakes()[7], "f.yml:8:4: q: must be a number, not \"5\" in quotes");
}

// What must not be taken for a value of each kind.
TEST(YamlMap, RefusesEveryOtherKindOfValue) {
  for (const char* value : {"[1]", "{a: 1}", "\"true\"", "1", "text", "True!", "tru"}) {
    Document document("k: " + std::string(value));
    bool truth = false;
    EXPECT_FALSE(document.root.read("k", truth)) << value;
    EXPECT_EQ(document.mistakes().size(), 1U) << value;
  }
  for (const char* value : {"[1]", "{a: 1}", "'1'", "1.0", "1e3", "0x10", "1_000", "+1"}) {
    Document document("k: " + std::string(value));
    int number = 0;
    EXPECT_FALSE(document.root.read("k", number)) << value;
    EXPECT_EQ(document.mistakes().size(), 1U) << value;
  }
  for (const char* value : {"[1s]", "{a: 1s}", "5", "1.5s", "-1s", "s", "1 s", "1h 30m", "1s1s"}) {
    Document document("k: " + std::string(value));
    core::Duration duration{};
    EXPECT_FALSE(document.root.read("k", duration)) << value;
    EXPECT_EQ(document.mistakes().size(), 1U) << value;
  }
  for (const char* value : {"text", "{a: b}", "[[a]]", "[{a: b}]", "[a, ~]"}) {
    Document document("k: " + std::string(value));
    std::vector<std::string> texts;
    EXPECT_FALSE(document.root.read("k", texts)) << value;
    EXPECT_EQ(document.mistakes().size(), 1U) << value;
  }
  for (const char* value : {"text", "[a]", "{a: [b]}", "{a: {b: c}}", "{a: ~}"}) {
    Document document("k: " + std::string(value));
    std::map<std::string, std::string> pairs;
    EXPECT_FALSE(document.root.read("k", pairs)) << value;
    EXPECT_EQ(document.mistakes().size(), 1U) << value;
  }
}

TEST(YamlMap, TakesTextHoweverItIsWritten) {
  for (const char* value : {"a b", "'a b'", "\"a b\"", "|-\n  a b", ">-\n  a\n  b"}) {
    Document document("k: " + std::string(value) + "\n");
    std::string text;
    EXPECT_TRUE(document.root.read("k", text)) << value;
    EXPECT_EQ(text, "a b") << value;
  }
  for (const char* value : {"9924", "true", "1e3", "2024-01-01"}) {
    std::string text;
    EXPECT_TRUE(Document("k: " + std::string(value)).root.read("k", text)) << value;
    EXPECT_EQ(text, value);
  }
}

TEST(YamlMap, KeepsNumbersWithinTheirType) {
  Document document("small: 300\nnegative: -1\nhuge: 99999999999999999999\n");
  std::uint8_t small = 0;
  std::uint64_t unsigned_number = 0;
  int huge = 0;
  EXPECT_FALSE(document.root.read("small", small));
  EXPECT_FALSE(document.root.read("negative", unsigned_number));
  EXPECT_FALSE(document.root.read("huge", huge));
  EXPECT_EQ(document.mistakes()[0],
            "f.yml:1:8: small: must be a whole number from 0 to 255, not \"300\"");
}

TEST(YamlMap, KeepsNumbersAndDurationsWithinTheirRange) {
  Document document("nan: NaN\nlow: 10ms\nhigh: 2h\nzero: 0\n");
  double number = 0;
  core::Duration duration{};
  EXPECT_FALSE(document.root.read("nan", number, {0, 1}));
  EXPECT_FALSE(document.root.read("low", duration, {seconds(1), minutes(5)}));
  EXPECT_FALSE(document.root.read("high", duration, {seconds(1), minutes(5)}));
  EXPECT_FALSE(document.root.read("zero", duration));
  EXPECT_EQ(document.mistakes()[1], "f.yml:2:6: low: must be at least 1s, not \"10ms\"");
  EXPECT_EQ(document.mistakes()[2], "f.yml:3:7: high: must be at most 5m, not \"2h\"");
  EXPECT_EQ(document.mistakes()[3], "f.yml:4:7: zero: must be at least 1ms, not \"0\"");
}

TEST(YamlMap, CutsAWrongValueShortInItsMessage) {
  Document document("n: " + std::string(5000, 'x') + "\n");
  int number = 0;
  document.root.read("n", number);
  EXPECT_LT(document.only_mistake().size(), 200U);
}

TEST(YamlMap, NamesARequiredKeyThatIsMissing) {
  Document document("web:\n  host: x\n");
  document.root.read_map("web", [](YamlMap& web) {
    std::string host;
    int port = 0;
    EXPECT_TRUE(web.require("host", host));
    EXPECT_FALSE(web.require("port", port));
  });
  EXPECT_EQ(document.only_mistake(), "f.yml:2:3: web: \"port\" is missing");
}

TEST(YamlMap, ReadsOneWordOutOfSeveral) {
  enum class Color { red, blue };
  const std::vector<std::pair<std::string, Color>> colors{{"red", Color::red},
                                                          {"blue", Color::blue}};
  Document document("a: blue\nb: green\n");
  Color color = Color::red;
  EXPECT_TRUE(document.root.read_choice("a", color, colors));
  EXPECT_EQ(color, Color::blue);
  EXPECT_FALSE(document.root.read_choice("b", color, colors));
  EXPECT_EQ(document.only_mistake(), "f.yml:2:4: b: must be one of red, blue, not \"green\"");
}

TEST(YamlMap, ReadsWhatAParserUnderstands) {
  const auto parse = [](std::string_view text) -> core::Result<int> {
    if (text != "seven") return core::Error("is not seven");
    return 7;
  };
  Document document("a: seven\nb: eight\n");
  int number = 0;
  EXPECT_TRUE(document.root.read_with("a", number, parse));
  EXPECT_EQ(number, 7);
  EXPECT_FALSE(document.root.read_with("b", number, parse));
  EXPECT_EQ(document.only_mistake(), "f.yml:2:4: b: is not seven");
}

TEST(YamlMap, RejectsUnknownKeysWithAHint) {
  Document document("intervall: 5s\nretention: 1d\n");
  core::Duration interval{};
  document.root.read("interval", interval);
  document.root.reject_unknown_keys();
  EXPECT_EQ(
      document.mistakes(),
      (std::vector<std::string>{"f.yml:1:1: unknown key \"intervall\"; did you mean \"interval\"?",
                                "f.yml:2:1: unknown key \"retention\""}));
}

TEST(YamlMap, RejectsUnknownKeysOfNestedMapsByItself) {
  Document document("web:\n  prot: 80\n");
  int port = 0;
  document.root.read_map("web", [&](YamlMap& web) { web.read("port", port); });
  EXPECT_EQ(document.only_mistake(),
            "f.yml:2:3: web: unknown key \"prot\"; did you mean \"port\"?");
}

TEST(YamlMap, ReadsListsOfMaps) {
  Document document("probes:\n  - {url: a}\n  - {url: b, x: 1}\n  - text\n");
  std::vector<std::string> urls;
  document.root.read_each("probes", [&](YamlMap& probe) {
    std::string url;
    if (probe.require("url", url)) urls.push_back(url);
  });
  EXPECT_EQ(urls, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(document.mistakes(),
            (std::vector<std::string>{
                "f.yml:3:14: probes[1]: unknown key \"x\"",
                "f.yml:4:5: probes[2]: must be a map (KEY: VALUE), not one value"}));
}

TEST(YamlMap, ReadsMapsWhoseKeysAreTheUsersOwn) {
  Document document("sources:\n  cpu: {interval: 1s}\n  gpu:\n");
  std::vector<std::string> names;
  document.root.read_named("sources", [&](const std::string& name, YamlMap& source) {
    core::Duration interval{};
    source.read("interval", interval);
    names.push_back(name);
  });
  EXPECT_EQ(names, (std::vector<std::string>{"cpu", "gpu"}));
  EXPECT_TRUE(document.mistakes().empty());
}

TEST(YamlMap, SaysThatItIsNoMapOnceAndMissesNothingInIt) {
  Document document("web: [1]\n");
  int port = 0;
  document.root.read_map("web", [&](YamlMap& web) { web.require("port", port); });
  EXPECT_EQ(document.only_mistake(), "f.yml:1:6: web: must be a map (KEY: VALUE), not a list");
}

TEST(YamlMap, TakesAnEmptyDocumentAsAMapWithoutKeys) {
  Document document("");
  int port = 0;
  EXPECT_FALSE(document.root.read("port", port));
  document.root.reject_unknown_keys();
  EXPECT_TRUE(document.mistakes().empty());
}

TEST(YamlMap, KnowsWhetherAKeyIsThereAndHandsOutItsTree) {
  Document document("expr: {a: b}\n");
  EXPECT_TRUE(document.root.has("expr"));
  EXPECT_FALSE(document.root.has("other"));
  EXPECT_EQ(document.root.node("expr")->find("a")->text, "b");
  document.root.reject_unknown_keys();
  EXPECT_TRUE(document.mistakes().empty());
}

TEST(YamlMap, TakesTheCallersOwnMistakes) {
  Document document("web:\n  from: 5\n  to: 3\n");
  document.root.read_map("web", [](YamlMap& web) {
    int from = 0;
    int to = 0;
    if (web.read("from", from) && web.read("to", to) && to < from) web.fail("to", "is below from");
    web.fail("", "is odd as a whole");
  });
  EXPECT_EQ(document.mistakes(), (std::vector<std::string>{"f.yml:3:7: web.to: is below from",
                                                           "f.yml:2:3: web: is odd as a whole"}));
}

TEST(YamlMap, ReadsSecretsInPlaceFromVariablesAndFromFilesBesideTheConfiguration) {
  const testing::TemporaryDirectory directory;
  directory.write("token.txt", "from a file\n");
  Document document("a: in place\nb: ${TOKEN}\nc_file: token.txt\n", directory.path("f.yml"));
  const auto environment = [](const std::string& name) {
    return name == "TOKEN" ? std::optional<std::string>("from a variable") : std::nullopt;
  };
  Secret a;
  Secret b;
  Secret c;
  Secret d;
  EXPECT_TRUE(document.root.read_secret("a", a, environment));
  EXPECT_TRUE(document.root.read_secret("b", b, environment));
  EXPECT_TRUE(document.root.read_secret("c", c, environment));
  EXPECT_FALSE(document.root.read_secret("d", d, environment));
  EXPECT_EQ(a.expose(), "in place");
  EXPECT_EQ(b.expose(), "from a variable");
  EXPECT_EQ(c.expose(), "from a file");
  document.root.reject_unknown_keys();
  EXPECT_TRUE(document.mistakes().empty());
}

TEST(YamlMap, NeverRepeatsASecretInAMistake) {
  Document document("a: hunter2\na_file: /x\nb: ${NOT_SET}\nc: {hunter: 2}\n");
  Secret secret;
  EXPECT_FALSE(document.root.read_secret("a", secret, no_variables()));
  EXPECT_FALSE(document.root.read_secret("b", secret, no_variables()));
  EXPECT_FALSE(document.root.read_secret("c", secret, no_variables()));
  ASSERT_EQ(document.mistakes().size(), 3U);
  for (const std::string& mistake : document.mistakes()) {
    EXPECT_EQ(mistake.find("hunter"), std::string::npos) << mistake;
  }
}

TEST(YamlErrors, BecomeOneErrorWithALineEach) {
  YamlErrors errors("f.yml");
  errors.add({3, 5}, "web.port", "is wrong");
  errors.add({4, 1}, "", "is odd");
  EXPECT_EQ(errors.error().message(), "f.yml:3:5: web.port: is wrong\nf.yml:4:1: is odd");
  EXPECT_EQ(errors.error().kind(), core::ErrorKind::invalid);
}

TEST(YamlErrors, EndSomewhere) {
  YamlErrors errors("f.yml");
  for (int i = 0; i < 1000; ++i) errors.add({1, 1}, "", "again");
  EXPECT_EQ(errors.messages().size(), 51U);
  EXPECT_EQ(errors.messages().back(), "f.yml: and more mistakes");
}

}  // namespace
}  // namespace silicon::runtime
