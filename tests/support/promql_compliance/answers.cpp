// promql_answers FOLDER START END STEP: what the API answers to range queries.
//
// FOLDER/pages/MILLISECONDS.prom are the samples, FOLDER/queries.txt the expressions, one a line;
// START, END and STEP are as in /api/v1/query_range. Prints one answer a line, for compliance.py.
#include <cstdio>

#include "alerting/api/data/query.hpp"
#include "tests/support/promql_compliance/exposition_pages.hpp"

namespace {

using namespace silicon;  // NOLINT(google-build-using-namespace): a program, not a library

int answer(const std::filesystem::path& folder, const std::string& start, const std::string& end,
           const std::string& step) {
  series::Store store{series::StoreLimits{}};
  const auto newest = testing::fill_with_pages(store, folder / "pages");
  if (!newest) {
    std::fprintf(stderr, "%s\n", newest.error().message().c_str());
    return 1;
  }
  api::QueryContext context{store};
  context.options.experimental_functions = true;
  std::ifstream queries(folder / "queries.txt");
  for (std::string query; std::getline(queries, query);) {
    const api::Parameters parameters(
        {{"query", query}, {"start", start}, {"end", end}, {"step", step}});
    std::printf("%s\n", api::range_query(parameters, context).body.c_str());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: promql_answers FOLDER START END STEP\n", stderr);
    return 2;
  }
  return answer(argv[1], argv[2], argv[3], argv[4]);
}
