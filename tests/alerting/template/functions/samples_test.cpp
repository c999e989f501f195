#include "alerting/template/functions/samples.hpp"

#include <gtest/gtest.h>

#include "tests/support/alerting/run_template.hpp"

namespace silicon::templates {
namespace {

std::string run(std::string_view text) {
  const Query query = [](std::string_view expression) -> core::Result<std::vector<QuerySample>> {
    if (expression == "none") return std::vector<QuerySample>{};
    if (expression == "bad") return core::Error("parse error");
    return std::vector<QuerySample>{{{{"id", "b"}, {"__value__", "bee"}}, 2}, {{{"id", "a"}}, 1.5}};
  };
  return testing::run_template(text, {}, sample_functions(query));
}

TEST(Samples, AreWhatAQueryFinds) {
  EXPECT_EQ(run("{{range query \"m\"}}{{.Labels.id}}={{.Value}};{{end}}"), "b=2;a=1.5;");
  EXPECT_EQ(run("{{with query \"none\"}}x{{else}}nothing{{end}}"), "nothing");
  EXPECT_EQ(run("{{query \"m\" | first | value}}"), "2");
  EXPECT_EQ(run("{{query \"m\" | first | label \"id\"}}"), "b");
  EXPECT_EQ(run("{{query \"m\" | first | label \"none\"}}"), "");
  EXPECT_EQ(run("{{query \"m\" | first | strvalue}}"), "bee");
  EXPECT_EQ(run("{{query \"m\" | sortByLabel \"id\" | first | label \"id\"}}"), "a");
}

TEST(Samples, SayWhatIsWrong) {
  EXPECT_NE(run("{{query \"none\" | first}}").find("first() called on vector with no elements"),
            std::string::npos);
  EXPECT_NE(run("{{query \"bad\"}}").find("error calling query: parse error"), std::string::npos);
  EXPECT_NE(run("{{value 1}}").find("can't handle 1 for arg of type *template.sample"),
            std::string::npos);
  EXPECT_NE(run("{{query \"m\" | value}}")
                .find("wrong type for value; expected *template.sample; got template.queryResult"),
            std::string::npos);
}

TEST(Samples, CannotBeHadWithoutAQuery) {
  EXPECT_NE(testing::run_template("{{query \"m\"}}", {}, sample_functions({}))
                .find("queries cannot be made here"),
            std::string::npos);
}

}  // namespace
}  // namespace silicon::templates
