#include "alerting/api/answer/answer.hpp"

#include <gtest/gtest.h>

namespace silicon::api {
namespace {

TEST(Answer, OfAFailureNamesItsTypeAndHasItsStatus) {
  const Answer answer = failure(ErrorType::bad_data, "no \"match\"");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, R"({"status":"error","errorType":"bad_data","error":"no \"match\""})");
}

TEST(Answer, HasPrometheusStatusForEveryType) {
  EXPECT_EQ(failure(ErrorType::execution, "").status, 422);
  EXPECT_EQ(failure(ErrorType::timeout, "").status, 503);
  EXPECT_EQ(failure(ErrorType::canceled, "").status, 499);
  EXPECT_EQ(failure(ErrorType::internal, "").status, 500);
  EXPECT_EQ(failure(ErrorType::not_found, "").status, 404);
  EXPECT_EQ(failure(ErrorType::unavailable, "").status, 503);
}

TEST(Answer, NamesTheParameterThatIsWrong) {
  EXPECT_EQ(
      invalid_parameter("time", "no").body,
      R"({"status":"error","errorType":"bad_data","error":"invalid parameter \"time\": no"})");
}

TEST(Answer, OfASuccessCarriesDataAndRemarks) {
  core::JsonWriter json = begin_success();
  json.begin_array().string("a").end_array();
  EXPECT_EQ(success(std::move(json)).body, R"({"status":"success","data":["a"]})");

  core::JsonWriter remarked = begin_success();
  remarked.integer(1);
  EXPECT_EQ(success(std::move(remarked), {{"w"}, {"i", "j"}}).body,
            R"({"status":"success","data":1,"warnings":["w"],"infos":["i","j"]})");
}

}  // namespace
}  // namespace silicon::api
